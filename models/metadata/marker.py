"""Named position or span in a sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marker:
    """`cue ` with its `labl`, `note` and `ltxt`; `MARK` of AIFF; `mark` of CAF."""

    frame: int
    """Position, before this frame; may equal the number of frames."""
    label: str = ""
    note: str = ""
    length: int = 0
    """Length of the span in frames; 0: a position only."""
    purpose: str = ""
    """Purpose id of `ltxt`, such as `rgn ` or `beat`; empty without one."""
