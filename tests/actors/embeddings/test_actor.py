"""Listening to a library, and asking what sounds alike: real files, processes and database."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from actors.embeddings import actor as room
from actors.embeddings import store
from actors.kernel.reply import ask
from actors.messages import embeddings, library
from models.audio.span import Span
from models.audio.units import Frames, SampleId, Ticket
from models.embedding.aspect import Aspect
from models.embedding.index import choice
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from tests.actors.embeddings.ends import Ends, running


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    """A few sounds of the demo library."""
    folder = tmp_path / "kit"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder / "Kicks")
    shutil.copytree(demo_sounds / "Pads", folder / "Pads")
    return folder


def files(kit: Path, folder: str) -> list[Path]:
    return sorted((kit / folder).iterdir())


async def samples(ends: Ends) -> dict[str, SampleId]:
    return {one.name: one.id for one in await ends.library.samples()}


def asked(
    ticket: int, among: dict[str, SampleId], question: SimilarityQuery
) -> embeddings.FindSimilar:
    ids = SampleIds(np.array(list(among.values()), np.int64))
    return embeddings.FindSimilar(Ticket(ticket), question, ids, 100)


async def test_all_samples_are_heard_once(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path) as ends:
        added = (await ends.library.add(kit)).added
        first = await ends.embed()
        second = await ends.embed()

    assert (first.embedded, first.known, first.failed, first.reason) == (added, 0, 0, "")
    assert (second.embedded, second.known, second.failed) == (0, added, 0)


async def test_only_what_changed_is_heard_again(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path) as ends:
        added = (await ends.library.add(kit)).added
        await ends.embed()
        changed = next(path for path in files(kit, "Kicks") if path.suffix == ".wav")
        soundfile.write(changed, np.random.default_rng(1).normal(0, 0.1, 9_000), 44_100)
        await ends.library.scan()
        report = await ends.embed()

    assert (report.embedded, report.known) == (1, added - 1)


async def test_equal_files_are_heard_once_for_all(tmp_path: Path, kit: Path) -> None:
    one = next(path for path in files(kit, "Kicks") if path.suffix == ".wav")
    copies = [kit / f"copy {number}.wav" for number in range(3)]
    for path in copies[:2]:
        shutil.copy(one, path)
    async with running(tmp_path) as ends:
        added = (await ends.library.add(kit)).added
        first = await ends.embed()
        shutil.copy(one, copies[2])  # one that comes later
        await ends.library.scan()
        second = await ends.embed()
        (answer,) = await ends.neighbours(os.fsencode(one), limit=3)

    assert (first.embedded, first.known) == (added - 2, 2)
    assert (second.embedded, second.known) == (0, added + 1)
    assert {one.path for one in answer.neighbours} == {os.fsencode(path) for path in copies}
    assert min(one.score for one in answer.neighbours) == pytest.approx(1, abs=1e-5)


async def test_files_that_differ_in_their_middle_only_are_heard_each(
    tmp_path: Path, kit: Path
) -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, 200_000)  # 400 kB: more than a token sees
    for name, tone in (("one.wav", 0.05), ("other.wav", 0.2)):
        sound[90_000:110_000] = np.sin(np.arange(20_000) * tone)
        soundfile.write(kit / name, sound, 44_100)
    async with running(tmp_path) as ends:
        added = (await ends.library.add(kit)).added
        report = await ends.embed()
        (answer,) = await ends.neighbours(os.fsencode(kit / "one.wav"), limit=1)

    assert report.embedded == added
    assert answer.neighbours[0].path == os.fsencode(kit / "other.wav")
    assert answer.neighbours[0].score < 0.9999


async def test_a_name_that_is_no_text_is_heard_like_any_other(tmp_path: Path, kit: Path) -> None:
    kick = next(path for path in files(kit, "Kicks") if path.suffix == ".wav")
    odd, copy = (os.fsencode(folder) + b"/\xff\xe9.wav" for folder in (kit, tmp_path))
    audio, rate = soundfile.read(kick)
    soundfile.write(kit / "odd.wav", audio * 0.5, rate)
    (kit / "odd.wav").rename(os.fsdecode(odd))
    async with running(tmp_path) as ends:
        added = (await ends.library.add(kit)).added
        report = await ends.embed()
        (inside,) = await ends.neighbours(odd, limit=1)
        shutil.copy(os.fsdecode(odd), os.fsdecode(copy))
        (outside,) = await ends.neighbours(copy, limit=1)

    assert (report.embedded, report.failed) == (added, 0)
    assert [one.path for one in inside.neighbours] == [os.fsencode(kick)]
    assert [one.path for one in outside.neighbours] == [odd]


STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "empty file"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "words": (lambda path: path.write_bytes(b"no sound at all"), "not an audio file"),
    "pipe": (os.mkfifo, "not a file"),
    "gone": (lambda path: None, "file not found"),
}


async def test_why_a_file_cannot_be_compared_is_told(tmp_path: Path, kit: Path) -> None:
    answers = {}
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        for name, (make, _) in STRANGE.items():
            path = tmp_path / f"{name}.wav"
            make(path)
            (answer,) = await ends.neighbours(os.fsencode(path))
            answers[name] = answer.reason.lower()

    for name, (_, reason) in STRANGE.items():
        assert answers[name].startswith(reason), name


async def test_what_cannot_be_heard_is_recorded_with_a_reason_and_not_tried_again(
    tmp_path: Path, kit: Path
) -> None:
    soundfile.write(kit / "silence.wav", np.zeros(4_000), 44_100)
    soundfile.write(kit / "cut.flac", np.random.default_rng(1).normal(0, 0.1, 90_000), 44_100)
    whole = (kit / "cut.flac").read_bytes()
    (kit / "cut.flac").write_bytes(whole[:200])
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        report = await ends.embed()
        again = await ends.embed()
        (answer,) = await ends.neighbours(os.fsencode(kit / "silence.wav"))
    with closing(sqlite3.connect(tmp_path / "library.db")) as database:
        problems = [why for (why,) in database.execute("SELECT problem FROM embedding") if why]

    assert report.failed >= 1
    assert again.embedded == again.failed == 0
    assert len(problems) == report.failed
    assert "silent" in answer.reason
    assert not answer.neighbours


async def test_the_nearest_of_a_kick_are_kicks_best_first_without_itself(
    tmp_path: Path, kit: Path
) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        kick = os.fsencode(files(kit, "Kicks")[0])
        (answer,) = await ends.neighbours(kick, limit=4)

    scores = [one.score for one in answer.neighbours]
    assert answer.reason == ""
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert kick not in [one.path for one in answer.neighbours]
    assert all(b"/Kicks/" in one.path for one in answer.neighbours)


async def test_a_file_from_elsewhere_finds_its_twin(tmp_path: Path, kit: Path) -> None:
    original = files(kit, "Pads")[0]
    outside = tmp_path / f"outside{original.suffix}"
    shutil.copy(original, outside)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        (answer, missing) = await ends.neighbours(os.fsencode(outside), b"/no/such file.wav")

    assert answer.neighbours[0].path == os.fsencode(original)
    assert answer.neighbours[0].score == pytest.approx(1.0, abs=1e-3)
    assert "file not found" in missing.reason


async def test_only_what_is_among_is_compared(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        known = await samples(ends)
        pads = {name: one for name, one in known.items() if name.startswith("Pad")}
        kick = next(one for name, one in known.items() if name.startswith("Kick"))
        ends.post(asked(7, pads, SimilarityQuery((Sound(b"", kick),))))
        found = await ends.until(embeddings.SimilarFound)

    assert found.ticket == 7
    assert found.answer.compared == len(pads)
    assert set(found.answer.ids.array.tolist()) == set(pads.values())
    assert set(found.answer.parts) == set(Aspect)
    assert all(len(part) == len(pads) for part in found.answer.parts.values())


async def test_a_part_an_unwanted_sound_and_weights_make_another_order(
    tmp_path: Path, kit: Path
) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        known = await samples(ends)
        kicks = files(kit, "Kicks")
        one, other = (Sound(os.fsencode(path), known[path.name]) for path in kicks[:2])
        part = Sound(one.path, one.sample, Span(Frames(0), Frames(3_000)))
        orders = []
        for number, question in enumerate(
            (
                SimilarityQuery((one,)),
                SimilarityQuery((part,)),
                SimilarityQuery((one,), (other,)),
                SimilarityQuery((one,), weights={Aspect.ENVELOPE: 1.0}),
            )
        ):
            ends.post(asked(number, known, question))
            found = await ends.until(embeddings.SimilarFound)
            assert found.reason == ""
            orders.append(
                [
                    (int(i), round(float(s), 4))
                    for i, s in zip(found.answer.ids.array, found.answer.scores, strict=True)
                ]
            )

    assert len({tuple(order) for order in orders}) == 4
    unlike = [sample for sample, _ in orders[2]]
    assert other.sample not in unlike  # what is asked with is left out


async def test_who_asks_before_anything_was_heard_is_told_to_wait_and_it_is_heard(
    tmp_path: Path, kit: Path
) -> None:
    async with running(tmp_path, eager=False) as ends:
        await ends.library.add(kit)
        known = await samples(ends)
        question = SimilarityQuery((Sound(b"", next(iter(known.values()))),))
        ends.post(asked(1, known, question))
        first = await ends.until(embeddings.SimilarFound)
        ended = await ends.until(embeddings.EmbeddingEnded)
        ends.post(asked(2, known, question))
        second = await ends.until(embeddings.SimilarFound)

    assert first.waiting
    assert ended.done is not None
    assert ended.done.embedded == len(known)
    assert second.answer.compared == len(known)


async def test_who_asks_in_the_middle_of_the_first_round_hears_of_all_that_it_embeds(
    tmp_path: Path, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another round follows for the question, which finds nothing more to embed."""
    monkeypatch.setattr(room, "CALM", 0.0)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        known = await samples(ends)
        question = SimilarityQuery((Sound(b"", next(iter(known.values()))),))
        ends.post(embeddings.PauseEmbedding(True))
        ends.post(embeddings.StartEmbedding(Ticket(3)))
        await ends.until(embeddings.EmbeddingProgressed)
        ends.post(asked(1, known, question))
        first = await ends.until(embeddings.SimilarFound)
        ends.post(embeddings.PauseEmbedding(False))
        ended = await ends.until(embeddings.EmbeddingEnded)

    assert first.waiting
    assert ended.done is not None
    assert (ended.done.embedded, ended.done.known) == (len(known), 0)


