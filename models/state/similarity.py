"""Slice of the similarity search: the query and its results."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Ticket
from models.library.query import Query
from models.library.samples import SampleIds
from models.library.search.respelling import Respelling
from models.similarity.query import SimilarityQuery
from models.similarity.result import SimilarityResult


@dataclass(frozen=True, slots=True)
class Search:
    """A search."""

    asked: SimilarityQuery


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
    by_match: bool = True
    """Whether the list is sorted by similarity; else by its own key."""
    embedding: Ticket | None = None
    """Ticket of the running embedding job, for which queries may wait."""
    analysing: Ticket | None = None
    """Ticket of the running analysis of tempo, key and loudness."""
    paused: bool = False
    """Whether embedding and analysis are paused."""
