"""The slice behind the import of what the Rust program of our name left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.predecessor.report import ImportReport


@dataclass(frozen=True, slots=True)
class Predecessor:
    """What there is to import, and what became of it."""

    summary: str | None = None
    """How much there is; empty: nothing; `None`: nobody has looked."""
    places: tuple[str, ...] = ()
    """Its files."""
    running: bool = False
    scan: bool = True
    """Read the files of the sources when it is done."""
    report: ImportReport | None = None
    """What came of the newest import."""
    report_path: str = ""
    reason: str = ""
    """Why nothing was imported."""
    cut_short: bool = False
    """The library crashed meanwhile: all of it may have been imported, or nothing."""
    choices: Mapping[str, object] | None = None
    """Those of an earlier import that did not reach `config.toml`, by fields of `Settings`."""
    unsettled: bool = False
    """Imported choices are on their way to `config.toml`."""
