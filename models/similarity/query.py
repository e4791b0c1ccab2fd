"""What is looked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.embedding.aspect import WEIGHTS, Weights
from models.similarity.reference_sound import Sound


def _usual() -> Weights:
    return WEIGHTS


@dataclass(frozen=True, slots=True)
class SimilarityQuery:
    """Sounds like some, unlike others, in some aspects more than in others."""

    wanted: tuple[Sound, ...]
    """1 or more, unless there are words: what is between them is looked for."""
    unwanted: tuple[Sound, ...] = ()
    weights: Weights = field(default_factory=_usual)
    words: str = ""
    """Words for sounds, in place of sounds: the others are empty then."""

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """All sounds it speaks of."""
        return (*self.wanted, *self.unwanted)
