"""Availability of the root of a source."""

from __future__ import annotations

import os
from dataclasses import dataclass

from actors.library.errors import RootRefused
from actors.library.query.sources import Root
from actors.library.scan.walk import number
from actors.media.error import os_error_reason
from models.library.file_name import display_path


@dataclass(frozen=True, slots=True)
class Reach:
    """Result of checking a root."""

    reason: str = ""
    """Why it is offline; empty if it is online."""
    device: int | None = None

    @property
    def offline(self) -> bool:
        """Whether the root cannot be reached."""
        return bool(self.reason)


def check_root(root: Root) -> Reach:
    """Check the root of a source.

    An empty folder on another device than at the last scan is the mount point of an unmounted
    drive; on the same device it is really empty.
    """
    try:
        device = number(os.stat(root.path).st_dev)
        with os.scandir(root.path) as entries:
            empty = next(entries, None) is None
    except OSError as error:
        return Reach(f"{display_path(root.path)}: {os_error_reason(error)}")
    if empty and root.filled and root.device not in {None, device}:
        return Reach(f"{display_path(root.path)}: drive not mounted")
    return Reach(device=device)


def listable_path(path: bytes) -> bytes:
    """Return the absolute real path of a listable folder.

    Raises:
        RootRefused: It cannot be listed.
    """
    try:
        found = os.path.realpath(path)
        with os.scandir(found) as entries:
            next(entries, None)
    except OSError as error:
        raise RootRefused(f"{display_path(path)}: {os_error_reason(error)}") from error
    except ValueError as error:  # a NUL in the path
        raise RootRefused(f"{display_path(path)}: not a path") from error
    return found
