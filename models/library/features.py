"""What was heard in a sample."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId


@dataclass(frozen=True, slots=True)
class SampleFeatures:
    """What was heard in a sample."""

    sample: SampleId
    path: bytes
    token: bytes
    """Of the content that was heard."""
    features: bytes
    """As the model keeps them; empty: there are none."""
    problem: str = ""
    """Why there are none."""
    passing: bool = False
    """That says nothing of the file, such as that its drive is away: it is tried again."""
