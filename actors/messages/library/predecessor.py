"""Commands and events about the predecessor's library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.audio.units import SourceId
from models.predecessor.report import ImportReport

SettingValues = Mapping[str, object]
"""Values of settings by field name of `Settings`."""


@dataclass(frozen=True, slots=True)
class FindPredecessor:
    """Look for data of the earlier Rust version of sempal that can be imported."""


@dataclass(frozen=True, slots=True)
class ImportPredecessor:
    """Import all data of the earlier version; running it again imports nothing more."""

    home: bytes | None = None
    """Home folder, or data folder of the earlier version; `None`: search the usual locations."""


@dataclass(frozen=True, slots=True)
class DeclineImport:
    """Do not offer the import at start-up again."""


@dataclass(frozen=True, slots=True)
class CompleteImport:
    """Confirm that the imported settings were written to `config.toml`."""


@dataclass(frozen=True, slots=True)
class PredecessorFound:
    """Data that can be imported; sent once if the library is empty, and on request."""

    summary: str
    """How much; empty: nothing."""
    places: tuple[str, ...] = ()
    """Paths of the files."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The data of the earlier version is in the library; `SourcesListed` came before."""

    report: ImportReport
    settings: SettingValues
    last: SourceId | None = None
    """The source viewed last."""
    report_path: str = ""
    """Path of the report as a text file; empty if it could not be written."""


@dataclass(frozen=True, slots=True)
class ChoicesImported:
    """Imported settings that have not been written to `config.toml` yet."""

    settings: SettingValues


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """The import failed and changed nothing."""

    reason: str
    """What, which and why; lower case, no advice."""


PredecessorCommand = FindPredecessor | ImportPredecessor | DeclineImport | CompleteImport
PredecessorEvent = PredecessorFound | Imported | ChoicesImported | ImportFailed
