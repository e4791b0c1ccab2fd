"""Resolve paths to files, by device and inode."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from loguru import logger

from models.audio.units import SampleId
from models.duplicates.group import Member
from models.duplicates.link_names import Name


def resolve_names(members: Iterable[Member]) -> dict[SampleId, Name]:
    """Return the target of each member's path; missing files are omitted."""
    real: dict[Path, Path] = {}
    found: dict[SampleId, Name] = {}
    for one in members:
        path = Path(os.fsdecode(one.path))
        folder = path.parent
        try:
            status = path.stat()
            if folder not in real:
                real[folder] = folder.resolve()
            link = path.is_symlink() or real[folder] != folder
        except OSError as error:
            logger.debug("not there any more: {!r}: {}", one.path, error)
            continue
        found[one.sample] = Name(status.st_dev, status.st_ino, link)
    return found
