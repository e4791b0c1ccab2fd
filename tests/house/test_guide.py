"""The guide names keys, verbs, options, filters and labels that exist, and its links lead on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data import guide_pages
from models.analysis import tempo, tonality
from models.library.search.parse import parse
from scripts.readme.keys import written
from ui.commandline.synopsis import synopses
from ui.keymap import BINDINGS

ROOT = Path(__file__).parents[2]
TEXTS = {name: (guide_pages.PAGES / name).read_text("utf-8") for name in guide_pages.page_names()}
PROSE = {**TEXTS, "the README": (ROOT / "README.md").read_text("utf-8")}
KEY = r"<kbd>[^<]+</kbd>"
PRESSED = re.compile(rf"{KEY}(?:\+{KEY})*(?: then {KEY}(?:\+{KEY})*)?")
KNOWN = {
    *(written(one.keys) for one in BINDINGS),
    *("<kbd>Shift</kbd>", "<kbd>Ctrl</kbd>", "<kbd>Alt</kbd>", "<kbd>Enter</kbd>"),
}
"""Keys of the table, and those that are held or end a text."""
CALL = re.compile(r"`(?:scripts/run|sempal) ([a-z][^`]*)`")
VERBS = {one.words: {option.flag for option in one.options} for one in synopses()}
LABEL = re.compile(r"“([^”]+)”")
LABELS = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "ui").rglob("*.py")))
MEASURED = "84a4877dd6fd"
"""Digest of what was fitted when the figures in trouble.md were measured."""
FOREIGN = {"Open with"}
"""Labels of other programs."""


def wrong_keys(text: str) -> set[str]:
    """Return the keys in a text that do nothing."""
    return {found for found in PRESSED.findall(text) if found not in KNOWN}


def wrong_calls(text: str) -> Iterator[str]:
    """Yield the commands in a text that have an unknown verb or option."""
    for call in CALL.findall(text):
        words = call.split()
        verb = next((v for v in (" ".join(words[:2]), words[0]) if v in VERBS), None)
        if verb is None or not {w for w in words if w.startswith("--")} <= VERBS[verb]:
            yield call


@pytest.mark.parametrize("page", PROSE)
def test_keys_commands_and_labels_exist(page: str) -> None:
    text = re.sub(r"<!-- generated.*?<!-- end[^>]*>", "", PROSE[page], flags=re.DOTALL)

    assert wrong_keys(text) == set()
    assert list(wrong_calls(text)) == []
    assert {found for found in LABEL.findall(text) if found not in LABELS} <= FOREIGN


def test_figures_of_detection_are_those_of_what_detects() -> None:
    fitted = (tempo.WEIGHTS, tempo.CUT_AND_NAMED, tempo.NAMED, tempo.OPEN, tonality.NOTE)
    numbers = hashlib.sha256(repr((*fitted, tonality.SCALES)).encode())
    numbers.update((ROOT / "data/models/types.npz").read_bytes())

    assert numbers.hexdigest()[:12] == MEASURED, (
        "measure again (scripts/bench types and analysis), then write the figures into trouble.md"
    )


def test_what_is_gone_is_found() -> None:
    gone = "<kbd>Ctrl</kbd>+<kbd>F9</kbd> and <kbd>F</kbd>, `sempal fly`, `sempal scan --fast`"

    assert wrong_keys(gone) == {"<kbd>Ctrl</kbd>+<kbd>F9</kbd>"}
    assert list(wrong_calls(gone)) == ["fly", "scan --fast"]


def test_every_filter_of_the_search_language_is_one() -> None:
    rows = [line for line in TEXTS["search-language.md"].splitlines() if line.startswith("| `")]
    terms = [term for row in rows for term in re.findall(r"`([^`]+)`", row.split("|")[1])]

    assert len(terms) > 15
    assert [term for term in terms if parse(term).problems] == []


def test_every_page_and_picture_is_reached() -> None:
    pages = {path.name for path in guide_pages.PAGES.glob("*.md")}
    pictures = {path.name for path in (guide_pages.PAGES / "pictures").iterdir()}
    shown = {name for text in PROSE.values() for name in re.findall(r"pictures/([\w.-]+)", text)}

    assert pages == set(TEXTS)
    assert shown == pictures
    assert sum(path.stat().st_size for path in (guide_pages.PAGES / "pictures").iterdir()) < 4e6


class Links(HTMLParser):
    """Collects what a page leads to and shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_the_links_of_the_built_pages_lead_somewhere(tmp_path: Path) -> None:
    first = guide_pages.write(tmp_path)
    links = Links()
    for page in tmp_path.glob("*.html"):
        links.feed(page.read_text("utf-8"))
    local = {link for link in links.found if "://" not in link}

    assert first.name == "index.html"
    assert len(local) > len(TEXTS)
    assert {link for link in local if not (tmp_path / link).is_file()} == set()
    assert "<kbd>" in (tmp_path / "keys.html").read_text("utf-8")
