"""Order of what is not decided yet, by what is likely to be decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.library.samples import SampleIds
from models.triage.order import TriageOrder


@dataclass(frozen=True, slots=True)
class Decided:
    """Marked samples of one place."""

    kept: SampleIds
    rejected: SampleIds
    past: SampleIds = SampleIds()
    """Kept or rejected before triage was reset: they teach nothing."""

    @property
    def every(self) -> NDArray[np.int64]:
        """All of them: int64 [samples]."""
        return np.concatenate([self.kept.array, self.rejected.array, self.past.array])


def triage_order(order: TriageOrder, probabilities: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the order of sounds by the probability that they are kept; ties keep theirs.

    Args:
        order: What comes first.
        probabilities: float32 [sounds].
    """
    by = {
        TriageOrder.KEEP: -probabilities,
        TriageOrder.REJECT: probabilities,
        TriageOrder.UNSURE: np.abs(probabilities - np.float32(0.5)),
    }[order]
    return np.argsort(by, kind="stable")
