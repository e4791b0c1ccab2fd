"""What a child asks of its container along one axis, and how the room is shared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Part:
    """Lengths in pixels that one child asks for along one axis."""

    natural: float
    """Wanted."""
    least: float | None = None
    """It is shrunk to this where room is short; `None`: never below `natural`."""
    grow: float = 0.0
    """Share of the room that is left; 0: none."""
    folded: float | None = None
    """Length while folded, as a button to its icon; `None`: it cannot be folded."""
    fold: int = 0
    """Those with the lowest value are folded first."""
    drop: int = 0
    """Those with the lowest value are left out first; 0: never."""
    overflow: bool = False
    """Takes part only while another one is left out, as the button of a menu with the rest."""

    @property
    def floor(self) -> int:
        """Length below which it is only pressed when nothing else is left."""
        if self.drop or self.overflow:
            return 0
        lengths = (self.natural, self.least, self.folded)
        return min(math.ceil(one) for one in lengths if one is not None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part lies along the axis."""

    start: int
    length: int
    folded: bool = False


def share(parts: Sequence[Part], room: int, gap: int = 0) -> list[Place | None]:
    """Return the place of each part, `None` for those left out; in order, none beyond `room`.

    Where the room is short, first those with a `least` shrink, then parts are folded, then left
    out, each in its order; if even that does not do, all are pressed alike.

    Args:
        parts: In order.
        room: Pixels there are; below 0 counts as 0.
        gap: Pixels between two parts.
    """
    room = max(0, room)
    whole = _kept(parts, room, gap, [not one.overflow for one in parts])
    if whole is None:
        whole = _kept(parts, room, gap, [True] * len(parts), dropping=True)
    kept, folded = whole or ([], [])
    return _placed(parts, room, gap, kept, folded)


def _kept(
    parts: Sequence[Part], room: int, gap: int, kept: list[bool], *, dropping: bool = False
) -> tuple[list[bool], list[bool]] | None:
    """Return which parts are kept and which are folded; `None` if they do not fit like that."""
    folded = [False] * len(parts)

    def needed() -> int:
        lengths = [_least(one, folded[at]) for at, one in enumerate(parts) if kept[at]]
        return sum(lengths) + gap * max(0, len(lengths) - 1)

    foldable = [at for at, one in enumerate(parts) if one.folded is not None]
    for at in sorted(foldable, key=lambda at: parts[at].fold):
        if needed() <= room:
            break
        folded[at] = True
    if needed() <= room:
        return kept, folded
    if not dropping and any(one.drop for one in parts):
        return None
    droppable = [at for at, one in enumerate(parts) if one.drop]
    for at in sorted(droppable, key=lambda at: parts[at].drop):
        if needed() <= room:
            break
        kept[at] = False
    return kept, folded


def _least(part: Part, folded: bool) -> int:  # noqa: FBT001 - of the two lengths, which
    if folded and part.folded is not None:
        return math.ceil(part.folded)
    return math.ceil(part.natural if part.least is None else min(part.least, part.natural))


def _wanted(part: Part, folded: bool) -> int:  # noqa: FBT001 - as above
    return math.ceil(part.folded if folded and part.folded is not None else part.natural)


def _placed(
    parts: Sequence[Part], room: int, gap: int, kept: list[bool], folded: list[bool]
) -> list[Place | None]:
    there = [at for at in range(len(parts)) if kept[at]]
    if gap * (len(there) - 1) > room:
        gap = 0
    gaps = gap * max(0, len(there) - 1)
    lengths = {at: _least(parts[at], folded[at]) for at in there}
    spare = room - gaps - sum(lengths.values())
    if spare < 0:
        lengths = dict(zip(there, _split(room - gaps, [lengths[at] for at in there]), strict=True))
    else:
        more = [_wanted(parts[at], folded[at]) - lengths[at] for at in there]
        given = more if sum(more) <= spare else _split(spare, more)
        spare -= sum(given)
        grown = _split(spare, [parts[at].grow for at in there])
        for at, one, two in zip(there, given, grown, strict=True):
            lengths[at] += one + two
    places: list[Place | None] = [None] * len(parts)
    start = 0
    for at in there:
        places[at] = Place(start, lengths[at], folded[at])
        start += lengths[at] + gap
    return places


def _split(room: int, weights: Sequence[float]) -> list[int]:
    """Return `room` in whole parts that are proportional to `weights`; nothing without any."""
    total = sum(weights)
    if total <= 0:
        return [0] * len(weights)
    edges, done = [0], 0.0
    for weight in weights:
        done += weight
        edges.append(math.floor(room * min(1.0, done / total) + 0.5))
    return [after - before for before, after in pairwise(edges)]
