"""Result of a similarity query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from models.audio.units import SampleId
from models.embedding.aspect import Aspect
from models.inside.hit import Hit
from models.library.samples import SampleIds
from models.triage.order import Trained
from models.words.meaning import Meaning
from models.words.mistakes import WordMistakes
from models.words.reason import Reason


def _nothing() -> NDArray[np.float32]:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class SimilarityResult:
    """Most similar samples first, without those of the query."""

    ids: SampleIds = field(default_factory=SampleIds)
    scores: NDArray[np.float32] = field(default_factory=_nothing)
    """float32 [ids], -1 to 1; 1 is the same sound."""
    parts: Mapping[Aspect, NDArray[np.float32]] = field(default_factory=dict)
    """Similarity in each aspect: float32 [ids], -1 to 1."""
    compared: int = 0
    """Number of samples compared."""
    meaning: Meaning | None = None
    """What was understood of the description; `None`: there is none."""
    reasons: tuple[tuple[Reason, ...], ...] = ()
    """Why each sample was found, if there is a description."""
    mistakes: WordMistakes = WordMistakes()
    """What is wrong with a person's own words."""

    trained: Trained | None = None
    """What the order was learned from, if it is by what is likely to be kept."""

    hits: tuple[Hit, ...] = ()
    """Places inside long sounds, best first, if the query is for these."""

    by_text: bool = False
    """Whether a text network was asked beside what was understood."""

    def only(self, chosen: NDArray[np.bool_]) -> SimilarityResult:
        """Return the results that are chosen: bool [ids]."""
        return replace(
            self,
            ids=SampleIds(self.ids.array[chosen]),
            scores=self.scores[chosen],
            parts={aspect: scores[chosen] for aspect, scores in self.parts.items()},
        )

    def match(self, sample: SampleId) -> float | None:
        """Return the similarity of a sample, 0 to 1; `None` if it is not in the result."""
        row = self.ids.row(sample)
        return None if row is None else max(0.0, float(self.scores[row]))

    def reasons_for(self, sample: SampleId) -> tuple[Reason, ...]:
        """Return why a sample was found; empty if it is not in the result."""
        row = self.ids.row(sample)
        return self.reasons[row] if row is not None and row < len(self.reasons) else ()

    def aspect_scores(self, sample: SampleId) -> dict[Aspect, float]:
        """Return the similarity of a sample in each aspect, 0 to 1; empty if not in the result."""
        row = self.ids.row(sample)
        if row is None:
            return {}
        return {aspect: max(0.0, float(scores[row])) for aspect, scores in self.parts.items()}
