"""Outcome of an export."""

from __future__ import annotations

from dataclasses import dataclass

LIST = "sempal-export.json"
"""Manifest beside the exported files: source, conversion and lost properties of each file."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Counts and names; only files written by sempal were overwritten."""

    collection: str
    folder: str
    written: int = 0
    """New files, and own files replaced by newer versions."""
    unchanged: int = 0
    """Files of an earlier export that are still up to date."""
    removed: int = 0
    """Exported files of samples that left the collection, removed on request."""
    left: tuple[str, ...] = ()
    """Exported files of samples that left the collection, still in the folder."""
    failed: tuple[str, ...] = ()
    """Samples that were not written, one line each: which and why."""
    left_out: tuple[str, ...] = ()
    """Properties of the originals that converted files lost, one line each: file, property, reason.
    """
    cancelled: bool = False
    reason: str = ""
    """Why the export ended early; empty if it did not."""
