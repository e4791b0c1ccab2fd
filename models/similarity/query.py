"""Similarity query."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.embedding.aspect import WEIGHTS, Weights, imitated
from models.similarity.reference_sound import Sound
from models.triage.order import Triage


def _usual() -> Weights:
    return WEIGHTS


@dataclass(frozen=True, slots=True)
class SimilarityQuery:
    """Search for what is described, near some sounds, away from others, with weighted aspects."""

    wanted: tuple[Sound, ...]
    """1 or more, unless there are words; the query is their mean."""
    unwanted: tuple[Sound, ...] = ()
    weights: Weights = field(default_factory=_usual)
    words: str = ""
    """Description, beside the sounds or in their place."""

    triage: Triage | None = None
    """Order by what is likely to be kept, in place of all this."""

    inside: bool = False
    """Look for places inside long sounds, and not for whole sounds."""

    @property
    def take(self) -> Sound | None:
        """The recording that is wanted, if one is."""
        return next((sound for sound in self.wanted if sound.recorded), None)

    @property
    def compared_by(self) -> Weights:
        """Weights of the comparison, which differ from those asked for if a take is wanted."""
        return self.weights if self.take is None else imitated(self.weights)

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """All sounds of the query."""
        return (*self.wanted, *self.unwanted)
