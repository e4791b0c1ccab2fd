"""What an earlier version heard serves until it is heard again, in the background."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from actors.embeddings.extraction import load_model
from actors.kernel.reply import ask
from actors.messages import embeddings, library
from models.audio.units import Ticket
from models.embedding.features import packed_size
from models.library.features import EARLIER_BYTES, EARLIER_MODEL
from tests.actors.embeddings.ends import PATIENCE, Ends, running


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    """A few sounds of the demo library, one of them twice."""
    folder = tmp_path / "kit"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder / "Kicks")
    shutil.copytree(demo_sounds / "Pads", folder / "Pads")
    first = min((folder / "Kicks").glob("*.wav"))
    shutil.copy(first, folder / "copy.wav")
    return folder


def features(folder: Path) -> dict[int, bytes]:
    with closing(sqlite3.connect(folder / "library.db")) as database:
        return dict(database.execute("SELECT sample, features FROM embedding").fetchall())


async def pending(ends: Ends, *, earlier: bool) -> int:
    count = partial(library.CountUnembedded, EARLIER_MODEL, earlier=earlier)
    return await ask(ends.library.inbox.address, count, within=PATIENCE)


def test_the_first_numbers_are_those_of_the_earlier_version() -> None:
    model = load_model()
    assert model.earlier is not None
    assert model.id == EARLIER_MODEL
    assert packed_size(model.earlier.inputs) == EARLIER_BYTES < packed_size(model.space.inputs)
    assert model.earlier.size == model.space.size


async def test_sounds_of_an_earlier_version_answer_until_each_is_heard_again(
    tmp_path: Path, kit: Path
) -> None:
    asked = os.fsencode(min((kit / "Kicks").glob("*.wav")))
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        (new,) = await ends.neighbours(asked)
    whole = features(tmp_path)
    with closing(sqlite3.connect(tmp_path / "library.db")) as database, database:
        database.execute("UPDATE embedding SET features = substr(features, 1, ?)", (EARLIER_BYTES,))
    async with running(tmp_path) as ends:
        assert await pending(ends, earlier=False) == 0
        assert await pending(ends, earlier=True) == len(whole) - 1  # of two equal files one
        (old,) = await ends.neighbours(asked)
        ends.post(embeddings.StartEmbedding(Ticket(1)))
        first = await ends.until(embeddings.EmbeddingEnded)  # all have some features
        progressed = await ends.until(embeddings.EmbeddingProgressed)
        (meanwhile,) = await ends.neighbours(asked)
        done = await ends.until(embeddings.EmbeddingEnded)
        (last,) = await ends.neighbours(asked)
        assert await pending(ends, earlier=True) == 0

    assert first.done is not None
    assert done.done is not None
    assert (first.done.embedded, done.done.embedded) == (0, len(whole) - 1)
    assert progressed.progress.total == len(whole) - 1
    assert len(old.neighbours) == len(meanwhile.neighbours) == len(new.neighbours) > 0
    assert features(tmp_path) == whole  # heard again, the first numbers are the same
    assert [one.path for one in last.neighbours] == [one.path for one in new.neighbours]
    scores = [[near.score for near in one.neighbours] for one in (old, new, last)]
    assert scores[2] == pytest.approx(scores[1], abs=1e-6)
    assert not np.allclose(scores[0], scores[1], atol=1e-3)  # by what both versions know
