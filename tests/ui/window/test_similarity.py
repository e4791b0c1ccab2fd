"""Finding what sounds comparable with the hands: keys, buttons, sliders, files from outside."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from actors.messages import intents
from models.embedding.aspect import WEIGHTS, Aspect
from models.state.app import AppState
from models.state.notice import Severity
from models.state.screen import Panel
from tests.ui.harness import (
    Mouse,
    Screen,
    frames,
    keys,
    parts,
    sample_list,
    shot,
    typed,
    window,
)
from tests.ui.window.conftest import EmbeddedDemo
from tests.ui.window.test_carrying import drag
from tests.ui.window.test_collections import choose as pick
from ui.browser.aspects import Aspects
from ui.browser.filters import Filters
from ui.browser.understood import Understood
from ui.shell.search_field import SearchField
from ui.shell.top_bar import TopBar
from ui.text.notices import notice_words
from ui.waveform.tools import Tools
from ui.widgets.button import PushButton
from ui.widgets.drag_layer import DragLayer
from ui.widgets.label import TextLabel
from ui.widgets.menu import Menu
from ui.widgets.slider import ValueSlider
from ui.widgets.text_field import Field


def answered(state: AppState) -> bool:
    """Tell whether the list shows what sounds comparable, with all that was heard."""
    found = state.similarity.answer
    known = sum(source.count for source in state.sources.all)
    return found is not None and found.compared == known


def a_kick(sounds: Path) -> Path:
    """Return a file of the demo library."""
    return next(path for path in sorted(sounds.rglob("*.wav")) if "Kick" in path.name)


async def focus(screen: Screen, name: str) -> None:
    """Put the keyboard on the first sample of that name."""

    def rows(state: AppState) -> list[int]:
        known = enumerate(state.browser.window.rows)
        return [at for at, one in known if one is not None and name in one.name]

    # While sounds are heard the list is read anew now and then.
    row = rows(await screen.until(lambda state: bool(rows(state))))[0]
    screen.post(intents.FocusRow(row))
    await screen.until(lambda state: state.editor.sample is not None and state.browser.row == row)


def button(words: str, within: type) -> tuple[float, float]:
    """Return the middle of a button with such words, or with this command."""
    offered = parts(PushButton, parts(within)[0])
    found = next(one for one in offered if words in one.text or words == one.command)
    return found.center_x, found.center_y


async def test_s_finds_what_sounds_alike_and_escape_leaves_it(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds, auto_embed=True) as screen:
        everything = len(screen.state.browser.ids)
        await focus(screen, "Kick")
        kick = screen.state.browser.focus
        await keys("s")
        state = await screen.until(answered)
        await frames(3)
        shot("similar")

        assert state.browser.ids[0] == kick  # what is asked with leads the list
        assert state.similarity.answer is not None
        names = [row.name for row in state.browser.window.rows[:4] if row is not None]
        assert all("Kick" in name for name in names[:3]), names
        matches = [state.similarity.answer.match(one) for one in state.browser.ids.slice(1, 9)]
        assert matches == sorted(matches, reverse=True)  # type: ignore[type-var]
        assert all(one is not None and 0 <= one <= 1 for one in matches)

        await keys("Escape", "Escape")
        state = await screen.until(lambda state: len(state.browser.ids) == everything)
        assert state.similarity.search is None
        assert state.browser.focus == kick


async def test_what_narrows_the_list_narrows_what_is_compared(
    embedded_demo: EmbeddedDemo,
) -> None:
    async with embedded_demo() as screen:
        everything = len(screen.state.browser.ids)
        await keys("End")
        last = (await screen.until(lambda state: state.browser.row == everything - 1)).browser.focus
        await keys("s")
        await screen.until(answered)
        await keys("Escape", "Escape")
        await screen.until(lambda now: now.similarity.search is None and not now.browser.waiting)
        await frames(3)
        assert screen.state.browser.focus == last
        assert sample_list().seen(everything - 1)[3] > 0, "the list is where it was"

        await focus(screen, "Kick")
        await keys("s")
        await screen.until(answered)
        await keys("f")
        await typed("snare")
        state = await screen.until(
            lambda state: (
                state.browser.query.words == "snare"
                and not state.browser.waiting
                and 0 < len(state.browser.ids) < 10
            )
        )
        names = [row.path.lower() for row in state.browser.window.rows if row]
        assert all(b"snare" in name for name in names), names


async def test_sliders_weigh_aspects_and_the_list_follows(
    embedded_demo: EmbeddedDemo,
) -> None:
    async with embedded_demo() as screen:
        await focus(screen, "Bass")
        await keys("s")
        before = (await screen.until(answered)).browser.ids
        faders = parts(ValueSlider, parts(Aspects)[0])
        pitch = faders[list(Aspect).index(Aspect.PITCH)]
        await drag((pitch.center_x, pitch.center_y), (pitch.right + 20, pitch.center_y))
        await Mouse.up()
        state = await screen.until(lambda state: state.browser.ids is not before)
        state = await screen.until(
            lambda state: (
                state.similarity.search is not None
                and state.similarity.search.asked.weights[Aspect.PITCH] == 8 * WEIGHTS[Aspect.PITCH]
            )
        )
        shot("aspects")
        assert all(fader.opacity == 1 and not fader.disabled for fader in faders)
        assert state.browser.ids[0] == before[0]

        await Mouse.click(*button("Reset weights", Aspects))
        await screen.until(
            lambda state: (
                state.similarity.search is not None
                and state.similarity.search.asked.weights == WEIGHTS
            )
        )
        await screen.until(lambda state: state.browser.ids.array.tolist() == before.array.tolist())


async def test_a_part_of_a_sample_is_looked_for_by_the_button(
    embedded_demo: EmbeddedDemo,
) -> None:
    async with embedded_demo() as screen:
        await focus(screen, "Kick")
        await screen.until(lambda state: state.similarity.embedding is None and not state.tasks)
        await keys("g", "w", "ctrl+a")
        await screen.until(lambda state: state.editor.selection is not None)
        await Mouse.click(*button("find-similar", Tools))
        await screen.until(lambda state: state.similarity.search is not None)
        state = await screen.until(answered)
        assert state.similarity.search is not None
        (sound,) = state.similarity.search.asked.wanted
        assert sound.span == state.editor.selection
        assert sound.span is not None
        shot("similar to a part")


async def test_a_file_from_outside_and_back_and_forward(
    tmp_path: Path, demo_sounds: Path, embedded_demo: EmbeddedDemo
) -> None:
    outside = tmp_path / "elsewhere" / "mine.wav"
    outside.parent.mkdir()
    kick = a_kick(demo_sounds)
    shutil.copy(kick, outside)
    async with embedded_demo() as screen:
        screen.app.root_part.take_folder(os.fsencode(outside))
        state = await screen.until(
            lambda state: answered(state) and state.browser.window.row(0) is not None
        )
        assert state.similarity.answer is not None
        first = state.browser.window.row(0)
        assert first is not None
        assert first.name == kick.name
        assert state.similarity.answer.match(first.id) == pytest.approx(1.0)  # the same sound
        assert "similar to mine.wav" in {one.text for one in parts(PushButton, parts(Filters)[0])}

        await focus(screen, "Snare")
        await keys("g", "s", "s")
        await screen.until(lambda state: answered(state) and len(state.similarity.back) == 1)
        await keys("alt+Left")
        await screen.until(lambda state: answered(state) and state.browser.ids[0] == first.id)
        await keys("alt+Right")
        await screen.until(lambda state: answered(state) and state.browser.ids[0] != first.id)


async def test_less_like_this_takes_it_away(embedded_demo: EmbeddedDemo) -> None:
    async with embedded_demo() as screen:
        await focus(screen, "Snare")
        await keys("s")
        state = await screen.until(answered)
        second = state.browser.ids[1]
        left, bottom, _, height = sample_list().box(1)
        await Mouse.click(left + 300, bottom + height / 2, button=3)
        await pick("Less like this")
        state = await screen.until(
            lambda state: (
                answered(state)
                and state.similarity.search is not None
                and bool(state.similarity.search.asked.unwanted)
            )
        )
        state = await screen.until(lambda state: state.browser.ids[1] != second)
        assert state.screen.focus is Panel.SAMPLES
        assert second not in state.browser.ids.slice(0, 5)

        # A row that is dropped on the field joins the question.
        third = state.browser.ids[2]
        left, bottom, _, height = sample_list().box(2)
        (field,) = parts(SearchField)
        await drag((left + 300, bottom + height / 2), field.center)
        shot("asked by dropping")
        words = [one.text for one in parts(TextLabel, parts(DragLayer)[0])]
        assert any(one.endswith("→ Add to the search") for one in words), words
        await Mouse.up()
        state = await screen.until(
            lambda state: (
                state.similarity.search is not None
                and third in [one.sample for one in state.similarity.search.asked.wanted]
            )
        )
        assert state.similarity.search is not None
        assert len(state.similarity.search.asked.wanted) == 2
        assert state.similarity.search.asked.unwanted


async def test_what_cannot_be_heard_is_said_and_the_list_stays(
    tmp_path: Path, demo_sounds: Path
) -> None:
    silent = tmp_path / "no sound.wav"
    silent.write_bytes(b"RIFF")
    async with window(tmp_path / "data", demo_sounds / "Pads", auto_embed=True) as screen:
        await screen.until(lambda state: len(state.browser.ids) == 4 and not state.tasks)
        screen.app.root_part.take_folder(os.fsencode(silent))
        state = await screen.until(
            lambda state: (
                state.screen.notice is not None
                and notice_words(state.screen.notice).startswith("no sound.wav: ")
                and "not an audio file" in notice_words(state.screen.notice)
            )
        )
        assert state.screen.notice is not None
        assert state.screen.notice.severity is Severity.ERROR
        state = await screen.until(lambda state: len(state.browser.ids) == 4)
        assert state.similarity.search is None


async def test_words_find_sounds_and_their_parts_can_be_removed(
    embedded_demo: EmbeddedDemo,
) -> None:
    """On a fresh install: typed words, chips of what was understood, reasons, keys."""
    async with embedded_demo() as screen:
        count = len(screen.state.browser.ids)
        await keys("f")
        await typed("like:short dusty snare under 400 ms not clap xyzzy")
        # It is not searched as it is typed.
        await screen.until(
            lambda state: state.browser.query.words == "" and len(state.browser.ids) == count
        )
        await keys("Return")
        state = await screen.until(
            lambda state: state.similarity.answer is not None and len(state.browser.ids) < count
        )
        assert state.browser.query.words == "len<400ms"
        names = [row.name for row in state.browser.window.rows[:2] if row is not None]
        assert all("Snare" in name for name in names), names
        await frames(2)
        chips = [chip.text for chip in parts(PushButton, parts(Understood)[0])]
        assert chips == [
            *("shorter", "noisier, darker", "snare", "len<400ms", "not: clap"),
            "xyzzy: in names only",
        ]
        await keys("Down")
        await frames(2)
        why = " ".join(label.text for label in parts(TextLabel, parts(Understood)[0]))
        assert re.search(r"snare \d+ %", why)
        assert "name: snare" in why
        assert "shorter than" in why
        shot("words")

        # The keyboard removes the last part, the mouse any.
        await keys("BackSpace")
        state = await screen.until(lambda state: _asked(state).endswith("not clap"))
        await screen.until(lambda state: state.similarity.answer is not None)
        await frames(3)
        assert screen.state.browser.query.words == "len<400ms"  # the filter holds

        await _kept_and_asked_again(screen, count)
        await Mouse.click(*button("len<400ms", Understood))
        await screen.until(lambda state: state.browser.query.words == "")
        await Mouse.click(*button("noisier", Understood))
        state = await screen.until(lambda state: _asked(state) == "short, snare, not clap")
        await screen.until(lambda state: state.similarity.answer is not None)

        # Words and a sound are one question.
        await keys("s")
        await keys("Alt+Left")
        await screen.until(lambda state: _asked(state) == "short, snare, not clap")
        await keys("Escape", "Escape")
        await screen.until(
            lambda state: state.similarity.search is None and len(state.browser.ids) == count
        )


async def test_words_that_nobody_understands_can_be_written_otherwise(
    embedded_demo: EmbeddedDemo,
) -> None:
    async with embedded_demo() as screen:
        # Plain words that no name contains are taken as a description.
        await keys("f")
        await typed("dusty backbeat")
        await screen.until(
            lambda state: (
                state.browser.query.words == "dusty backbeat"
                and not state.browser.waiting
                and not len(state.browser.ids)
            )
        )
        await frames(2)
        await keys("Return")
        state = await screen.until(lambda state: state.similarity.answer is not None)
        names = [row.name for row in state.browser.window.rows[:3] if row is not None]
        assert all("Snare" in name for name in names), names
        await keys("f")
        await keys("ctrl+a")
        await typed("like:xyzzy")
        await keys("Return")
        state = await screen.until(
            lambda state: (
                state.screen.notice is not None and state.screen.notice.severity is Severity.ERROR
            )
        )
        assert state.screen.notice is not None
        assert "no name contains one" in notice_words(state.screen.notice)
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await frames(2)
        (field,) = (piece for piece in parts(TopBar)[0].children if isinstance(piece, Field))
        assert field.text == "like:xyzzy"


def _asked(state: AppState) -> str:
    search = state.similarity.search
    return "" if search is None else search.asked.words


async def _kept_and_asked_again(screen: Screen, count: int) -> None:
    """Keep the question under a name, leave it, and ask it again whole, by keys alone."""
    await keys("b")
    await screen.until(lambda state: state.searches.known)
    await keys("ctrl+a")
    await typed("Dusty")
    await keys("Return")
    await screen.until(lambda state: [one.name for one in state.searches.all] == ["Dusty"])
    shot("searches")
    await keys("Escape", "Escape", "Escape", "Escape")
    await screen.until(
        lambda state: state.similarity.search is None and len(state.browser.ids) == count
    )
    await keys("b", "Down", "shift+F10")
    assert Menu.current is not None
    assert [one.words for one in Menu.current.choices] == ["Search", "Rename…", "Remove"]
    await keys("Escape", "Return")
    await screen.until(lambda state: _asked(state).endswith("not clap"))
    await screen.until(lambda state: state.similarity.answer is not None)
    await frames(3)
    assert screen.state.browser.query.words == "len<400ms"
