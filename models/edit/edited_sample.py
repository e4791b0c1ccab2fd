"""A sample whose file was edited."""

from __future__ import annotations

from dataclasses import dataclass

from models.edit.positions import Positions
from models.library.sample import Sample


@dataclass(frozen=True, slots=True)
class EditedSample:
    """A sample whose file has a new content."""

    sample: Sample
    """With the new length, rate and channels."""
    positions: Positions
    """Where the frames of the content before are now: playback, loop and selection follow it."""
