"""What its numbers for tags mean; they changed their meaning once, without a sign.

Source: docs/decisions/0006-predecessor.md.
"""

from __future__ import annotations

from models.library.tag import Tag

AMBIGUOUS = 2


def tag(number: int, *, rated: bool) -> Tag | None:
    """Return the tag that a number stands for; `None`: nobody can tell.

    At first 1 was keep and 2 was trash. Later versions read the same column
    as a rating from -3 to 3, without changing what was there: from then on 2
    may be either.

    Args:
        number: As stored.
        rated: The database was opened by a version that knew ratings.
    """
    if number == AMBIGUOUS:
        return None if rated else Tag.TRASH
    if number > 0:
        return Tag.KEEP
    return Tag.TRASH if number < 0 else Tag.NEUTRAL


def together(one: Tag | None, other: Tag | None) -> Tag | None:
    """Return what two marks of one file say together; `None`: they contradict."""
    if one is other or other is Tag.NEUTRAL:
        return one
    return other if one is Tag.NEUTRAL else None
