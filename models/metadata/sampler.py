"""`smpl`: root note and loops.

Source: "Multimedia Data Standards Update", Microsoft, 15 April 1994, Sampler Chunk.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from models.metadata.cursor import Cursor
from models.metadata.loop import Loop, LoopKind

LOOPS = 1024
"""Loops that are read at most."""
UINT32 = 2**32 - 1
_KINDS = (LoopKind.FORWARD, LoopKind.ALTERNATING, LoopKind.BACKWARD)
"""By `dwType`; larger numbers are a sampler's own."""
_NANOSECONDS = 10**9


@dataclass(frozen=True, slots=True)
class Sampler:
    """What `smpl` tells beside its loops."""

    note: int | None = 60
    """MIDI note of the sound, 0 to 127; `None`: what it tells is no note."""
    fraction: int = 0
    """Part of a semitone, of 2^32, by which the sound is higher than `note`."""
    manufacturer: int = 0
    product: int = 0
    smpte_format: int = 0
    smpte_offset: int = 0
    data: bytes = b""
    """A sampler's own, behind the loops."""

    @property
    def cents(self) -> float:
        """How much higher than `note` the sound is, in cents."""
        return self.fraction * 100 / 2**32


def read(body: bytes) -> tuple[Sampler, tuple[Loop, ...]]:
    """Return what a chunk tells; loops that cannot be are left out.

    Raises:
        Truncated: not even its head is there.
    """
    cursor = Cursor(body)
    manufacturer, product, _period, note, fraction = (cursor.unsigned(4) for _ in range(5))
    smpte_format, smpte_offset, count, data = (cursor.unsigned(4) for _ in range(4))
    loops: list[Loop] = []
    while len(loops) < min(count, LOOPS) and cursor.left >= _LOOP.size:
        _, kind, start, last, part, plays = _LOOP.unpack(cursor.take(_LOOP.size))
        if start <= last:
            loops.append(
                Loop(
                    start,
                    last + 1,
                    _KINDS[kind] if kind < len(_KINDS) else LoopKind.FORWARD,
                    part,
                    plays,
                )
            )
        else:
            count -= 1
    own = cursor.take(min(data, cursor.left))
    root = note if note <= 127 else None  # noqa: PLR2004
    sampler = Sampler(root, fraction, manufacturer, product, smpte_format, smpte_offset, own)
    return sampler, tuple(loops)


def write(sampler: Sampler, loops: tuple[Loop, ...], rate: int) -> bytes:
    """Return the chunk for a sound of `rate` Hz; no loop ends behind frame 2^32."""
    head = (
        sampler.manufacturer,
        sampler.product,
        round(_NANOSECONDS / rate) if rate else 0,
        60 if sampler.note is None else sampler.note,
        sampler.fraction,
        sampler.smpte_format,
        sampler.smpte_offset,
        len(loops),
        len(sampler.data),
    )
    body = [
        _LOOP.pack(
            number, _KINDS.index(loop.kind), loop.start, loop.last, loop.fraction, loop.count
        )
        for number, loop in enumerate(loops)
    ]
    return struct.pack("<9I", *head) + b"".join(body) + sampler.data


_LOOP = struct.Struct("<6I")
