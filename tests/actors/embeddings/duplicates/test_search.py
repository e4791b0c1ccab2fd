"""Duplicates of a real library: real files, processes and database."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from actors.embeddings.duplicates import test_pool
from actors.embeddings.duplicates.ruled_out import NAME
from actors.embeddings.executor import Question
from actors.kernel.mailbox import Mailbox
from actors.kernel.reply import ask
from actors.messages import embeddings
from models.audio.units import Ticket
from models.duplicates.group import Kind
from models.duplicates.report import DuplicateReport
from tests.actors.embeddings.ends import Ends, running


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    folder = tmp_path / "kit"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder / "Kicks")
    return folder


async def found(ends: Ends) -> DuplicateReport:
    return await ask(ends.inbox.address, embeddings.QueryDuplicates, within=60)


def names(report: DuplicateReport) -> list[dict[str, Kind]]:
    return [
        {one.path.rsplit(b"/", 1)[-1].decode(): one.kind for one in group.members}
        for group in report.groups
    ]


async def test_copies_and_other_forms_of_one_sound_are_one_group(tmp_path: Path, kit: Path) -> None:
    kick = min((kit / "Kicks").glob("*.wav"))
    audio, rate = soundfile.read(kick, dtype="float32", always_2d=True)
    shutil.copy(kick, kit / "zz copy.wav")
    soundfile.write(kit / "zz quiet.flac", audio * 0.3, rate)
    soundfile.write(kit / "zz low.wav", soxr.resample(audio, rate, rate // 2), rate // 2)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        report = await found(ends)

    assert report.reason == ""
    assert names(report) == [
        {
            kick.name: Kind.BEST,  # the other is named as a copy
            "zz copy.wav": Kind.EXACT,
            "zz low.wav": Kind.NEAR,
            "zz quiet.flac": Kind.LIKELY,  # a drum is also made softer to be a layer of itself
        }
    ]
    assert all(one.null is None or one.null < -40 for one in report.groups[0].members)


async def test_a_longer_version_and_one_of_another_tail_are_never_the_same(tmp_path: Path) -> None:
    """A drum, and the same with a second of quiet noise behind it, in as much room or in more."""
    folder = tmp_path / "drums"
    folder.mkdir()
    chance, rate = np.random.default_rng(3), 44_100
    dry = chance.normal(0, 0.3, 8_820) * np.exp(-np.arange(8_820) / 1_760)
    tail = chance.normal(0, 1, rate)
    for name, level in (("room", -43), ("hall", -61)):
        quiet = tail * np.sqrt((dry**2).sum() / (tail**2).sum()) * 10 ** (level / 20)
        soundfile.write(folder / f"{name}.wav", np.concatenate([dry, quiet]), rate)
    soundfile.write(folder / "dry.wav", dry, rate)
    soundfile.write(folder / "gated.wav", np.pad(dry, (0, rate)), rate)
    async with running(tmp_path) as ends:
        await ends.library.add(folder)
        await ends.embed()
        report = await found(ends)

    assert report.groups
    kinds = {one.kind for group in report.groups for one in group.members}
    assert kinds == {Kind.BEST, Kind.LIKELY}


async def test_names_of_one_file_are_told_from_copies(tmp_path: Path, kit: Path) -> None:
    kick, other = sorted((kit / "Kicks").glob("*.wav"))[:2]
    (kit / "link.wav").symlink_to(kick)
    os.link(kick, kit / "hard.wav")
    shutil.copy(kick, kit / "zz copy.wav")
    (tmp_path / "away").symlink_to(kit / "Kicks")
    (kit / "other.wav").symlink_to(tmp_path / "away" / other.name)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        report = await found(ends)

    assert names(report) == [
        {
            kick.name: Kind.BEST,  # of the real ones its name says most
            "hard.wav": Kind.LINK,
            "link.wav": Kind.LINK,
            "zz copy.wav": Kind.EXACT,
        },
        {other.name: Kind.BEST, "other.wav": Kind.LINK},
    ]
    assert [one.link for one in report.groups[1].members] == [False, True]


async def test_any_number_of_copies_in_any_forms_is_one_group(tmp_path: Path, kit: Path) -> None:
    """More than are compared with each other, as each says something else beside its sound."""
    kick = min((kit / "Kicks").glob("*.wav"))
    audio, rate = soundfile.read(kick, dtype="float32", always_2d=True)
    for number in range(10):
        for form in ("wav", "flac"):
            path = kit / f"copy {number}.{form}"
            with soundfile.SoundFile(path, "w", rate, audio.shape[1], "PCM_16") as file:
                file.title = f"take {number}"
                file.write(audio)
            shutil.copy(path, kit / f"again {number}.{form}")
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        report = await found(ends)

    (group,) = report.groups
    assert len(group.members) == 41
    assert group.kind is Kind.NEAR
    assert len(group.surplus) == 40


async def test_files_that_differ_in_the_middle_only_are_no_copies(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    noise = np.random.default_rng(1).integers(-9_000, 9_000, 200_000).astype(np.int16)
    for name, sign in ("one.wav", 1), ("other.wav", -1), ("again.wav", -1):
        audio = noise.copy()
        audio[90_000:110_000] *= sign
        soundfile.write(folder / name, audio, 44_100)
    async with running(tmp_path) as ends:
        await ends.library.add(folder)
        report = await found(ends)

    assert names(report) == [{"again.wav": Kind.BEST, "other.wav": Kind.EXACT}]


async def test_what_cannot_be_heard_is_found_if_it_is_equal(tmp_path: Path, kit: Path) -> None:
    for name in ("a.wav", "b.wav"):
        soundfile.write(kit / name, np.zeros(4_000), 44_100)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        report = await found(ends)

    assert names(report) == [{"a.wav": Kind.BEST, "b.wav": Kind.EXACT}]


async def test_what_was_ruled_out_is_not_looked_at_again_and_copies_are(
    tmp_path: Path, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kick = min((kit / "Kicks").glob("*.wav"))
    audio, rate = soundfile.read(kick, dtype="float32", always_2d=True)
    soundfile.write(kit / "zz form.flac", audio, rate)
    asked: list[tuple[bytes, ...]] = []
    ask_worker = test_pool.Comparer._ask

    async def spied(comparer: test_pool.Comparer, *questions: Question) -> list[bytes]:
        asked.extend(question.paths for question in questions)
        return await ask_worker(comparer, *questions)

    monkeypatch.setattr(test_pool.Comparer, "_ask", spied)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        first, before = await found(ends), len(asked)
        again, after = await found(ends), len(asked) - before
        (tmp_path / "cache" / "alike" / NAME).write_bytes(b"no archive")
        third = await found(ends)

    assert before > after == 3, "the copy, and the fingerprints of both"
    assert len(asked) == 2 * before + after
    assert len(set(asked)) == before, "each file is read once for its fingerprint"
    assert first == again == third
    assert len(first.groups) == 1


async def test_a_program_hears_how_far_it_is(tmp_path: Path, kit: Path) -> None:
    reported: Mailbox[embeddings.DuplicatesProgressed] = Mailbox(99)
    take = partial(embeddings.QueryDuplicates, progress=reported.address)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        report = await ask(ends.inbox.address, take, within=60)
        heard = reported.take_nowait()

    assert report.tested
    assert heard is not None
    done = min(test_pool.STEP, report.tested)
    assert (heard.progress.done, heard.progress.total) == (done, report.tested)


async def test_an_empty_library_has_none(tmp_path: Path) -> None:
    async with running(tmp_path) as ends:
        assert (await found(ends)).groups == ()


async def test_a_window_is_told_and_who_asks_again_is_answered_once(
    tmp_path: Path, kit: Path
) -> None:
    kick = min((kit / "Kicks").glob("*.wav"))
    shutil.copy(kick, kit / "zz copy.wav")
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        ends.post(embeddings.FindDuplicates(Ticket(4)))
        ends.post(embeddings.StopDuplicateSearch())
        ends.post(embeddings.FindDuplicates(Ticket(5)))
        early = await ends.until(embeddings.DuplicatesFound)
        event = await ends.until(embeddings.DuplicatesFound)

    assert (early.ticket, early.whole) == (Ticket(5), False)
    assert (event.ticket, event.whole) == (Ticket(5), True)
    assert [len(group.members) for group in event.report.groups] == [2]


async def test_identical_files_are_reported_first_then_what_is_found(
    tmp_path: Path, kit: Path
) -> None:
    kick, other = sorted((kit / "Kicks").glob("*.wav"))[:2]
    shutil.copy(kick, kit / "zz copy.wav")
    audio, rate = soundfile.read(other, dtype="float32", always_2d=True)
    soundfile.write(kit / "zz form.flac", audio, rate)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        exact = await ask(
            ends.inbox.address, partial(embeddings.QueryDuplicates, exact=True), within=60
        )
        await ends.embed()
        ends.post(embeddings.FindDuplicates(Ticket(1)))
        reports = [await ends.until(embeddings.DuplicatesFound)]
        while not reports[-1].whole:
            reports.append(await ends.until(embeddings.DuplicatesFound))

    assert names(exact) == [{kick.name: Kind.BEST, "zz copy.wav": Kind.EXACT}]
    assert [len(event.report.groups) for event in reports] == [1, 2, 2]
    assert reports[0].report == exact
    assert reports[1].report.groups == reports[2].report.groups
