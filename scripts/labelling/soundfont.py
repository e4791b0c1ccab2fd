"""SoundFont 2 reader: sounds and the programs that use them.

Source: SoundFont Technical Specification 2.04, chapters 5 to 7 (RIFF chunks, `pdta` records).
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

INSTRUMENT, SAMPLE = 41, 53
"""Generators that refer to the instrument or sample of a zone."""
DRUMS = 128
"""The drum bank."""
MONO, LEFT = 1, 4
"""Sample types; a right one is the other channel of a left one."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A sample of a font."""

    name: str
    audio: NDArray[np.int16]
    """int16 [frames]."""
    rate: int
    instruments: frozenset[str]
    programs: frozenset[tuple[int, int]]
    """Banks and programs that use it; bank 128 holds drums."""


def sounds(path: Path) -> Iterator[Sound]:
    """Yield the samples of a font that are used by a program, one channel each."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        chunks = dict(_chunks(data, 12, len(data)))
        used = _used(data, chunks)
        begin, _ = chunks[b"smpl"]
        records = _records(data, chunks[b"shdr"], "<20sIIIIIBbHH")
        for at, (name, start, end, _, _, rate, _, _, _, kind) in enumerate(records[:-1]):
            if kind in {MONO, LEFT} and at in used:
                audio = np.frombuffer(data[begin + 2 * start : begin + 2 * end], "<i2")
                instruments, programs = used[at]
                yield Sound(_text(name), audio, rate, frozenset(instruments), frozenset(programs))


def _used(
    data: mmap.mmap, chunks: dict[bytes, tuple[int, int]]
) -> dict[int, tuple[set[str], set[tuple[int, int]]]]:
    """Return the instruments and programs that use each sample."""
    holders = _records(data, chunks[b"inst"], "<20sH")
    plays = _zones(data, chunks, (b"ibag", b"igen"), [bag for _, bag in holders], SAMPLE)
    presets = _records(data, chunks[b"phdr"], "<20sHHHIII")
    calls = _zones(data, chunks, (b"pbag", b"pgen"), [one[3] for one in presets], INSTRUMENT)
    used: dict[int, tuple[set[str], set[tuple[int, int]]]] = {}
    for preset, called in enumerate(calls):
        _, program, bank, *_ = presets[preset]
        for instrument in called:
            for sample in plays[instrument]:
                names, programs = used.setdefault(sample, (set(), set()))
                names.add(_text(holders[instrument][0]))
                programs.add((bank, program))
    return used


def _zones(
    data: mmap.mmap,
    chunks: dict[bytes, tuple[int, int]],
    names: tuple[bytes, bytes],
    bags: list[int],
    wanted: int,
) -> list[list[int]]:
    """Return the values of one generator, for each preset or instrument."""
    first = [one[0] for one in _records(data, chunks[names[0]], "<HH")]
    generators = _records(data, chunks[names[1]], "<HH")
    return [
        [amount for kind, amount in generators[first[bag] : first[following]] if kind == wanted]
        for bag, following in pairwise(bags)
    ]


def _chunks(data: mmap.mmap, at: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", data, at)
        if name == b"LIST":
            yield from _chunks(data, at + 12, at + 8 + size)
        yield name, (at + 8, size)
        at += 8 + size + size % 2


def _records(data: mmap.mmap, place: tuple[int, int], form: str) -> list[tuple[Any, ...]]:
    begin, size = place
    return list(struct.iter_unpack(form, data[begin : begin + size]))


def _text(name: bytes) -> str:
    return name.split(b"\0")[0].decode("latin1").strip()
