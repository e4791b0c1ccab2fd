"""A sound that others are compared with."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import SampleId


@dataclass(frozen=True, slots=True)
class Sound:
    """A sample, a part of one, or any file."""

    path: bytes
    """Absolute."""
    sample: SampleId | None = None
    """`None`: the file is not in the library."""
    span: Span | None = None
    """`None`: all of it."""
    token: bytes = b""
    """Names the content of the sample; empty: whatever is known of it."""
