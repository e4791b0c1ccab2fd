"""Work in the background is paused before its next batch, and goes on."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import trio

from actors.messages import embeddings, intents
from actors.session.decide import decide
from models.audio.units import Ticket
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
            await ends.until(embeddings.EmbeddingProgressed)
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
