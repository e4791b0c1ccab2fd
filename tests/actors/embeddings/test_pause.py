"""Work in the background is paused before its next batch, and goes on."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import trio

from actors.embeddings.duplicates.test_pool import Comparer
from actors.embeddings.executor import Work
from actors.embeddings.gate import Gate
from actors.embeddings.local_executor import MODULES, LocalExecutor
from actors.messages import embeddings, intents
from actors.session.decide import decide
from models.audio.units import SampleId, SourceId, Ticket
from models.library.sample import Sample
from models.state.app import AppState
from models.state.progress import Progress
from tests.actors.embeddings.ends import running


async def test_nothing_is_analysed_while_it_is_paused(tmp_path: Path, demo_sounds: Path) -> None:
    shutil.copytree(demo_sounds / "Pads", tmp_path / "kit")
    async with running(tmp_path / "data") as ends:
        await ends.library.add(tmp_path / "kit")
        ends.post(embeddings.PauseEmbedding(paused=True))
        ends.post(embeddings.StartEmbedding(Ticket(1)))
        with trio.move_on_after(2.0) as waiting:
            while not (await ends.until(embeddings.EmbeddingProgressed)).progress.done:
                pass  # it says that it begins, so that it can be let go on
        ends.post(embeddings.PauseEmbedding(paused=False))
        ended = await ends.until(embeddings.EmbeddingEnded)

    assert waiting.cancelled_caught
    assert ended.done is not None
    assert ended.done.embedded == 4


def test_the_task_shows_it_and_cancelling_ends_the_pause() -> None:
    progressed = embeddings.EmbeddingProgressed(Progress(Ticket(5), 1, 9))
    running = decide(AppState(), progressed).state
    paused = decide(running, intents.PauseWork())
    later = decide(paused.state, replace(progressed, progress=Progress(Ticket(5), 2, 9))).state
    on = decide(later, intents.PauseWork())
    cancelled = decide(later, intents.CancelTask(Ticket(5))).state

    assert [task.paused for task in running.tasks] == [False]
    assert [task.paused for task in paused.state.tasks] == [True]
    assert paused.commands == (embeddings.PauseEmbedding(paused=True),)
    assert [task.paused for task in later.tasks] == [True]
    assert on.commands == (embeddings.PauseEmbedding(paused=False),)
    assert not cancelled.similarity.paused


async def test_nothing_is_compared_while_it_is_paused(tmp_path: Path, demo_sounds: Path) -> None:
    sound = demo_sounds / "Pads" / "Pad Dark Em.ogg"
    shutil.copy(sound, tmp_path / "copy.ogg")
    one, other = (
        Sample(SampleId(number), SourceId(1), bytes(path), path.name)
        for number, path in enumerate((sound, tmp_path / "copy.ogg"), 1)
    )
    gate = Gate()
    gate.pause(on=True)
    async with trio.open_nursery() as nursery:
        executor = LocalExecutor(nursery, 1, (), MODULES[Work.COMPARE])
        comparer = Comparer(executor, None, gate.wait)
        with trio.move_on_after(0.5) as waiting:
            await comparer.compare([(one, other)])
        gate.pause(on=False)
        _, found = await comparer.compare([(one, other)])
        policies = [os.sched_getscheduler(number) for number in executor.numbers]
        nursery.cancel_scope.cancel()

    assert policies == [os.SCHED_BATCH]  # somebody waits for it
    assert waiting.cancelled_caught
    assert list(found) == [(one.id, other.id)]


def test_a_search_for_duplicates_is_paused_like_other_work_and_cancelled() -> None:
    progressed = embeddings.EmbeddingProgressed(Progress(Ticket(900), 1, 9))
    state = decide(decide(AppState(), progressed).state, intents.FindDuplicates()).state
    paused = decide(state, intents.PauseWork()).state
    ticket = paused.duplicates.ticket
    later = decide(paused, embeddings.DuplicatesProgressed(Progress(ticket, 1, 2))).state
    cancelled = decide(later, intents.CancelTask(ticket))

    assert {task.paused for task in state.tasks} == {False}
    assert [task.paused for task in later.tasks] == [True, True]
    assert embeddings.PauseEmbedding(paused=False) in cancelled.commands
    assert [task.paused for task in cancelled.state.tasks] == [False], "what is left goes on"
