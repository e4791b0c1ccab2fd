"""Slice of the saved searches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.similarity.saved_search import Question, SavedSearch, SearchId
from models.state.browser import Browser
from models.state.similarity import Similarity


def shown_question(browser: Browser, similarity: Similarity) -> Question:
    """Return the question that the list answers."""
    search = similarity.search
    asked = None if search is None or search.asked.triage is not None else search.asked
    return Question(replace(browser.query, among=None), asked)


@dataclass(frozen=True, slots=True)
class Searches:
    """Contents of the sheet of saved searches."""

    all: tuple[SavedSearch, ...] = ()
    """By name."""
    known: bool = False
    """Whether they were read."""
    renaming: SearchId | None = None
    """The one that gets another name; `None`: a name is for the question that is shown."""

    def find(self, search: SearchId | None) -> SavedSearch | None:
        """Return a saved search, if there is one with this id."""
        return next((one for one in self.all if one.id == search), None)
