"""Duplicates of a real library: real files, processes and database."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

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
    return await ask(ends.inbox.address, embeddings.TakeDuplicates, within=60)


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

    assert report.problem == ""
    assert names(report) == [
        {
            kick.name: Kind.EXACT,
            "zz copy.wav": Kind.EXACT,
            "zz quiet.flac": Kind.NEAR,
            "zz low.wav": Kind.NEAR,
        }
    ]
    assert all(one.null is None or one.null < -40 for one in report.groups[0].members)


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

    assert names(report) == [{"again.wav": Kind.EXACT, "other.wav": Kind.EXACT}]


async def test_what_cannot_be_heard_is_found_if_it_is_equal(tmp_path: Path, kit: Path) -> None:
    for name in ("a.wav", "b.wav"):
        soundfile.write(kit / name, np.zeros(4_000), 44_100)
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        report = await found(ends)

    assert names(report) == [{"a.wav": Kind.EXACT, "b.wav": Kind.EXACT}]


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
        ends.post(embeddings.StopFindingDuplicates())
        ends.post(embeddings.FindDuplicates(Ticket(5)))
        early = await ends.until(embeddings.DuplicatesFound)
        event = await ends.until(embeddings.DuplicatesFound)

    assert (early.ticket, early.whole) == (Ticket(5), False)
    assert (event.ticket, event.whole) == (Ticket(5), True)
    assert [len(group.members) for group in event.report.groups] == [2]
