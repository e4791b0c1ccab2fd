"""Meaning of its tag numbers, which changed once without a version number.

Source: docs/decisions/0006-predecessor.md.
"""

from __future__ import annotations

from models.library.tag import Tag

AMBIGUOUS = 2


def parse_tag(number: int, *, rated: bool) -> Tag | None:
    """Return the mark of a stored number; `None` if ambiguous.

    At first 1 was keep and 2 was trash. Later versions read the same column as a rating from -3 to
    3 without converting existing rows: since then 2 may be either.

    Args:
        number: As stored.
        rated: Whether a version with ratings has opened the database.
    """
    if number == AMBIGUOUS:
        return None if rated else Tag.TRASH
    if number > 0:
        return Tag.KEEP
    return Tag.TRASH if number < 0 else Tag.NEUTRAL


def merge_tags(one: Tag | None, other: Tag | None) -> Tag | None:
    """Return the combined mark of two records of a file; `None` if they contradict."""
    if one is other or other is Tag.NEUTRAL:
        return one
    return other if one is Tag.NEUTRAL else None
