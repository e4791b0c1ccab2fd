"""Texts of the sample list: reasons why it is empty, filters, rows and tooltips."""

from __future__ import annotations

from models.audio.clock import thousands
from ui.text.quantity import count_noun

LIST, MAP = "List", "Map"
SEARCH_EVERYWHERE = "Search all sources"
SEARCH_EVERYWHERE_HINT = "Search all sources for the same words"
LOADING = "Loading…"
SCANNING = "Scanning for samples…"
NO_SOURCES = "Drop a folder here, or press + (Ctrl+O) to add one"
NO_MARK = "No samples here. Show all"
ACRONYMS = {"BPM"}
"""Column titles that are written in capitals everywhere."""
NO_FILES = "No audio files here"
FINDING_DUPLICATES = "Finding duplicates…"
NO_DUPLICATES = "No duplicates here. Esc: back"
COMPARING = "Comparing…"
ANALYSING = "Analysing… results appear as they are ready"
EMBEDDING_INSIDE = "Listening inside long files… places appear as they are found"
NO_SIMILAR_HERE = "No similar sound with these filters. Esc: back"
NOT_COMPARABLE = "No sound here can be analysed. Esc: back"
NO_MATCH_FIGURE = "\N{EN DASH}"
"""In place of the match, for samples that are part of the query."""

SELECT_ALL, PASTE = "Select all", "Paste files"
SELECTED_ONLY = "Selected only"
CLEAR_SELECTION = "Clear selection"
CLOSE_RESULTS = "Close these results"
ANY_MARK = "Show samples with any mark"
FILTER_BY_MARK = "Show the samples with this mark"
DELETE_REJECTED = "Move the rejected files listed here to the trash; can be undone"


def list_failed(reason: str) -> str:
    """Return why the samples cannot be listed."""
    return f"Cannot list samples: {reason}"


def part_of_total(shown: int, of: int) -> str:
    """Return how many of the samples are listed: `128 of 56 888`."""
    return f"{thousands(shown)} of {thousands(of)}"


def counted(words: str, samples: int) -> str:
    """Return the label of a filter with its count: `Keep 9`."""
    return f"{words} {thousands(samples)}"


def decided(samples: int) -> str:
    """Return how many of the samples are marked: `312 decided`."""
    return f"{thousands(samples)} decided"


def matches_elsewhere(sample_count: int) -> str:
    """Return the number of matches in all sources, for a search without any here."""
    return f"0 here · {thousands(sample_count)} in all sources"


def no_match(search: str) -> str:
    """Return that a search has no matches."""
    return f"No match for “{search}”. Enter: search by sound. Esc: clear search"


def selected_count(sample_count: int) -> str:
    """Return the number of selected rows."""
    return f"{thousands(sample_count)} selected"


def sort_by(title: str, arrow: str) -> str:
    """Return the menu text for sorting by a column: `Sort by length ↑`, `Sort by BPM`."""
    return f"Sort by {title if title in ACRONYMS else title.lower()}{arrow}"


def selected_only(sample_count: int) -> str:
    """Return the title of a list of what was selected."""
    return f"{SELECTED_ONLY}: {thousands(sample_count)}"


def delete_rejected(files: int) -> str:
    """Return the label of the delete button."""
    return f"Delete {thousands(files)} rejected"


def dragged(name: str, many: int) -> str:
    """Return the label of dragged samples: `kick.wav`, `kick.wav + 2 more`, `3 samples`."""
    if not name:
        return count_noun(many, "sample")
    return f"{name} + {thousands(many - 1)} more" if many > 1 else name


def aspect_match(aspect: str, match: str) -> str:
    """Return the match in one aspect: `Envelope 91 %`."""
    return f"{aspect} {match}"
