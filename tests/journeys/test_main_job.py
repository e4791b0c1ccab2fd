"""From a folder of sounds to a sound under the finger, without a screen."""

from __future__ import annotations

import shutil
from pathlib import Path

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import Frames
from models.state.notice import Severity
from models.state.transport import Status
from tests.journeys.conftest import Start
from ui.text.notices import notice_words


async def test_a_folder_becomes_a_list_and_the_first_row_a_sound(
    start: Start, demo_sounds: Path
) -> None:
    async with start() as app:
        listed = await app.add(demo_sounds)
        app.post(intents.ShowRows(0, 20), intents.MoveFocus(1))
        playing = await app.until(lambda state: state.transport.status is Status.PLAYING)

        assert len(listed.browser.ids) == 67
        assert playing.editor.sample is not None
        assert playing.transport.sample == playing.browser.ids[0]
        drawn = await app.until(
            lambda state: state.editor.picture is not None and state.editor.picture.complete
        )
        assert drawn.editor.picture is not None
        assert drawn.editor.picture.frames == playing.editor.sample.frames
        await app.until(lambda state: len(state.thumbnails) >= 20)


async def test_a_one_shot_ends_by_itself(start: Start, demo_sounds: Path) -> None:
    async with start() as app:
        await app.add(demo_sounds / "Drums" / "Hats")
        app.post(intents.MoveFocus(1))
        await app.until(lambda state: state.transport.status is Status.PLAYING)
        ended = await app.until(lambda state: state.transport.status is Status.STOPPED)

        assert ended.transport.anchor is None


async def test_pause_keeps_the_place_and_escape_forgets_it(start: Start, demo_sounds: Path) -> None:
    async with start() as app:
        await app.add(demo_sounds / "Pads")
        app.post(intents.MoveFocus(1))
        await app.until(lambda state: state.transport.status is Status.PLAYING)
        app.post(intents.TogglePlay())
        paused = await app.until(lambda state: state.transport.status is Status.PAUSED)
        assert paused.transport.anchor is not None
        place = paused.transport.anchor.frame
        app.post(intents.TogglePlay())
        resumed = await app.until(lambda state: state.transport.status is Status.PLAYING)
        assert resumed.transport.anchor is not None
        assert abs(resumed.transport.anchor.frame - place) < 0.05 * 44_100
        app.post(intents.StepBack())
        stopped = await app.until(lambda state: state.transport.status is Status.STOPPED)
        assert stopped.editor.cursor == 0


async def test_a_selection_loops_and_follows(start: Start, demo_sounds: Path) -> None:
    first = Span(Frames(10_000), Frames(14_000))
    second = Span(Frames(30_000), Frames(31_000))
    async with start() as app:
        await app.add(demo_sounds / "Pads")
        app.post(intents.ChangeSetting("auto_play", False), intents.MoveFocus(1))
        await app.until(lambda state: state.editor.sample is not None)
        app.post(intents.Select(first), intents.ToggleLoop(), intents.TogglePlay())
        looping = await app.until(
            lambda state: (
                state.transport.anchor is not None and state.transport.anchor.loop == first
            )
        )
        assert looping.transport.anchor is not None
        assert first.holds(looping.transport.anchor.frame)
        app.post(intents.Select(second))
        moved = await app.until(
            lambda state: (
                state.transport.anchor is not None and state.transport.anchor.loop == second
            )
        )
        assert moved.transport.status is Status.PLAYING


async def test_a_search_narrows_the_list(start: Start, demo_sounds: Path) -> None:
    async with start() as app:
        await app.add(demo_sounds)
        app.post(intents.Search("kick"))
        narrowed = await app.until(lambda state: 0 < len(state.browser.ids) < 20)
        rows = await app.until(
            lambda state: all(row is not None for row in state.browser.window.rows)
        )

        assert len(narrowed.browser.ids) == len(rows.browser.window.rows)
        for row in rows.browser.window.rows:
            assert row is not None
            assert b"kick" in row.path.lower()


async def test_everything_is_there_after_a_restart(
    start: Start, demo_sounds: Path, tmp_path: Path
) -> None:
    async with start() as app:
        before = await app.add(demo_sounds)
    async with start() as app:
        after = await app.until(lambda state: len(state.browser.ids) > 0)

        assert after.sources.all == before.sources.all
        assert after.browser.ids.array.tolist() == before.browser.ids.array.tolist()


async def test_a_file_that_vanished_is_said_marked_and_found_again(
    start: Start, demo_sounds: Path, tmp_path: Path
) -> None:
    root = tmp_path / "sounds"
    shutil.copytree(demo_sounds / "Pads", root)
    victim = min(root.iterdir())
    async with start() as app:
        await app.add(root)
        content = victim.read_bytes()
        victim.unlink()
        app.post(intents.MoveFocus(1))
        said = await app.until(
            lambda state: (
                state.screen.notice is not None
                and state.screen.notice.severity is Severity.ERROR
                and state.transport.status is Status.STOPPED
            )
        )
        assert said.screen.notice is not None
        assert victim.name in notice_words(said.screen.notice)
        assert said.transport.status is Status.STOPPED
        source = said.sources.all[0].id
        app.post(intents.ScanSource(source))
        # By this scan, or by that of the folder which could not be played from: one of them.
        await app.until(
            lambda state: any(row is not None and row.missing for row in state.browser.window.rows)
        )
        identity = said.browser.ids[0]
        (root / "renamed.flac").write_bytes(content)
        app.post(intents.ScanSource(source))
        moved = await app.until(
            lambda state: (
                not state.browser.waiting
                and any(
                    row is not None and row.name == "renamed.flac"
                    for row in state.browser.window.rows
                )
                and all(row is not None and not row.missing for row in state.browser.window.rows)
            )
        )
        names = {row.name: row.id for row in moved.browser.window.rows if row is not None}
        assert names["renamed.flac"] == identity
