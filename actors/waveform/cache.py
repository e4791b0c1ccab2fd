"""Pyramids of long sounds on disk, by content; safe to delete at any time."""

from __future__ import annotations

import os
import struct
import tempfile
from pathlib import Path

import numpy as np
from loguru import logger
from numpy.typing import NDArray

from models.audio.units import Frames, Hertz
from models.library.sample import Sample
from models.waveform.picture import Picture
from models.waveform.reduction.pyramid import Level, Pyramid, levels_above

HEAD = struct.Struct("<8sQQQQQQQ")
"""Mark, frames, rate, channels, size of a bin, bins, repaired values, sum."""
MARK = b"SEMPEAK1"
"""Another form of file is another mark."""
LARGEST = 1 << 30
"""Bytes of all files together; those not used for longest go first."""
ENDING = ".peaks"


class DamagedFile(Exception):
    """A kept file is not what was written."""


class Cache:
    """One file per content token, written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, sample: Sample) -> Picture | None:
        """Return the picture of `sample`, or `None` if it is not kept (or damaged)."""
        if not sample.token:
            return None
        path = self._path(sample)
        try:
            content = path.read_bytes()
            picture = _read(sample, content)
            os.utime(path)  # the next pruning sees that it was used
        except FileNotFoundError:
            return None
        except (OSError, DamagedFile) as error:
            logger.warning("peaks are made again, {} cannot be used: {}", path, error)
            return None
        return picture

    def save(self, sample: Sample, picture: Picture) -> None:
        """Keep the finest level of a complete picture; the others follow from it."""
        if not sample.token:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._path(sample), picture)
            self._prune()
        except OSError as error:
            logger.warning("peaks are not kept: {}", error)

    def _path(self, sample: Sample) -> Path:
        return self._folder / f"{sample.token.hex()}{ENDING}"

    def _write(self, path: Path, picture: Picture) -> None:
        finest = picture.pyramid.levels[0]
        values = np.stack([finest.low, finest.high, finest.energy]).astype("<f4", copy=False)
        facts = (picture.frames, picture.rate, picture.channels, finest.size, finest.bins)
        head = HEAD.pack(MARK, *facts, picture.repaired, _sum(values))
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
            try:
                file.write(head)
                file.write(values.data)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
        Path(file.name).replace(path)

    def _prune(self) -> None:
        """Delete what is beyond `LARGEST`, and what a crash left half written."""
        kept = [path for path in self._folder.iterdir() if path.suffix in {ENDING, ".part"}]
        total = 0
        for path in sorted(kept, key=lambda path: path.stat().st_mtime, reverse=True):
            total += path.stat().st_size
            if total > LARGEST or path.suffix == ".part":
                path.unlink(missing_ok=True)


def _read(sample: Sample, content: bytes) -> Picture:
    try:
        mark, *facts, total = HEAD.unpack_from(content)
    except struct.error as error:
        raise DamagedFile("it is too short") from error
    frames, rate, channels, size, bins, repaired = facts
    body = memoryview(content)[HEAD.size :]
    if mark != MARK or len(body) != 3 * 4 * channels * bins or bins != -(-frames // max(1, size)):
        raise DamagedFile("its head does not fit")
    values = np.frombuffer(body, "<f4").reshape(3, channels, bins)
    if _sum(values) != total:
        raise DamagedFile("its sum does not fit")
    low, high, energy = values
    pyramid = Pyramid(frames, levels_above(Level(size, low, high, energy)))
    return Picture(
        sample.id, Frames(frames), Hertz(rate), channels, pyramid, complete=True, repaired=repaired
    )


def _sum(values: NDArray[np.float32]) -> int:
    """Return the sum of all words: as quick as memory, and enough against torn files."""
    return int(values.view("<u4").sum(dtype=np.uint64))
