"""Commands and events about saved searches."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.similarity.saved_search import SavedSearch, SearchId


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """Keep a question under a name, in place of one that is kept under it."""

    name: str
    question: str
    """From `Question.to_text`."""
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class RenameSearch:
    """Give a saved search another name."""

    search: SearchId
    name: str
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class RemoveSearch:
    """Remove a saved search."""

    search: SearchId
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class ReadSearches:
    """Read the saved searches."""

    reply_to: Reply[tuple[SavedSearch, ...]] | None = None
    """For command-line programs; `None`: `SearchesRead` follows."""


@dataclass(frozen=True, slots=True)
class SearchesRead:
    """Reply to `ReadSearches`."""

    searches: tuple[SavedSearch, ...]


@dataclass(frozen=True, slots=True)
class SearchesChanged:
    """Searches were saved, renamed or removed."""

    searches: tuple[SavedSearch, ...]
    """All of them."""


SearchStep = SaveSearch | RenameSearch | RemoveSearch
SearchChange = SearchesChanged
SearchCommand = SaveSearch | RenameSearch | RemoveSearch | ReadSearches
SearchEvent = SearchesRead
