"""Places inside long recordings: embedded in the background, found by a sound, kept up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from actors.kernel.reply import ask
from actors.messages import embeddings, library
from models.audio.span import Span
from models.audio.units import Frames, Ticket
from models.inside.hit import Hit
from models.inside.window import CHUNK, WINDOW
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from tests.actors.embeddings.ends import PATIENCE, Ends, running

RATE = 44_100
Audio = NDArray[np.float64]


def kick(seed: int = 0) -> Audio:
    """A bass drum: a falling sine."""
    time = np.arange(RATE // 2) / RATE
    pitch = 50 + (100 + 5 * seed) * np.exp(-time * 30)
    sound: Audio = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-time * 9)
    return sound


def bells(seconds: int, seed: int) -> Audio:
    """A recording of high bells at irregular times."""
    random = np.random.default_rng(seed)
    time = np.arange(RATE) / RATE
    found = random.normal(0, 0.001, seconds * RATE)
    for second in range(seconds - 1):
        pitch = random.uniform(1500, 4000)
        found[second * RATE : (second + 1) * RATE] += (
            0.4 * np.sin(2 * np.pi * pitch * time) * np.exp(-time * 5)
        )
    return found


def planted(seconds: int, seed: int, *places: float) -> Audio:
    """A recording with bass drums at these seconds, and nothing else there."""
    found = bells(min(seconds, 12), seed)
    found = np.concatenate(
        [found, np.zeros((seconds * RATE) - len(found))]
    )  # silence costs nothing
    for number, place in enumerate(places):
        first = round(place * RATE)
        found[first - RATE // 4 : first + 2 * RATE] = 0
        found[first : first + RATE // 2] = 0.9 * kick(number)
    return found


async def embed(ends: Ends) -> int:
    """Embed what is pending; return how many chunks that were."""
    report = await ask(ends.inbox.address, embeddings.EmbedInside, within=PATIENCE)
    assert not report.reason
    return report.embedded


async def places(ends: Ends, asked: SimilarityQuery, *, limit: int = 100) -> tuple[Hit, ...]:
    """Return the places that are found among all samples."""
    ids = SampleIds(np.array([one.id for one in await ends.library.samples()], np.int64))
    ends.post(embeddings.FindSimilar(Ticket(1), asked, ids, limit))
    found = await ends.until(embeddings.SimilarFound)
    assert not found.reason
    assert set(found.answer.ids.array.tolist()) == {one.sample for one in found.answer.hits}
    return found.answer.hits


def near(hits: tuple[Hit, ...], sample: int) -> list[int]:
    """Return the whole seconds of the places in a sample, by time."""
    return sorted(round(one.start) for one in hits if one.sample == sample)


async def test_places_are_found_in_recordings_and_follow_their_content(tmp_path: Path) -> None:
    source = tmp_path / "field"
    source.mkdir()
    long, other = source / "long.flac", source / "other.wav"
    soundfile.write(long, planted(CHUNK + 30, 1, 20.0, 75.0, CHUNK + 5.0), RATE)
    soundfile.write(other, planted(12, 2, 7.0), RATE)
    soundfile.write(source / "short.wav", kick(), RATE)
    soundfile.write(source / "silent.wav", np.zeros(12 * RATE), RATE)

    async with running(tmp_path, eager=False) as ends:
        await ends.library.add(source)
        names = {one.name: one.id for one in await ends.library.samples()}
        asked = SimilarityQuery(
            (Sound(bytes(source / "short.wav"), names["short.wav"]),), inside=True
        )
        ends.post(embeddings.FindSimilar(Ticket(1), asked, SampleIds(), 5))
        waiting = (await ends.until(embeddings.SimilarFound)).waiting
        report = (await ends.until(embeddings.InsideEnded)).report
        again = await embed(ends)
        hits = await places(ends, asked)
        span = Span(Frames(75 * RATE - 2000), Frames(76 * RATE))
        part = Sound(bytes(long), names["long.flac"], span)
        others = await places(ends, SimilarityQuery((part,), inside=True), limit=3)
        query = partial(embeddings.QueryInside, bytes(other), 6.9, 7.6, 2)
        printed = await ask(ends.inbox.address, query, within=PATIENCE)

        soundfile.write(other, planted(13, 3, 4.0), RATE)
        await ends.library.scan()
        stale = await places(ends, asked)
        renewed = await embed(ends)
        fresh = await places(ends, asked)

        ends.library.post(library.Forget(bytes(source), confirmed=True))
        await ends.library.until(library.Forgotten)

    assert waiting
    assert report is not None
    assert (report.embedded, report.failed, report.reason) == (4, 0, "")
    assert (again, renewed) == (0, 1)
    best = hits[:4]
    assert near(best, names["long.flac"]) == pytest.approx([20, 75, CHUNK + 5], abs=1)
    assert near(best, names["other.wav"]) == pytest.approx([7], abs=1)
    assert all(
        abs(one.start - two.start) >= WINDOW
        for one in hits
        for two in hits
        if one is not two and one.sample == two.sample
    )
    assert near(others, names["long.flac"]) == pytest.approx([20, CHUNK + 5], abs=1)
    assert not printed.reason
    assert {one.path for one in printed.hits} == {bytes(long)}
    assert not near(stale, names["other.wav"])
    assert near(fresh[:4], names["other.wav"]) == pytest.approx([4], abs=1)
    with closing(sqlite3.connect(tmp_path / "library.db")) as database:
        assert database.execute("SELECT count(*) FROM chunk").fetchone() == (0,)
