"""Where frames move under an edit: for the playhead, loops, markers and time references."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Self


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames `[start, end)` of the old sound, at `to` in the new one."""

    start: int
    end: int
    to: int
    backward: bool = False
    """Its last frame comes first."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions of an old sound in the new one.

    Positions are between frames: `p` is the start of frame `p`, and the end of the sound is a
    position as well.
    """

    old: int
    """Frames of the old sound."""
    new: int
    """Frames of the new sound."""
    pieces: tuple[Piece, ...]
    """In the order of the old sound, not overlapping, none empty; what is in none was removed."""
    ratio: Fraction = Fraction(1)
    """New rate by old rate. `Piece.to` counts frames at the old rate."""

    @classmethod
    def unchanged(cls, frames: int) -> Self:
        """Return the positions of an edit that moves nothing."""
        return cls(frames, frames, (Piece(0, frames, 0),) if frames else ())

    @classmethod
    def kept(cls, old: int, spans: Iterable[tuple[int, int]]) -> Self:
        """Return the positions if only these spans are kept, one after the other."""
        pieces: list[Piece] = []
        at = 0
        for start, end in spans:
            if start < end:
                pieces.append(Piece(start, end, at))
                at += end - start
        return cls(old, at, tuple(pieces))

    @classmethod
    def reversed(cls, frames: int, start: int, end: int) -> Self:
        """Return the positions if `[start, end)` is reversed in place."""
        if end - start < 2:  # noqa: PLR2004 - one frame is its own reverse
            return cls.unchanged(frames)
        turned = Piece(start, end, start, backward=True)
        every = (Piece(0, start, 0), turned, Piece(end, frames, end))
        return cls(frames, frames, tuple(one for one in every if one.start < one.end))

    @classmethod
    def resampled(cls, old: int, new: int, ratio: Fraction) -> Self:
        """Return the positions of a sound at another rate."""
        return cls(old, new, (Piece(0, old, 0),) if old else (), ratio)

    @property
    def same(self) -> bool:
        """Whether every frame keeps its number."""
        plain = self.pieces == ((Piece(0, self.old, 0),) if self.old else ())
        return plain and self.new == self.old and self.ratio == 1

    def inverse(self) -> Positions:
        """Return the positions of the edit undone; what was removed comes back where it was."""
        if self.ratio != 1:
            return Positions.resampled(self.new, self.old, 1 / self.ratio)
        turned = [
            Piece(one.to, one.to + one.end - one.start, one.start, one.backward)
            for one in self.pieces
        ]
        return Positions(self.new, self.old, tuple(sorted(turned, key=lambda one: one.start)))

    def frame(self, frame: int) -> int | None:
        """Return the new number of a frame; `None`: it was removed."""
        piece = self._piece(frame)
        if piece is None or not piece.start <= frame < piece.end:
            return None
        inside = piece.end - 1 - frame if piece.backward else frame - piece.start
        return self._scaled(piece.to + inside, last=True)

    def place(self, position: int) -> int:
        """Return the new place of a position, `0` to `new`; one that was removed goes to the cut.

        The end of a kept piece stays its end. In a reversed piece, a position keeps the frame that
        it precedes.
        """
        if position >= self.old:
            return self.new
        piece = self._piece(position)
        if piece is None:
            return 0
        if position >= piece.end:  # removed: where the piece before it ends
            return self._scaled(piece.to + piece.end - piece.start)
        inside = piece.end - 1 - position if piece.backward else position - piece.start
        return self._scaled(piece.to + inside)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the new place of `[start, end)`; `None`: it was removed, or torn apart.

        It is the span itself, trimmed where an end of it was removed: frames that were neighbours
        still are.
        """
        touched = [
            (max(start, one.start), min(end, one.end), one)
            for one in self.pieces
            if one.start < end and one.end > start
        ]
        if not touched:
            return None
        places = sorted(_inside(one, first, last) for first, last, one in touched)
        joined = all(one[1] == other[0] for one, other in pairwise(places))
        if not joined or len({one.backward for *_, one in touched}) > 1:
            return None
        first, last = self._scaled(places[0][0]), self._scaled(places[-1][1])
        return (first, max(last, first + 1)) if first < self.new else None

    def added(self) -> tuple[tuple[int, int], ...]:
        """Return the spans of the new sound that are not of the old one, at the old rate."""
        kept = sorted((one.to, one.to + one.end - one.start) for one in self.pieces)
        edges = [(0, 0), *kept, (self.new, self.new)]
        return tuple((end, start) for (_, end), (start, _) in pairwise(edges) if end < start)

    def _piece(self, position: int) -> Piece | None:
        """Return the last piece that starts at or before a position."""
        at = bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1
        return self.pieces[at] if at >= 0 else None

    def _scaled(self, place: int, *, last: bool = False) -> int:
        most = self.new - 1 if last else self.new
        return max(0, min(round(place * self.ratio), most))


def _inside(piece: Piece, first: int, last: int) -> tuple[int, int]:
    """Return the new place of a part of a piece, at the old rate."""
    if piece.backward:
        return piece.to + piece.end - last, piece.to + piece.end - first
    return piece.to + first - piece.start, piece.to + last - piece.start
