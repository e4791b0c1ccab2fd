"""A reference sound of a similarity query."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import SampleId, Seconds


@dataclass(frozen=True, slots=True)
class Sound:
    """A sample, a span of one, or any file."""

    path: bytes
    """Absolute path."""
    sample: SampleId | None = None
    """`None`: the file is not in the library."""
    span: Span | None = None
    """`None`: the whole file."""
    token: bytes = b""
    """Content token of the sample; empty: accept whatever features are stored."""
    recorded: Seconds = Seconds(0.0)
    """Length of a take, which is in a file that is not kept; 0: it is none."""
