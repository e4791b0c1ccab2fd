"""Summaries of scans, exports and imports, one line each."""

from __future__ import annotations

from collections.abc import Iterable

from models.audio.clock import thousands
from models.library.decisions import Decisions
from models.library.export.report import LIST, ExportReport
from models.library.file_name import display_name
from models.library.report import ScanReport
from ui.text.quantity import count_noun

NAMED = 3
"""Number of merged sources that are named; the others are counted."""


def capitalised(words: str) -> str:
    """Return a reason with its first letter in upper case, unless it starts with a path."""
    first = words.partition(" ")[0]
    return f"{words[:1].upper()}{words[1:]}" if first.isalpha() else words


def decisions_words(decisions: Decisions) -> str:
    """Return the number of decisions about samples: `1 sample, 2 marks`."""
    counts = (
        (decisions.samples, "sample", ""),
        (decisions.marks, "mark", ""),
        (decisions.members, "place in collections", "places in collections"),
        (decisions.types, "type set by you", "types set by you"),
    )
    said = [count_noun(number, noun, nouns) for number, noun, nouns in counts if number]
    return ", ".join(said) or "nothing"


def _counted(counts: Iterable[tuple[int, str]]) -> str:
    """Return the counts that are not 0: `12 new, 1 missing`."""
    return ", ".join(f"{thousands(number)} {word}" for number, word in counts if number)


def scan_words(report: ScanReport, source: str) -> str:
    """Return the summary of a scan: `Scanned Drums: 12 new, 1 missing`.

    Args:
        report: Of a source that is not offline.
        source: Name of the source.
    """
    counts = (
        (report.added, "new"),
        (report.updated, "changed"),
        (report.moved, "moved"),
        (report.missing, "missing"),
        (report.unreadable, "unreadable"),
        (report.skipped, "skipped"),
    )
    said = _counted(counts) or "nothing new"
    verb = "Scan cancelled" if report.cancelled else "Scanned"
    merged = merged_words(report, source)
    more = [part for part in (unsupported_words(report), capitalised(report.reason)) if part]
    return ". ".join([*([merged] if merged else []), f"{verb} {source}: {said}", *more])


def merged_words(report: ScanReport, source: str) -> str:
    """Return which sources became part of another; empty if none did."""
    if not report.merged:
        return ""
    named = [f"“{display_name(root)}”" for root in report.merged[:NAMED]]
    rest = len(report.merged) - len(named)
    more = f" and {thousands(rest)} more" if rest else ""
    return f"Merged {', '.join(named)}{more} into {source}, marks and collections kept"


def unsupported_words(report: ScanReport) -> str:
    """Return the unsupported files: `12 .m4a, 3 .rx2 not supported`; empty if there are none."""
    kinds = [f"{thousands(number)} .{ending}" for ending, number in report.unsupported]
    return f"{', '.join(kinds)} not supported" if kinds else ""


def export_summary(report: ExportReport) -> str:
    """Return the counts of an export: `12 written, 3 unchanged, 1 failed`."""
    counts = (
        (report.written, "written"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (len(report.failed), "failed"),
    )
    return _counted(counts) or "nothing to do"


def export_words(report: ExportReport) -> str:
    """Return the summary of an export, with metadata that was not carried over."""
    summary = export_summary(report)
    if report.reason:
        return f"Export failed: {report.reason} ({summary})"
    verb = "Export cancelled" if report.cancelled else f"Exported “{report.collection}”"
    left = f", {count_noun(len(report.left), 'old file')} left in the folder" if report.left else ""
    failed = f". {report.failed[0]}" if report.failed else ""
    return f"{verb} to {report.folder}: {summary}{left}{failed}{_lost(report.left_out)}"


def _lost(lines: tuple[str, ...]) -> str:
    """Return metadata that converted files lack; the list beside them has all of it."""
    if not lines:
        return ""
    first, *others = lines
    more = f" and {thousands(len(others))} more, see {LIST}" if others else ""
    return f". Not carried over: {first}{more}"
