"""No content of a folder stops a scan: each invalid file is a row with an error."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from actors.library.errors import Vanished
from actors.library.scan.content import read_content
from actors.messages import library
from models.audio.units import Ticket
from models.library.file import Entry
from tests.actors.library.ends import running, write


def _cut(path: Path, count: int) -> None:
    path.write_bytes(path.read_bytes()[:count])


async def test_a_folder_of_bad_files_is_scanned_calmly(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    root.mkdir()
    noise = np.random.default_rng(1).uniform(-1, 1, 44100)
    for ending in ("wav", "flac", "mp3", "ogg"):
        soundfile.write(root / f"half.{ending}", noise, 44100)
        _cut(root / f"half.{ending}", (root / f"half.{ending}").stat().st_size // 2)
    (root / "empty.wav").touch()
    (root / "text.wav").write_text("text")
    soundfile.write(root / "wide.wav", np.zeros((10, 32)), 384_000)
    soundfile.write(root / "nan.wav", np.full(10, np.nan), 44100, "FLOAT")
    soundfile.write(os.fsencode(root) + b"/\xff\xfe.wav", noise, 44100)
    write(root / ("x" * 251 + ".wav"))
    (root / "gone.wav").symlink_to("nowhere")
    async with running(tmp_path / "home") as ends:
        ended = await ends.add(root)
        samples = await ends.samples()
        again = await ends.scan()

    errors = {sample.name: sample.error for sample in samples if sample.error}
    assert errors == {
        "empty.wav": "empty file",
        "text.wav": "not an audio file",
        "half.ogg": "contains no audio",  # noise fills pages, and its only one is not whole
    }
    assert {sample.path.rpartition(b"/")[2] for sample in samples if not sample.error} >= {
        b"\xff\xfe.wav",
        b"x" * 251 + b".wav",
        b"half.mp3",
        b"half.flac",
        b"wide.wav",
        b"nan.wav",
    }
    assert (ended.added, ended.missing) == (10, 0)
    assert ended.reason.endswith(" and 3 more")
    assert (again.added, again.updated, again.missing) == (0, 0, 0)
    for report in (ended, again):  # as many as the list shows; and the broken link
        assert (report.unreadable, report.skipped) == (len(errors), 1)


async def test_a_repaired_file_loses_its_error(tmp_path: Path) -> None:
    path = tmp_path / "sounds" / "a.wav"
    write(path)
    _cut(path, 20)
    async with running(tmp_path / "home") as ends:
        await ends.add(path.parent)
        (before,) = await ends.samples()
        write(path)
        await ends.scan()
        (after,) = await ends.samples()

    assert before.error
    assert (after.id, after.error, after.frames) == (before.id, "", 100)


async def test_files_that_vanish_in_a_scan_are_left_out(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    first = write(root / "a" / "0.wav")
    for number in range(1, 1500):
        (root / f"{number % 7}").mkdir(exist_ok=True)
        os.link(first, root / f"{number % 7}" / f"{number}.wav")
    async with running(tmp_path / "home") as ends:
        ends.post(library.AddSource(Ticket(1), os.fsencode(root)))
        await ends.until(library.ScanProgressed)
        await trio.to_thread.run_sync(shutil.rmtree, root / "3")
        await ends.until(library.ScanEnded)
        await ends.scan()
        samples = await ends.samples()

    there = {sample.path for sample in samples if not sample.missing}
    assert there == {os.fsencode(path) for path in root.rglob("*.wav")}


def test_a_file_that_is_gone_when_it_is_opened_has_vanished(tmp_path: Path) -> None:
    with pytest.raises(Vanished):
        read_content(os.fsencode(tmp_path), Entry(b"", b"a.wav", 1, 1))
    with pytest.raises(Vanished):
        read_content(os.fsencode(write(tmp_path / "a.wav")), Entry(b"", b"b.wav", 1, 1))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_became_something_else_is_no_file(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "a.wav")

    content = read_content(os.fsencode(tmp_path), Entry(b"", b"a.wav", 1, 1))
    assert content.error
    assert not content.token


async def test_real_recordings_are_scanned_like_soundfile_sees_them(
    tmp_path: Path, demo_sounds: Path
) -> None:
    folder = Path(os.environ.get("SEMPAL_TEST_SAMPLES", demo_sounds))
    async with running(tmp_path / "home") as ends:
        ended = await ends.add(folder)
        samples = await ends.samples()

    assert ended.added == len(samples) > 40
    assert [sample.error for sample in samples if sample.error] == []
    for sample in samples:
        reported = soundfile.info(sample.path)
        assert (sample.frames, sample.rate, sample.channels) == (
            reported.frames,
            reported.samplerate,
            reported.channels,
        )
