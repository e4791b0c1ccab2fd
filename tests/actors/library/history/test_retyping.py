"""Types set by the user: stored, undone, redone."""

from __future__ import annotations

from pathlib import Path

import pytest

from actors.messages import library
from models.audio.units import SampleId
from models.library.action import Action, ActionKind
from models.library.query import Query
from models.state.notice import Notice, NoticeKind
from models.types.sound_type import SoundType
from tests.actors.library.ends import Ends, running, write
from ui.text.notices import notice_words

KICK, SNARE = SoundType.KICK, SoundType.SNARE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        write(tmp_path / "sounds" / f"{name}.wav")
    return tmp_path / "sounds"


async def correct(
    ends: Ends, sound: SoundType | None, *samples: SampleId
) -> library.StepDone | library.NothingDone:
    ends.post(library.CorrectType(samples, sound))
    return await ends.outcome()


async def types(ends: Ends) -> list[SoundType | None]:
    return [one.type for one in sorted(await ends.samples(), key=lambda one: one.name)]


async def test_a_correction_is_a_step_that_is_taken_back_and_made_again(
    tmp_path: Path, root: Path
) -> None:
    home = tmp_path / "home"
    async with running(home) as ends:
        await ends.add(root)
        a, b, _ = [one.id for one in sorted(await ends.samples(), key=lambda one: one.name)]
        await correct(ends, KICK, a)
        said = await correct(ends, SNARE, a, b)
        ahead = await ends.until(library.HistoryChanged)
        assert await types(ends) == [SNARE, SNARE, None]
    async with running(home) as ends:
        ends.post(library.Undo())
        undone = await ends.done(library.TypesCorrected)
        assert await types(ends) == [KICK, None, None]
        ends.post(library.Undo())
        await ends.done(library.TypesCorrected)
        assert await types(ends) == [None, None, None]
        ends.post(library.Redo())
        again = await ends.done(library.TypesCorrected)
        assert await ends.list(Query(words="type:kick")) == [a]

    assert notice_words(said.notice) == "Set type of 2 samples to snare"
    assert ahead.undo == Action(ActionKind.SET_TYPE, count=2, to="snare")
    assert undone.undone
    assert notice_words(undone.notice) == "Undo: set type of 2 samples to snare"
    assert notice_words(again.notice) == "Redo: set type of “a.wav” to kick"


async def test_what_is_said_already_is_no_step(tmp_path: Path, root: Path) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        (a, *_) = [one.id for one in await ends.samples()]
        await correct(ends, KICK, a)
        twice = await correct(ends, KICK, a)
        nobody = await correct(ends, KICK, SampleId(99))
        ends.post(library.Undo())
        await ends.done(library.TypesCorrected)
        after = await types(ends)

    assert twice == library.NothingDone(Notice(NoticeKind.ALREADY_SET))
    assert nobody == library.NothingDone(Notice(NoticeKind.SAMPLES_GONE))
    assert set(after) == {None}


async def test_steps_of_forgotten_samples_are_dropped(tmp_path: Path, root: Path) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        (a, *_) = [one.id for one in await ends.samples()]
        await correct(ends, KICK, a)
        ends.post(library.Forget(bytes(root), confirmed=True))
        ahead = await ends.until(library.HistoryChanged)
        while ahead.undo:
            ahead = await ends.until(library.HistoryChanged)

    assert ahead.undo is None