async def test_listening_tells_how_far_it_is_and_can_be_stopped(
    tmp_path: Path, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "CALM", 0.0)
    async with running(tmp_path) as ends:
        total = (await ends.library.add(kit)).added
        ends.post(embeddings.StartEmbedding(Ticket(3)))
        ends.post(embeddings.StopEmbedding())
        stopped = await ends.until(embeddings.EmbeddingEnded)
        ends.post(embeddings.StartEmbedding(Ticket(4)))
        begun = (await ends.until(embeddings.EmbeddingProgressed)).progress
        progress = (await ends.until(embeddings.EmbeddingProgressed)).progress
        ended = await ends.until(embeddings.EmbeddingEnded)

    assert (stopped.ticket, stopped.done) == (3, None)
    assert (begun.done, begun.total) == (0, total)
    assert (progress.ticket, progress.done, progress.total) == (4, total, total)
    assert progress.rate > 0
    assert ended.done is not None
    assert ended.done.embedded == total


async def test_a_program_does_not_listen_by_itself(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path, eager=False) as ends:
        await ends.library.add(kit)
        ends.post(embeddings.StartEmbedding(Ticket(3)))
        vectors = await ask(ends.inbox.address, embeddings.FetchVectors, within=30)

    assert vectors.paths == ()


async def test_all_vectors_are_handed_out(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path) as ends:
        added = (await ends.library.add(kit)).added
        await ends.embed()
        found = await ask(ends.inbox.address, embeddings.FetchVectors, within=30)

    assert len(set(found.paths)) == added
    assert found.vectors.shape[0] == added
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-4)
    assert found.model


