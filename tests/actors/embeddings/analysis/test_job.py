"""Tempo, key and loudness of a real library: found out, kept, sorted, searched."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from actors.embeddings.analysis import job
from actors.embeddings.analysis.analyser import ANALYSER
from actors.kernel.reply import ask
from actors.messages import embeddings, library
from models.analysis.analysis import Analysed
from models.analysis.report import AnalysisReport
from models.audio.units import Ticket
from models.library.query import Query, Sort
from tests.actors.embeddings.ends import Ends, running


@pytest.fixture
def kit(tmp_path: Path, real_sounds: Path) -> Path:
    """Loops, notes and drums of which tempo and key are known."""
    folder = tmp_path / "kit"
    folder.mkdir()
    for name in (
        "loop_amen",
        "loop_mika",
        "bass_thick_c",
        "bass_dnb_f",
        "bd_haus",
        "drum_heavy_kick",
    ):
        (path,) = real_sounds.rglob(f"{name}.flac")
        shutil.copy(path, folder)
    return folder


async def analyse(ends: Ends) -> AnalysisReport:
    return await ask(ends.inbox.address, embeddings.Analyse, within=120)


async def names(ends: Ends, query: Query) -> list[str]:
    known = {one.id: one.name.removesuffix(".flac") for one in await ends.library.samples()}
    return [known[one] for one in await ends.library.list(query)]


async def test_samples_are_analysed_once_and_sorted_and_found_by_it(
    tmp_path: Path, kit: Path
) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        first, second = await analyse(ends), await analyse(ends)
        samples = {one.name: one.analysis for one in await ends.library.samples()}
        by_tempo = await names(ends, Query(sort=Sort.TEMPO))
        turned = await names(ends, Query(sort=Sort.TEMPO, descending=True))
        by_key = await names(ends, Query(sort=Sort.KEY))
        by_loudness = await names(ends, Query(sort=Sort.LOUDNESS))
        in_c = await names(ends, Query(words="key:c"))
        fast = await names(ends, Query(words="bpm:130..140"))
        exact = await names(ends, Query(words="bpm:120"))
        loud = await names(ends, Query(words="loudness>-12"))
        many = await names(ends, Query(words="onsets>5"))

    assert (first.analysed, second.analysed, first.reason) == (6, 0, "")
    assert samples["loop_amen.flac"].sure_tempo == pytest.approx(136.9, abs=0.1)
    assert by_tempo[:2] == ["loop_mika", "loop_amen"]
    assert turned[:2] == ["loop_amen", "loop_mika"]
    assert by_tempo[2:] == turned[2:]  # those without one stay last
    assert by_key[:2] == ["bass_thick_c", "bass_dnb_f"]
    assert in_c == ["bass_thick_c"]
    assert fast == ["loop_amen"]
    assert exact == ["loop_mika"]
    levels = [samples[f"{name}.flac"].loudness or 0 for name in by_loudness]
    assert levels == sorted(levels)
    assert set(loud) == {f for f in by_loudness if (samples[f"{f}.flac"].loudness or -99) > -12}
    assert set(many) == {f for f in by_loudness if (samples[f"{f}.flac"].onsets or 0) > 5}


async def test_what_changed_is_analysed_again_and_onsets_are_kept(
    tmp_path: Path, kit: Path
) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await analyse(ends)
        audio = np.random.default_rng(1).normal(0, 0.1, 30_000)
        soundfile.write(kit / "loop_amen.flac", audio, 44_100)
        await ends.library.scan()
        report = await analyse(ends)
        changed = {one.name: one.analysis for one in await ends.library.samples()}

    assert report.analysed == 1
    assert changed["loop_amen.flac"].sure_tempo is None
    with closing(sqlite3.connect(tmp_path / "library.db")) as rows:
        found = rows.execute("SELECT onset_count, onsets FROM analysis").fetchall()
    assert all(len(np.frombuffer(onsets, "<f4")) == count for count, onsets in found)


async def test_what_cannot_be_analysed_has_a_reason_and_is_not_tried_again(
    tmp_path: Path, kit: Path
) -> None:
    soundfile.write(kit / "nan.wav", np.full(9_000, np.nan, np.float32), 44_100, "FLOAT")
    soundfile.write(kit / "empty.wav", np.zeros(0, np.float32), 44_100, "FLOAT")
    soundfile.write(kit / "silent.wav", np.zeros(9_000, np.float32), 44_100, "FLOAT")
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        first, second = await analyse(ends), await analyse(ends)

    assert (first.reason, second.analysed) == ("", 0)
    with closing(sqlite3.connect(tmp_path / "library.db")) as rows:
        reported = dict(
            rows.execute(
                "SELECT CAST(name AS TEXT), problem FROM analysis JOIN sample ON id = sample"
            ).fetchall()
        )
    assert reported["nan.wav"] == ""
    assert reported["silent.wav"] == ""
    assert reported["loop_amen.flac"] == ""


async def test_a_kill_loses_one_batch_at_most(
    tmp_path: Path, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH", 2)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        ends.post(embeddings.StartEmbedding(Ticket(5)))
        begun = (await ends.until(embeddings.AnalysisProgressed)).progress
        progressed = (await ends.until(embeddings.AnalysisProgressed)).progress
        # Everything ends here, without a word to anyone.
    async with running(tmp_path) as ends:
        report = await analyse(ends)

    assert (begun.done, begun.total) == (0, 6)
    assert progressed.total == 6
    assert report.analysed <= 6 - progressed.done


async def test_listening_goes_on_to_analyse_and_can_be_stopped(
    tmp_path: Path, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH", 1)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        ends.post(embeddings.StartEmbedding(Ticket(5)))
        embedded = await ends.until(embeddings.EmbeddingEnded)
        while not (await ends.until(embeddings.AnalysisProgressed)).progress.done:
            pass
        ends.post(embeddings.StopEmbedding())
        stopped = await ends.until(embeddings.AnalysisEnded)
        ends.post(embeddings.StartEmbedding(Ticket(6)))
        whole = await ends.until(embeddings.AnalysisEnded)
        with trio.fail_after(60):
            samples = await ends.library.samples()

    assert embedded.done is not None
    assert (stopped.ticket, stopped.count) == (Ticket(5), None)
    assert whole.ticket == Ticket(6)
    assert 0 < (whole.count or 0) < len(samples)
    assert all(one.analysis.onsets is not None for one in samples)


def loop(path: Path, bpm: float, beats: int = 16, rate: int = 22_050) -> None:
    """Write kicks and snares in turn, with hats between them, exactly so many beats."""
    audio, at = np.zeros(round(beats * 60 / bpm * rate)), np.arange(rate // 6) / rate
    kick = 0.5 * np.sin(2 * np.pi * 60 * at) * np.exp(-25 * at)
    snare = np.random.default_rng(1).normal(0, 0.2, len(at)) * np.exp(-30 * at)
    for eighth in range(2 * beats):
        sound = 0.2 * snare if eighth % 2 else (kick, snare)[eighth // 2 % 2]
        room = audio[round(eighth * 30 / bpm * rate) :][: len(sound)]
        room += sound[: len(room)]
    soundfile.write(path, audio, rate)


async def test_renamed_files_are_read_again(tmp_path: Path) -> None:
    kit = tmp_path / "kit"
    kit.mkdir()
    loop(kit / "groove a.wav", 93)
    loop(kit / "groove b 140bpm.wav", 94)
    loop(kit / "groove c.wav", 95)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await analyse(ends)
        (kit / "groove a.wav").rename(kit / "groove a 140bpm Am.wav")
        (kit / "groove b 140bpm.wav").rename(kit / "groove b.wav")
        await ends.library.scan()
        (third,) = [one.id for one in await ends.library.samples() if "c.wav" in one.name]
        ends.library.post(library.RenameSample(third, "groove c 150bpm.wav"))
        await ends.library.done(library.FilesMoved)
        again, nothing = await analyse(ends), await analyse(ends)
        known = {one.name: one for one in await ends.library.samples()}
        by_key = await names(ends, Query(words="key:8A"))

    assert again.analysed >= 3
    assert nothing.analysed == 0
    assert known["groove a 140bpm Am.wav"].tempo == 140
    assert known["groove a 140bpm Am.wav"].analysis.tempo_confidence == 1
    assert known["groove b.wav"].tempo == pytest.approx(94, abs=0.1)
    assert known["groove c 150bpm.wav"].tempo == 150
    assert by_key == ["groove a 140bpm Am.wav"]


async def test_either_octave_is_found_where_it_is_open_which(tmp_path: Path) -> None:
    kit = tmp_path / "kit"
    kit.mkdir()
    loop(kit / "a.wav", 93)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await analyse(ends)
        (known,) = await ends.library.samples()
        reported = replace(known.analysis, tempo=174.0, tempo_confidence=0.45)
        unsure = replace(reported, other_tempo=87.0, other_confidence=0.4)
        found: list[tuple[int, ...]] = []
        for analysis in (reported, unsure):
            kept = Analysed(known.id, known.token, b"a.wav", analysis)
            order = partial(library.StoreAnalyses, ANALYSER, (kept,))
            await ask(ends.library.inbox.address, order, within=10)
            asked = ("bpm:174", "bpm:87", "bpm:170..180", "bpm<90", "bpm:100..160")
            found.append(tuple([len(await ends.library.list(Query(words=one))) for one in asked]))

    assert found == [(0, 0, 0, 0, 0), (1, 1, 1, 1, 0)]
