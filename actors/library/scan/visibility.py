"""Visibility of folders: those on an unmounted drive or behind a broken symlink are not visible.

A file missing from a visible folder was moved or deleted. A file missing because its drive is
unmounted will return, and no other file is taken for it meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from actors.library.query.scan import DuplicateSample
from actors.library.scan.walk import number
from models.audio.units import SourceId


class Visibility:
    """Checks folders, caching the results."""

    def __init__(self, renumbered: Mapping[SourceId, Mapping[int, int]]) -> None:
        """Store the new numbers of devices per source that were renumbered since the scan."""
        self._renumbered = renumbered
        self._devices: dict[bytes, int | None] = {}

    def holds(self, duplicate: DuplicateSample, renumbered: Mapping[int, int]) -> bool:
        """Return whether the former place of a sample is visible.

        It is if its folder, or the nearest existing ancestor, is on the device that the sample was
        on.

        Args:
            duplicate: A sample that is not at its stored path.
            renumbered: New numbers of devices of its source.
        """
        device = self._device(os.path.dirname(duplicate.path))
        if device is None or duplicate.device is None:
            return device is not None
        known = {**self._renumbered.get(duplicate.source, {}), **renumbered}
        return device in {duplicate.device, known.get(duplicate.device)}

    def _device(self, folder: bytes) -> int | None:
        if folder not in self._devices:
            self._devices[folder] = _device(folder)
        return self._devices[folder]


def _device(folder: bytes) -> int | None:
    """Return the device of a folder or its nearest ancestor; `None` behind a broken symlink."""
    while True:
        try:
            return number(os.stat(folder).st_dev)
        except (FileNotFoundError, NotADirectoryError):
            above = os.path.dirname(folder)
            if os.path.islink(folder) or above == folder:
                return None
            folder = above
        except OSError:
            return None
