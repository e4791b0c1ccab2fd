"""Slice of the import from the predecessor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.predecessor.report import ImportReport


@dataclass(frozen=True, slots=True)
class Predecessor:
    """What can be imported, and the outcome."""

    summary: str | None = None
    """Amount; empty: nothing; `None`: not searched yet."""
    places: tuple[str, ...] = ()
    """Its files."""
    running: bool = False
    scan: bool = True
    """Scan the sources after the import."""
    report: ImportReport | None = None
    """Report of the newest import."""
    report_path: str = ""
    reason: str = ""
    """Why nothing was imported."""
    cut_short: bool = False
    """Whether the library crashed during the import, so that the outcome is unknown."""
    choices: Mapping[str, object] | None = None
    """Settings of an earlier import that are not in `config.toml` yet, by field of `Settings`."""
    unsettled: bool = False
    """Whether imported settings are being written to `config.toml`."""
