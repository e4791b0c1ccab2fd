"""Mark of a sample."""

from enum import IntEnum


class Tag(IntEnum):
    """Mark, stored as its number. `TRASH` only marks; files move on an explicit command."""

    TRASH = -1
    NEUTRAL = 0
    KEEP = 1
