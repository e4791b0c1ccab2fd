"""Order what is not decided by what the decisions of a place teach."""

from __future__ import annotations

import numpy as np

from actors.embeddings.library_index import LibraryIndex
from models.embedding.index.index import Ids
from models.library.samples import SampleIds
from models.similarity.result import SimilarityResult
from models.triage.order import Trained, TriageOrder
from models.triage.preference import EACH, ENOUGH, PAGE, learn
from models.triage.triage import Decided, triage_order


class NotEnough(ValueError):
    """Too few decisions; the message says how many there are."""


def triaged(
    memory: LibraryIndex, order: TriageOrder, decided: Decided, among: Ids | None, limit: int
) -> SimilarityResult:
    """Return the undecided samples in order; their scores are the probability to be kept.

    Args:
        memory: Vectors of the library.
        order: What comes first.
        decided: Marks that teach.
        among: Samples to order; `None`: all.
        limit: Maximum number of results.

    Raises:
        NotEnough: There are too few decisions on embedded sounds.
    """
    index = memory.index
    kept, rejected = (
        one[np.isin(one, index.ids)] for one in (decided.kept.array, decided.rejected.array)
    )
    ids = np.sort(np.concatenate([kept, rejected]))
    learned = learn(index.vectors(ids), np.isin(ids, kept))
    if learned is None:
        pending = len(decided.every) - len(ids) - len(decided.past)
        others = f" ({pending} marked ones are not analysed yet)" if pending else ""
        raise NotEnough(
            f"{len(kept)} kept and {len(rejected)} rejected are too few{others}:"
            f" {ENOUGH} decisions teach, at least {EACH} of each kind"
        )
    rows = index.select(among)
    rows = index.shown_rows if rows is None else rows
    rows = rows[~np.isin(index.ids_at(rows), decided.every)]
    # A part at a time: memory for all of their vectors would take longer than comparing them.
    parts = [
        learned.probabilities(index.vectors_at(rows[begin : begin + PAGE]))
        for begin in range(0, len(rows), PAGE)
    ]
    likely, open_ = np.concatenate([np.empty(0, np.float32), *parts]), index.ids_at(rows)
    first = triage_order(order, likely)[:limit]
    trained = Trained(len(kept), len(rejected), learned.right)
    found = SampleIds(open_[first].copy())
    return SimilarityResult(found, likely[first], compared=len(open_), trained=trained)
