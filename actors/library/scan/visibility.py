"""Which parts of a tree can be seen: not those of a drive or link target that is away.

What is gone from a part that can be seen was moved or deleted. What is not there because its drive
is away will be there again, and nothing else is taken for it meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from actors.library.query.scan import DuplicateSample
from actors.library.scan.walk import number
from models.audio.units import SourceId


class Visibility:
    """Looks at folders, each once."""

    def __init__(self, renumbered: Mapping[SourceId, Mapping[int, int]]) -> None:
        """Take the devices of sources that have other numbers than when they were scanned."""
        self._renumbered = renumbered
        self._devices: dict[bytes, int | None] = {}

    def holds(self, duplicate: DuplicateSample, renumbered: Mapping[int, int]) -> bool:
        """Tell whether the place of a sample can be seen.

        It can if the folder it was in, or the nearest above that is left of it, is on the device
        that the sample was on.

        Args:
            duplicate: A sample that is not where it was.
            renumbered: Devices of its source that are known to have another number now.
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
    """Return the device of a folder or of the nearest above; `None` behind a link to nothing."""
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
