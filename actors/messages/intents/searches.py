"""Intents about saved searches, and about sounds that join the one that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import SampleId
from models.similarity.saved_search import SearchId
from models.state.key_command import key_command
from models.state.screen import Panel


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


@dataclass(frozen=True, slots=True)
class AskWith:
    """Search by sound with a sample, or its selection, beside what is asked with."""

    sample: SampleId
    panel: Panel = Panel.SAMPLES
    span: Span | None = None
    """Part of it, alone; `None`: the whole sound."""


@dataclass(frozen=True, slots=True)
class AskWithFiles:
    """Search by sound with files, in the library or not, beside what is asked with."""

    paths: tuple[bytes, ...]


SearchesIntent = (
    OpenSearches
    | SaveSearch
    | BeginSearchRename
    | RunSearch
    | RemoveSearch
    | AskWith
    | AskWithFiles
)
