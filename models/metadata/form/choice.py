"""Loop selection for containers that hold only two."""

from __future__ import annotations

from models.audio.clock import count_noun
from models.metadata.loop import Loop, LoopKind


def sustain_and_release(
    loops: tuple[Loop, ...], container: str, left: list[str]
) -> list[Loop | None]:
    """Return the sustain loop and the release loop."""
    chosen: list[Loop | None] = [None, None]
    count = 0
    for loop in loops:
        place = int(loop.release)
        if chosen[place] is None and loop.kind is not LoopKind.BACKWARD:
            chosen[place] = loop
        else:
            count += 1
    if count:
        left.append(f"{count_noun(count, 'loop')}: {container} holds one, forward or alternating")
    return chosen
