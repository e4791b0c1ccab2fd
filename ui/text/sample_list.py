"""Words of the list of samples: why it is empty, filters, and what rows and their tips say."""

from __future__ import annotations

from models.audio.clock import thousands
from ui.text.quantity import counted

LIST, MAP = "List", "Map"
SEARCH_EVERYWHERE = "Search all sources"
LOADING = "Loading…"
SCANNING = "Scanning for samples…"
NO_SOURCES = "Drop a folder here, or press + (Ctrl+O) to add one"
NO_MARK = "No samples here. Show all"
NO_FILES = "No audio files here"
FINDING_DUPLICATES = "Finding duplicates…"
NO_DUPLICATES = "No duplicates here. Esc: back"
COMPARING = "Comparing…"
ANALYSING = "Analysing… results appear as they are ready"
NOT_COMPARABLE = "No sound here can be analysed. Esc: back"
NO_MATCH_FIGURE = "\N{EN DASH}"
"""In place of how well a sample matches, where it is what the search began with."""


def failed(reason: str) -> str:
    """Return why there is no list."""
    return f"Cannot list samples: {reason}"


def part(shown: int, of: int) -> str:
    """Return how many of the samples are listed: `128 of 56 888`."""
    return f"{thousands(shown)} of {thousands(of)}"


def elsewhere(samples: int) -> str:
    """Return where a search has matches if it has none here."""
    return f"0 here · {thousands(samples)} in all sources"


def no_match(search: str) -> str:
    """Return that a search has no matches at all."""
    return f"No match for “{search}”. Esc: clear search"


def selected(samples: int) -> str:
    """Return how many rows are selected."""
    return f"{thousands(samples)} selected"


def delete_rejected(files: int) -> str:
    """Return what the button beside the filter does."""
    return f"Delete {thousands(files)} rejected"


def samples(many: int) -> str:
    """Return what is dragged: `1 sample`, `3 samples`."""
    return counted(many, "sample")


def aspect_match(aspect: str, match: str) -> str:
    """Return how well a sample matches in one aspect: `Envelope 91 %`."""
    return f"{aspect} {match}"
