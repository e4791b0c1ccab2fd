"""Where the audition of a long sample starts."""

from __future__ import annotations

from enum import Enum


class AuditionStart(Enum):
    """A place in the sample."""

    START = "start"
    LOUDEST = "loudest"
    """Its loudest part."""
