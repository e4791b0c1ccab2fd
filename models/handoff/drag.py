"""Where a drag out of the window is, and how it ended."""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """What the pointer is over during a drag."""

    HOME = "home"
    """Our window: other programs are not told of the drag."""
    NOWHERE = "nowhere"
    """A window that takes no drops."""
    REFUSED = "refused"
    """A window that does not take these files, or has not answered yet."""
    ACCEPTED = "accepted"
    """A window that takes them."""


class Verdict(StrEnum):
    """How a drag ended."""

    HOME = "home"
    """Over our window: the drop is ours."""
    NOWHERE = "nowhere"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    DROPPED = "dropped"
    """Over a window that takes the files; `Outcome` follows."""


class Outcome(StrEnum):
    """What became of dropped files."""

    TAKEN = "taken"
    """The target said that it is done."""
    FAILED = "failed"
    """The target said that it did not work, or ended."""
    UNANSWERED = "unheard"
    """The target did not say anything for a minute."""
