"""Intents about saved searches."""

from __future__ import annotations

from dataclasses import dataclass

from models.similarity.saved_search import SearchId
from models.state.key_command import key_command


@key_command("saved-searches", "Saved searches", "b", after="search")
@dataclass(frozen=True, slots=True)
class OpenSearches:
    """Open the sheet of saved searches, or close it."""


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """Keep the question that is shown under a name, or give the search being renamed that name."""

    name: str


@dataclass(frozen=True, slots=True)
class BeginSearchRename:
    """Ask for another name of a saved search."""

    search: SearchId


@dataclass(frozen=True, slots=True)
class RunSearch:
    """Ask a saved question again, and close the sheet."""

    search: SearchId


@dataclass(frozen=True, slots=True)
class RemoveSearch:
    """Remove a saved search."""

    search: SearchId


SearchesIntent = OpenSearches | SaveSearch | BeginSearchRename | RunSearch | RemoveSearch
