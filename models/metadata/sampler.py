"""`smpl`: root note and loops.

Source: "Multimedia Data Standards Update", Microsoft, 15 April 1994, Sampler Chunk.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from models.metadata.cursor import Cursor
from models.metadata.loop import Loop, LoopKind

LOOPS = 1024
"""Maximum number of loops read."""
UINT32 = 2**32 - 1
_KINDS = (LoopKind.FORWARD, LoopKind.ALTERNATING, LoopKind.BACKWARD)
"""By `dwType`; larger numbers are manufacturer-specific."""
_NANOSECONDS = 10**9


@dataclass(frozen=True, slots=True)
class Sampler:
    """Contents of `smpl` without its loops."""

    note: int | None = 60
    """MIDI root note, 0 to 127; `None` if the stored value is out of range."""
    fraction: int = 0
    """Pitch above `note`, in units of 2^-32 semitones."""
    manufacturer: int = 0
    product: int = 0
    smpte_format: int = 0
    smpte_offset: int = 0
    data: bytes = b""
    """Manufacturer-specific data behind the loops."""

    @property
    def cents(self) -> float:
        """Pitch above `note` in cents."""
        return self.fraction * 100 / 2**32


def read_smpl(body: bytes) -> tuple[Sampler, tuple[Loop, ...]]:
    """Return the contents of a chunk; impossible loops are dropped.

    Raises:
        Truncated: not even the header is complete.
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


def write_smpl(sampler: Sampler, loops: tuple[Loop, ...], rate: int) -> bytes:
    """Return the chunk for a sound of `rate` Hz; loops must end before frame 2^32."""
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
