"""Slice of the similarity search: the query and its results."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId, Ticket
from models.inside.hit import Hit
from models.library.query import Query
from models.library.samples import SampleIds
from models.library.search.respelling import Respelling
from models.similarity.query import SimilarityQuery
from models.similarity.result import SimilarityResult


@dataclass(frozen=True, slots=True)
class Search:
    """A search."""

    asked: SimilarityQuery
    focus: SampleId | None = None
    """The row that was focused when it was left for another one; `None`: it was not left."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """The results, listed while there is a search."""

    search: Search | None = None
    back: tuple[Search, ...] = ()
    """Earlier searches, the newest last."""
    forward: tuple[Search, ...] = ()
    """Searches to go forward to, the next one last."""
    before: Query | None = None
    """Query before the search, to be restored."""
    ticket: Ticket = Ticket(0)
    """Ticket of the newest query; results of older ones are ignored."""
    among: SampleIds = SampleIds()
    """Candidates, in list order."""
    respelled: tuple[Respelling, ...] = ()
    answer: SimilarityResult | None = None
    """`None`: pending."""
    restored: bool = False
    """Whether it is shown again as the question after it was refused, which has been said."""
    by_match: bool = True
    """Whether the list is sorted by similarity; else by its own key."""
    embedding: Ticket | None = None
    """Ticket of the running embedding job, for which queries may wait."""
    analysing: Ticket | None = None
    """Ticket of the running analysis of tempo, key and loudness."""
    paused: bool = False
    """Whether embedding, analysis and the comparison of duplicates are paused."""
    embedding_inside: Ticket | None = None
    """Ticket of the running work inside long files."""

    def without_search(self) -> Similarity:
        """Return it without a search and its history; the work in the background goes on."""
        return Similarity(
            embedding=self.embedding,
            analysing=self.analysing,
            paused=self.paused,
            embedding_inside=self.embedding_inside,
        )

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Places inside long files that are shown, best first."""
        return () if self.answer is None or self.search is None else self.answer.hits

    @property
    def awaits_hits(self) -> bool:
        """Whether places inside long files are asked for and there is none so far."""
        return self.search is not None and self.search.asked.inside and not self.hits

    def hits_in(self, sample: SampleId) -> tuple[Hit, ...]:
        """Return the places inside a sample, best first."""
        return tuple(one for one in self.hits if one.sample == sample)
