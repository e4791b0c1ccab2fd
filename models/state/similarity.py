"""The slice behind what sounds alike: what is looked for, and what was found."""

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
    """What is looked for."""

    asked: SimilarityQuery


@dataclass(frozen=True, slots=True)
class Similarity:
    """The list shows what sounds alike while there is a search."""

    search: Search | None = None
    back: tuple[Search, ...] = ()
    """Searches before this one, the newest last."""
    forward: tuple[Search, ...] = ()
    """Searches that were gone back from, the next one last."""
    before: Query | None = None
    """What the list showed before, for the way out."""
    ticket: Ticket = Ticket(0)
    """The newest question; answers to older ones are ignored."""
    among: SampleIds = SampleIds()
    """What is compared, in the order of the list."""
    respelled: tuple[Respelling, ...] = ()
    answer: SimilarityResult | None = None
    """`None`: there is none yet."""
    by_match: bool = True
    """The best first; else the order of the list."""
    embedding: Ticket | None = None
    """Sounds are being listened to: who knows too little waits for it."""
    analysing: Ticket | None = None
    """Tempo, key and loudness are being found out."""
