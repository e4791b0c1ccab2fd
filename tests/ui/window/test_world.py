"""Names and searches in all scripts, typed as people do; `SEMPAL_SHOTS` keeps the pictures."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import trio
from kivy.core.window import Window
from kivy.graphics import Rectangle

from models.state.app import AppState
from models.state.screen import Panel, Sheet
from tests.ui.harness import Screen, frames, keys, parts, shot, window
from ui.shell.rename_sheet import RenameSheet
from ui.shell.search_field import SearchField
from ui.theme import BODY
from ui.widgets.paragraph import Paragraph
from ui.widgets.text_texture import texture

NAMES = """
שלום עולם 01
(שלום) [02] abc
مرحبا بالعالم 128 BPM
سلام دنیا می‌خواهم
نمونہ اردو
เสียงกลอง ที่นี่ 03
ढोलक क्षत्रिय त्र 04
তবলা ক্ষ 05
தமிழ் பறை 06
ស្គរខ្មែរ 07
日本語 キック 08
한국어 킥
🥁🔥 beat 👩‍👩‍👧 👍🏽 🇩🇪 09
naïve e\u0301tude ♯ ✓
kick \u202evaw.exe
z̸̢̛͍̈́̈́̈́a̶͎̓̓̓l̵̰̈́g̴̱̈o̶̙̾
ქართული ሀለሐ աբգ 12
မြန်မာ ලංකා ລາວ
Very long name of a drum machine at 128 BPM with reverb and many more words than fit there 07
שלום ארוך מאוד עם הרבה מילים שלא נכנסות בשורה אחת של הרשימה ועוד קצת ועוד קצת 128 סוף
""".strip().split("\n")
SHIN, LAMED, VAV, MEM = "38", "45", "30", "32"
"""X keycodes of letters of the Israeli layout."""
ACUTE, CIRCUMFLEX, E = "48", "34", "26"
"""X keycodes of dead keys: of the international American layout, and the French one."""


@pytest.fixture
async def screen(tmp_path: Path, demo_sounds: Path) -> AsyncGenerator[Screen, None]:
    async with window(tmp_path / "data", _named(tmp_path / "world", demo_sounds)) as screen:
        try:
            yield screen
        finally:
            await layout("us")


def _named(folder: Path, sounds: Path) -> Path:
    """Make a folder with a file of each name, and one whose name is no text."""
    folder.mkdir()
    sound = next(sounds.rglob("Kick*.wav"))
    for name in NAMES:
        shutil.copy(sound, folder / f"{name}.wav")
    shutil.copy(os.fsencode(sound), os.fsencode(folder) + b"/bad \xff\xfe name.wav")
    return folder


async def layout(*names: str) -> None:
    await trio.run_process(["setxkbmap", *names])


def found(words: str, count: int, state: AppState) -> bool:
    query = state.browser
    return query.query.words == words and not query.waiting and len(query.ids) == count


def drawn_within() -> None:
    """Hold what is drawn against the room it has."""
    for name in NAMES:
        for width in (30, 90, 250):
            assert texture(name, BODY, width).width <= width, name
        lines = Paragraph(name * 3, BODY).height_in(60).natural
        assert lines > Paragraph("a", BODY).height_in(60).natural, name


async def composed(screen: Screen, field: SearchField) -> None:
    """Use an input method, as SDL tells of it: what is composed is seen, and then searched."""
    Window.dispatch("on_textedit", "にほ")
    await frames(3)
    shot("world composition")
    assert field._lines[0] == "にほ"
    assert field.caret(2) > field.caret(1) > 0
    # The last thing drawn lies below what is composed.
    line = [one for one in field.canvas.children if isinstance(one, Rectangle)][-1]
    assert (line.size[0], line.pos[0]) == (field.caret(2), field.x + field.padding[0])
    assert not screen.state.browser.query.words, "it is searched when it is done"
    await keys("Return")
    assert screen.state.screen.focus is Panel.SEARCH, "Enter belongs to the input method"
    Window.dispatch("on_textedit", "")
    Window.dispatch("on_textinput", "日本")
    await screen.until(lambda state: found("日本", 1, state))
    assert field.text == "日本"


async def test_all_scripts_are_drawn_typed_and_found(screen: Screen) -> None:
    await frames(10)
    shot("world list")
    drawn_within()
    (field,) = parts(SearchField)
    await keys("f")
    await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
    await layout("il")
    await keys(SHIN, LAMED, VAV, MEM)
    await screen.until(lambda state: found("שלום", 3, state))
    shot("world search")
    assert field.cursor_offset() == 0, "the caret is on the left of what was typed"
    await keys("Right")
    assert field.cursor_col == 3
    await keys("shift+Right", "ctrl+54")  # Ctrl+C, by place
    assert field.selection_text == "ו"
    shot("world selection")
    assert len(field.spans(2, 3)) == 1
    await keys("Right", "BackSpace")
    await screen.until(lambda state: state.browser.query.words == "שום")
    await keys("ctrl+38", "BackSpace")  # Ctrl+A
    await screen.until(lambda state: not state.browser.query.words)

    await layout("us", "intl")
    await keys(ACUTE, E)
    # A window that is late reads keys by the layout of the moment, not by that of the key.
    await screen.until(lambda state: state.browser.query.words == "é")
    await layout("fr")
    await keys(CIRCUMFLEX, E)
    await screen.until(lambda state: state.browser.query.words == "éê")
    await layout("us")
    await keys("ctrl+a", "BackSpace")

    await composed(screen, field)
    field.text = "x👩‍👩‍👧y"
    field.cursor = (len(field.text), 0)
    await keys("Left", "BackSpace")
    await screen.until(lambda state: state.browser.query.words == "xy")
    field.text = "שלום"
    await screen.until(lambda state: found("שלום", 3, state))
    await keys("Return")
    await screen.until(lambda state: state.screen.focus is Panel.SAMPLES)
    await keys("Down", "F2")
    await screen.until(lambda state: state.screen.sheet is Sheet.RENAME)
    shot("world rename")
    (sheet,) = parts(RenameSheet)
    assert sheet.field.text.startswith(("שלום", "(שלום"))
