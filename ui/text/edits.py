"""Texts of edits: menu, sheets, history."""

from __future__ import annotations

from models.analysis.text import MINUS
from models.audio.clock import size_words
from models.edit.edit import Op
from models.edit.report import ChangedFile, Hindrance, RefusedEdit
from models.edit.version import OriginalsReport
from models.library.export.settings import Container, Depth
from models.library.file_name import display_name
from ui.text.quantity import count_noun, signed

EDIT = "Edit"
EDIT_MENU = "Edit…"
OPS = {
    Op.CROP: "Crop to selection",
    Op.TRIM_OUT: "Cut out selection",
    Op.SILENCE: "Silence",
    Op.REVERSE: "Reverse",
    Op.FADE_IN: "Fade in",
    Op.FADE_OUT: "Fade out",
    Op.NORMALISE: "Normalise",
    Op.GAIN: "Gain",
    Op.REMOVE_CLICK: "Remove click",
    Op.REMOVE_DC: "Remove DC offset",
    Op.TRIM_SILENCE: "Trim silence",
    Op.LOOP_CROSSFADE: "Loop crossfade",
    Op.MONO: "Mix to mono",
    Op.STEREO: "Make stereo",
    Op.SWAP_CHANNELS: "Swap channels",
    Op.CONVERT: "Convert",
    Op.EDGE_FADES: "Edge fades",
}
NAMED = 3
"""Files that a question names."""
MOST_LINES = 12
"""Lines of a report."""
MORE = "…"
"""Ends a menu line that opens a sheet."""
APPLY = "Apply"
TYPED = "or type"
UNITS = {
    "level": "dB",
    "peak": "dBFS",
    "loudness": "LUFS",
    "threshold": "dBFS",
    "length": "ms",
}
"""Unit of each parameter that can be typed."""
LEVEL, PEAK, LOUDNESS, TRUE_PEAK = "Gain", "Peak", "Loudness", "True peak limit"
LENGTH, THRESHOLD, CURVE = "Length", "Threshold", "Curve"
FORMAT, RATE, DEPTH = "Format", "Sample rate", "Bit depth"
OFF, KEEP = "Off", "Keep"
PEAKS = tuple((signed(one, "dBFS"), one) for one in (0.0, -0.3, -1.0, -3.0, -6.0))
LOUDNESSES: tuple[tuple[str, float | None], ...] = (
    (OFF, None),
    *((signed(one, "LUFS"), one) for one in (-9.0, -14.0, -18.0, -23.0)),
)
LEVELS = tuple(
    (f"{one:+g} dB".replace("-", MINUS), one)
    for one in (-12.0, -6.0, -3.0, -1.0, 1.0, 3.0, 6.0, 12.0)
)
LENGTHS = tuple((f"{one:g} ms", one / 1000) for one in (1.0, 5.0, 20.0, 50.0, 100.0, 250.0))
THRESHOLDS = tuple((signed(one, "dB"), one) for one in (-80.0, -60.0, -48.0, -36.0))
CURVES = (("Slow", -0.6), ("Linear", 0.0), ("Fast", 0.6))
RATES: tuple[tuple[str, int | None], ...] = (
    (KEEP, None),
    ("44.1 kHz", 44_100),
    ("48 kHz", 48_000),
    ("96 kHz", 96_000),
)
DEPTHS = (
    (KEEP, Depth.SAME),
    ("16", Depth.INT16),
    ("24", Depth.INT24),
    ("32 float", Depth.FLOAT),
)
CONTAINERS = (
    (KEEP, Container.SAME),
    ("WAV copy", Container.WAV),
    ("FLAC copy", Container.FLAC),
    ("AIFF copy", Container.AIFF),
)
NOT_IN_PLACE = "Cannot be edited in place"
CHANGED_OUTSIDE = "Changed by another program"
ORIGINALS_STAY = "The original stays as it is; edit the copy."
KEPT_TOO = "The other program's version is kept as well and can be restored."
MAKE_WAV, MAKE_FLAC = "Make a WAV copy", "Make a FLAC copy"
ANYWAY = {None: "Edit anyway", True: "Undo anyway", False: "Redo anyway"}
HISTORY = "History"
NO_STEPS = "No changes yet"
START = "Before all steps"
STEPS, VERSIONS = "Steps", "Versions of this file"
FIRST = "original"
NOT_KEPT = "space reclaimed"
NOW = "now"
RECLAIM, RECLAIM_ALL = "Delete stored originals above the limit…", "Delete all stored originals…"
DELETE, KEEP_ORIGINALS = "Delete for good", "Keep all stored originals"
GO_TO = "Press a step to go there: steps above it are undone, steps below stay."
TO_VERSION = "Press a version to restore it; this is recorded as a step."


def samples(op: Op, count: int) -> str:
    """Return the title of the sheet: `Normalise`, `Normalise (12 samples)`."""
    return f"{OPS[op]} ({count_noun(count, 'sample')})" if count > 1 else OPS[op]


def menu_line(op: Op, count: int, *, sheet: bool) -> str:
    """Return a line of the menu: `Reverse`, `Normalise (5 samples)…`."""
    return f"{samples(op, count)}{MORE if sheet else ''}"


def refused(files: tuple[RefusedEdit, ...]) -> tuple[str, str]:
    """Return which files were refused, and why the first one was."""
    first = files[0]
    others = f" and {count_noun(len(files) - 1, 'other file')}" if len(files) > 1 else ""
    reason = f"{first.reason[:1].upper()}{first.reason[1:]}"
    return f"{display_name(first.path)}{others}", reason


def report_lines(
    changed: tuple[ChangedFile, ...], refused: tuple[RefusedEdit, ...]
) -> tuple[str, ...]:
    """Return what was done to several files: what was left out and why, what surprises."""
    if len(changed) + len(refused) < 2:  # noqa: PLR2004
        return ()
    lines = [f"{display_name(one.path)}: {one.reason}" for one in refused]
    lines += (f"{display_name(one.path)}: {note}" for one in changed for note in one.notes)
    more = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], *((f"and {count_noun(more, 'more line')}",) if more > 0 else ()))


def report_title(changed: int, total: int) -> str:
    """Return the title of the report: `3 of 5 samples changed`."""
    return f"{changed} of {count_noun(total, 'sample')} changed"


def offer_title(hindrance: Hindrance) -> str:
    """Return the title of the sheet that offers another way."""
    return CHANGED_OUTSIDE if hindrance is Hindrance.CHANGED else NOT_IN_PLACE


def reclaim_question(report: OriginalsReport) -> str:
    """Return the question before originals are deleted, with the files that it is about."""
    if not report.removed:
        return "Nothing to delete: the stored originals are within the limit"
    stored = count_noun(report.removed, "stored original")
    what = f"Delete {stored} ({size_words(report.freed)}) for good? Your files stay as they are."
    if not report.names:
        return what
    more = len(report.names) - NAMED
    others = f" and {count_noun(more, 'other file')}" if more > 0 else ""
    return f"{what} {', '.join(report.names[:NAMED])}{others} cannot be restored to them any more."


def space(report: OriginalsReport) -> str:
    """Return the space that replaced contents use: `3 stored originals, 12.5 MB`."""
    if not report.files:
        return "No originals are stored"
    freed = f" · {size_words(report.freed)} freed" if report.freed else ""
    return f"{count_noun(report.files, 'stored original')}, {size_words(report.size)}{freed}"
