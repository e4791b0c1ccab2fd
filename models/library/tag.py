"""The decision a person took about a sample."""

from enum import IntEnum


class Tag(IntEnum):
    """Stored as its number. `TRASH` only marks; files move on an explicit command."""

    TRASH = -1
    NEUTRAL = 0
    KEEP = 1
