"""On-disk cache of the pyramids of long sounds, by content token; safe to delete any time."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
from loguru import logger
from numpy.typing import NDArray

from actors.media import whole_file
from models.audio.units import Frames, Hertz
from models.library.sample import Sample
from models.waveform.picture import Picture
from models.waveform.reduction.pyramid import Level, Pyramid, levels_above

HEAD = struct.Struct("<8sQQQQQQQ")
"""Magic, frames, rate, channels, bin size, bins, repaired values, checksum."""
MARK = b"SEMPEAK2"
"""Magic number; changes with the file format."""
FORMER = frozenset({b"SEMPEAK1"})
"""Of formats without bands: such files are written anew."""
ROWS = 5
"""Arrays: minimum, maximum, energy, energy of the low and of the mid band."""
LARGEST = 1 << 30
"""Maximum total bytes; the least recently used files are deleted first."""
ENDING = ".peaks"


class DamagedFile(Exception):
    """A cache file is corrupt."""


class Cache:
    """One file per content token, written atomically; files of older formats are replaced."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, sample: Sample) -> Picture | None:
        """Return the picture of `sample`; `None` if not cached or corrupt."""
        if not sample.token:
            return None
        path = self._path(sample)
        try:
            content = path.read_bytes()
            picture = _read(sample, content)
            os.utime(path)  # marks it as recently used
        except FileNotFoundError:
            return None
        except (OSError, DamagedFile) as error:
            logger.warning("cached peaks {} are unusable, decoding again: {}", path, error)
            return None
        return picture

    def save(self, sample: Sample, picture: Picture) -> None:
        """Store the finest level of a complete picture; the others are derived from it."""
        if not sample.token:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._path(sample), picture)
            self._prune()
        except OSError as error:
            logger.warning("cannot cache peaks: {}", error)

    def _path(self, sample: Sample) -> Path:
        return self._folder / f"{sample.token.hex()}{ENDING}"

    def _write(self, path: Path, picture: Picture) -> None:
        finest = picture.pyramid.levels[0]
        if finest.bands is None:
            return  # only an incomplete picture lacks them
        rows = [finest.low, finest.high, finest.energy, *finest.bands]
        values = np.stack(rows).astype("<f4", copy=False)
        facts = (picture.frames, picture.rate, picture.channels, finest.size, finest.bins)
        head = HEAD.pack(MARK, *facts, picture.repaired, _sum(values))
        with whole_file.replace_file(
            path, durable=False
        ) as file:  # the sum shows what a power cut left
            file.write(head)
            file.write(values.data)

    def _prune(self) -> None:
        """Delete files beyond `LARGEST`, and partial ones left by a crash."""
        kept = [
            path for path in self._folder.iterdir() if path.suffix in {ENDING, whole_file.ENDING}
        ]
        total = 0
        for path in sorted(kept, key=lambda path: path.stat().st_mtime, reverse=True):
            total += path.stat().st_size
            if total > LARGEST or path.suffix == whole_file.ENDING:
                path.unlink(missing_ok=True)


def _read(sample: Sample, content: bytes) -> Picture | None:
    try:
        mark, *facts, total = HEAD.unpack_from(content)
    except struct.error as error:
        raise DamagedFile("it is too short") from error
    frames, rate, channels, size, bins, repaired = facts
    if mark in FORMER:
        return None
    body = memoryview(content)[HEAD.size :]
    fits = len(body) == ROWS * 4 * channels * bins and bins == -(-frames // max(1, size))
    if mark != MARK or not fits:
        raise DamagedFile("its head does not fit")
    values = np.frombuffer(body, "<f4").reshape(ROWS, channels, bins)
    if _sum(values) != total:
        raise DamagedFile("its sum does not fit")
    low, high, energy, *_ = values
    pyramid = Pyramid(frames, levels_above(Level(size, low, high, energy, values[3:])))
    return Picture(
        sample.id, Frames(frames), Hertz(rate), channels, pyramid, complete=True, repaired=repaired
    )


def _sum(values: NDArray[np.float32]) -> int:
    """Return the sum of all 32-bit words: memory-bound, and enough to detect torn files."""
    return int(values.view("<u4").sum(dtype=np.uint64))
