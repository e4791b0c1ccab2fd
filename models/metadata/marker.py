"""A named place in a sound, or a named stretch of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marker:
    """`cue ` with its `labl`, `note` and `ltxt`; `MARK` of AIFF; `mark` of CAF."""

    frame: int
    """The marker is before this frame; may be the frame after the last one."""
    label: str = ""
    note: str = ""
    length: int = 0
    """Frames of the stretch that begins here; 0: only a place."""
    purpose: str = ""
    """Four characters of `ltxt`, such as `rgn ` or `beat`; empty without one."""
