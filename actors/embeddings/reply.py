"""Replies of worker processes that read files."""

from __future__ import annotations

from actors.media.error import Unopened

EMBEDDED, FAILED, UNAVAILABLE, UNUSABLE = b"+", b"-", b"?", b"!"
"""First byte of a reply; the last two: the file could not be read for a temporary reason, and the
model cannot be used on this machine."""
UNSEEN = b"~"
"""First byte of a reply of a worker elsewhere that cannot see the file, or sees other content; its
executor asks another one, and passes on `UNAVAILABLE` when there is none."""
BETWEEN = b"\0"
"""Separator between the paths of a question: no path contains it."""


def pack_error(error: Exception) -> bytes:
    """Serialise the reason of a failure."""
    passing = isinstance(error.__cause__, Unopened)
    return (UNAVAILABLE if passing else FAILED) + str(error).encode(errors="replace")
