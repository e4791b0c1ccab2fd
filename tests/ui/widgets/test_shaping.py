"""Laws of shaped lines; what is drawn was held beside pango-view by eye."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.text.controls import visible
from models.text.grapheme import boundaries
from ui.widgets.shaping import system_fonts
from ui.widgets.shaping.fonts import font_of
from ui.widgets.shaping.harfbuzz import ShapingError, Typeface
from ui.widgets.shaping.line import Line, pixels, shape

NOT_DEFINED = 0
"""The glyph of what a font lacks."""
SCRIPTS = {
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןףץ\u05b0\u05bc",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى\u064e\u0651١٢٣",
    "persian": "پچژگکی۱۲۳\u200c",
    "urdu": "ٹڈڑںہھےئ",
    "thai": "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ\u0e34\u0e35\u0e48\u0e49ำเแ",
    "devanagari": "कखगघचजटडतदनपबमयरलवशषसह\u094d\u093f\u0940\u0947\u0902१",
    "bengali": "কখগচজটডতদনপবমযরলশষসহ\u09cd\u09bf\u09be",
    "tamil": "கஙசஞடணதநபமயரலவழளறன\u0bcd\u0bbf\u0bc8",
    "khmer": "កខគឃងចឆជញដថទនបមយរលវសហអ\u17d2\u17b6\u17c1",
    "others": "અકખ ਕਖਗ కఖగ ಕಖಗ കഖഗ කඛග ກຂຄ ကခဂ ሀለሐ აბგ աբգ",
    "cjk": "日本語中文字한국어カナひらがな",
    "emoji": "🥁🔥🎹👩👧👍🏽🇩🇪❤\ufe0f\u200d",
    "latin": "kick 01.wav (-_)é\u0301ł♯✓→",
}
TEXTS = st.lists(
    st.sampled_from(list(SCRIPTS.values())).flatmap(lambda one: st.text(one, max_size=6)),
    max_size=4,
).map("".join)


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_has_a_glyph_of_a_shipped_font(
    script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_fonts, "holding", lambda _letters: iter(()))
    missing = {one for one in SCRIPTS[script] if font_of(one, "text") is None}

    assert missing == set()


def _glyphs(line: Line) -> list[int]:
    return [glyph.number for run in line.runs for glyph in run.glyphs]


@settings(max_examples=40)
@given(TEXTS, st.sampled_from(["text", "strong", "number"]))
def test_a_line_is_whole(text: str, family: str) -> None:
    line = shape(text, family, 16)
    bounds = boundaries(visible(text))

    assert line.text == text
    assert NOT_DEFINED not in _glyphs(line)
    assert [cell.start for cell in line.cells] == [0, *(cell.end for cell in line.cells)][:-1]
    assert {0, *(cell.end for cell in line.cells)} >= set(bounds)
    assert all(-0.01 <= one.left <= one.right <= line.width + 0.01 for one in line.cells)
    drawn = line.draw(max(1, pixels(line)), 24, 12)
    assert drawn.shape == (36, max(1, pixels(line)))


@settings(max_examples=40)
@given(TEXTS)
def test_carets_stand_at_clusters_and_arrows_end(text: str) -> None:
    line = shape(text, "text", 16)
    bounds = {0, *(cell.end for cell in line.cells)}

    for x in (-5.0, line.width / 3, line.width + 5):
        assert line.index_at(x) in bounds
    for by in (-1, 1):
        at, seen = len(text), 0
        while (after := line.step(at, by)) != at:
            assert after in bounds
            assert by * (line.caret(after) - line.caret(at)) > 0
            at, seen = after, seen + 1
        assert seen <= len(bounds)
    covered = sum(right - left for left, right in line.spans(0, len(text)))
    assert covered == pytest.approx(line.width, abs=0.6 * (len(bounds) + 1))


def test_a_caret_is_on_the_left_of_hebrew_that_was_typed() -> None:
    line = shape("שלום", "text", 16)

    assert [line.caret(at) for at in range(5)] == sorted(map(line.caret, range(5)), reverse=True)
    assert line.caret(4) == 0
    assert line.step(0, -1) == 1
    assert shape("kick", "text", 16).step(0, 1) == 1


def test_arabic_letters_join() -> None:
    apart = set(_glyphs(shape("ب", "text", 16))) | set(_glyphs(shape("م", "text", 16)))

    assert apart.isdisjoint(_glyphs(shape("بم", "text", 16)))


def test_a_conjunct_is_one_picture_and_so_is_a_family() -> None:
    for cluster in ("क्ष", "👩‍👩‍👧", "👍🏽", "🇩🇪"):
        assert len(shape(cluster, "text", 16).cells) == 1
        assert len([one for one in _glyphs(shape(cluster, "text", 16)) if one]) == 1


def test_an_override_is_a_sign_and_turns_nothing() -> None:
    line = shape("kick \u202evaw.exe", "text", 16)
    lefts = [cell.left for cell in line.cells]

    assert lefts == sorted(lefts)
    assert line.cells[5].right > line.cells[5].left


def test_latin_is_as_wide_as_sdl_draws_it() -> None:
    from kivy.core.text import Label

    from ui.widgets.font import font_file

    wide = Label(font_name=font_file("text"), font_size=40).get_extents("Kick 01.wav")[0]

    assert pixels(shape("Kick 01.wav", "text", 40)) == pytest.approx(wide, abs=4)


def test_hebrew_is_drawn() -> None:
    line = shape("שלום", "text", 20)
    drawn = line.draw(pixels(line), 20, 8)
    columns = np.flatnonzero(drawn.max(axis=0))

    assert drawn.max() > 200
    assert columns[-1] - columns[0] > line.width * 0.8


def test_a_file_that_is_no_font_says_so() -> None:
    with pytest.raises(ShapingError, match="test_shaping"):
        Typeface(__file__)