async def test_a_source_that_comes_back_is_compared_again_without_being_heard(
    tmp_path: Path, kit: Path
) -> None:
    async with running(tmp_path) as ends:
        added = (await ends.library.add(kit)).added
        await ends.embed()
        (source,) = {sample.source for sample in await ends.library.samples()}
        ends.library.post(library.RemoveSource(source))
        await ends.library.done(library.SourcesChanged)
        await ends.embed()
        gone = await ask(ends.inbox.address, embeddings.FetchVectors, within=30)
        ends.library.post(library.Undo())
        await ends.library.done(library.SourcesChanged)
        report = await ends.embed()
        back = await ask(ends.inbox.address, embeddings.FetchVectors, within=30)

    assert len(gone.paths) == 0
    assert (report.embedded, report.known) == (0, added)
    assert len(set(back.paths)) == added


async def test_a_very_large_library_is_linked_and_answers_the_same(
    tmp_path: Path, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "CALM", 0.0)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        ends.post(embeddings.StartEmbedding(Ticket(1)))
        await ends.until(embeddings.EmbeddingEnded)
        known = await samples(ends)
        question = SimilarityQuery((Sound(b"", next(iter(known.values()))),))
        ends.post(asked(2, known, question))
        before = await ends.until(embeddings.SimilarFound)
    monkeypatch.setattr(choice, "GRAPH_FROM", 5)
    with monkeypatch.context() as without:  # no library of graphs is installed
        without.setattr(store, "available_kinds", tuple)
        async with running(tmp_path) as ends:
            for ticket in 11, 12:
                ends.post(asked(ticket, known, question))
                alone = await ends.until(embeddings.SimilarFound)
                assert alone.answer.ids.array.tolist() == before.answer.ids.array.tolist()
    assert not (tmp_path / "cache" / "alike" / "neighbours.index").exists()
    async with running(tmp_path) as ends:
        ends.post(asked(3, known, question))  # until then no memory is spent on it
        linking = await ends.until(embeddings.SimilarFound)
        with trio.fail_after(60):
            while not (tmp_path / "cache" / "alike" / "neighbours.index").exists():  # noqa: ASYNC110 - a thread writes it
                await trio.sleep(0.02)
        ends.post(asked(4, known, question))
        after = await ends.until(embeddings.SimilarFound)

    assert linking.answer.ids.array.tolist() == before.answer.ids.array.tolist()
    assert after.answer.ids.array.tolist() == before.answer.ids.array.tolist()
