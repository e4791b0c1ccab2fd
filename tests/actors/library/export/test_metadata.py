"""Chunks and tags are carried over, as read by third-party programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.library.export import manifest
from actors.library.export.clip import write_clip
from actors.library.export.placement import file_digest
from models.library.export.settings import Container, Depth, ExportSettings, Layout
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.picture import Picture
from models.metadata.reader import read_metadata
from models.metadata.rhythm import Rhythm
from tests.actors.library.export.test_job import exported
from tests.models.metadata import files

FRAMES = 2 * files.RATE
TAG = files.id3(
    files.frame(b"TIT2", b"\0Pad"),
    files.frame(b"TBPM", b"\x00120"),
    files.frame(b"TKEY", b"\0Am"),
    files.frame(b"APIC", b"\0image/png\0\3\0PNG"),
)


def noise(empty: bytes) -> bytes:
    """Return a WAV that is not silent."""
    values = np.random.default_rng(1).uniform(-0.5, 0.5, FRAMES) * 32767
    return empty[: -2 * FRAMES] + values.astype("<i2").tobytes()


def pad(folder: Path) -> Path:
    path = folder / "in/pad.wav"
    path.parent.mkdir(parents=True)
    path.write_bytes(
        noise(
            files.wave(
                files.smpl((11_025, 66_149)),
                files.cue(22_050),
                files.labels(_1="hit"),
                files.acid(120, 4),
                files.bext("Rain", 88_200, loudness=True, history="A=ANALOGUE\r\n"),
                files.info(IART="Me"),
                files.chunk(b"id3 ", TAG),
                files.chunk(b"strc", b"1234"),
                frames=FRAMES,
            )
        )
    )
    return path


def found(path: Path) -> Metadata:
    with path.open("rb") as file:
        return read_metadata(file)


def asked(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_another_rate_moves_positions_with_the_sound(tmp_path: Path) -> None:
    report = exported(tmp_path / "out", [pad(tmp_path)], ExportSettings(rate=96_000))
    made = tmp_path / "out/pad.wav"
    reported = found(made)

    assert report.left_out == ("pad.wav: strc: not known to sempal",)
    assert reported.loops == (Loop(24_000, 144_000),)
    assert reported.markers == (Marker(48_000, "hit"),)
    assert reported.rhythm == Rhythm(note=57, beats=4, tempo=120.0, flags=6)
    assert reported.tags.first("BPM") == "120"
    assert reported.tags.pictures == (Picture(b"PNG", "image/png"),)
    seen = {
        line.partition(":")[0].strip(): line.partition(":")[2].strip()
        for line in asked("mediainfo", made).splitlines()
    }
    assert (seen["Track name"], seen["Performer"], seen["Initial key"]) == ("Pad", "Me", "Am")
    assert seen["Encoded date"] == "2026-11-29 10:11:12"
    assert seen["LoudnessValue"] == "-23.00"
    assert seen["Encoding settings"] == "A=ANALOGUE / A=PCM,F=96000,W=16,M=mono,T=sempal"
    assert reported.broadcast is not None
    assert reported.broadcast.reference_frames == 192_000


def test_an_aiff_has_its_loop_in_sox_as_well(tmp_path: Path) -> None:
    path = tmp_path / "in/pad.aif"
    path.parent.mkdir()
    path.write_bytes(
        files.aiff(
            files.mark((1, 100, b"beg"), (2, 900, b"end"), (3, 500, b"hit")),
            files.inst(62, -20, (1, 1, 2), (0, 0, 0)),
            files.big(b"NAME", b"Pad"),
        )
    )
    assert exported(tmp_path / "out", [path], ExportSettings(rate=88_200)).left_out == ()
    reported = asked("sox", "-V4", tmp_path / "out/pad.aif", "-n")
    assert "start:    200" in reported
    assert "end:     1800" in reported
    assert found(tmp_path / "out/pad.aif").loops == (Loop(200, 1800),)
    assert found(tmp_path / "out/pad.aif").markers == (Marker(1000, "hit"),)


def test_flac_holds_what_wav_does(tmp_path: Path) -> None:
    path = pad(tmp_path)
    exported(tmp_path / "out", [path], ExportSettings(container=Container.FLAC))
    made = tmp_path / "out/pad.flac"
    before, after = found(path), found(made)

    assert (after.loops, after.markers, after.rhythm) == (
        before.loops,
        before.markers,
        before.rhythm,
    )
    assert after.tags == before.tags
    reported = asked("sox", "--i", made)
    assert "TITLE=Pad" in reported
    assert "LOOPSTART=11025" in reported
    assert "Cover MIME" in asked("mediainfo", made)
    assert np.array_equal(soundfile.read(made)[0], soundfile.read(path)[0])


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (ExportSettings(peak=-1.0), "pad.wav: bext loudness: the level changed"),
        (ExportSettings(layout=Layout.STEREO), "pad.wav: bext loudness: the channels were mixed"),
    ],
)
def test_loudness_that_is_not_true_any_more_is_left_out(
    tmp_path: Path, settings: ExportSettings, line: str
) -> None:
    report = exported(tmp_path / "out", [pad(tmp_path)], settings)
    reported = found(tmp_path / "out/pad.wav").broadcast
    assert reported is not None
    assert reported.loudness is None
    assert line in report.left_out


def test_what_was_left_out_is_told_again_for_files_that_stay(tmp_path: Path) -> None:
    path, settings = pad(tmp_path), ExportSettings(depth=Depth.INT24)
    first = exported(tmp_path / "out", [path], settings)
    again = exported(tmp_path / "out", [path], settings)
    listed = json.loads((tmp_path / "out" / manifest.NAME).read_text("utf-8"))["files"]

    assert (first.written, again.unchanged) == (1, 1)
    assert first.left_out == again.left_out == ("pad.wav: strc: not known to sempal",)
    assert listed["pad.wav"]["left_out"] == ["strc: not known to sempal"]


def test_files_that_were_converted_without_chunks_are_made_again(tmp_path: Path) -> None:
    path, settings = pad(tmp_path), ExportSettings(depth=Depth.INT24)
    exported(tmp_path / "out", [path], settings)
    made = tmp_path / "out/pad.wav"
    whole = made.read_bytes()
    made.write_bytes(whole[: whole.index(b"bext")])  # as an earlier version left it
    listing = tmp_path / "out" / manifest.NAME
    content = json.loads(listing.read_text("utf-8"))
    entry = content["files"]["pad.wav"]
    del entry["left_out"]
    entry |= {
        "key": "of an earlier version",
        "hash": file_digest(made),
        "size": made.stat().st_size,
        "mtime_ns": made.stat().st_mtime_ns,
    }
    listing.write_text(json.dumps(content), "utf-8")

    assert exported(tmp_path / "out", [path], settings).written == 1
    assert made.read_bytes() == whole


def test_copies_have_every_byte(tmp_path: Path) -> None:
    path = pad(tmp_path)
    report = exported(tmp_path / "out", [path], ExportSettings())
    assert (tmp_path / "out/pad.wav").read_bytes() == path.read_bytes()
    assert report.left_out == ()


def test_a_clip_has_what_lies_in_it(tmp_path: Path) -> None:
    clip = write_clip(bytes(pad(tmp_path)), 11_000, 66_200, tmp_path)
    reported = found(clip.path)

    assert reported.loops == (Loop(25, 55_150),)
    assert reported.markers == (Marker(11_050, "hit"),)
    assert reported.rhythm is not None
    assert (reported.rhythm.beats, reported.rhythm.tempo) == (3, 120.0)
    assert reported.broadcast is not None
    assert reported.broadcast.reference_frames == 99_200
    assert clip.left_out == (
        "bext loudness: it was that of the whole file",
        "strc: not known to sempal",
    )


def test_a_clip_names_the_loop_that_it_cuts(tmp_path: Path) -> None:
    clip = write_clip(bytes(pad(tmp_path)), 11_026, 66_200, tmp_path)
    assert found(clip.path).loops == ()
    assert "1 loop: cut by the edge of the clip" in clip.left_out


def test_a_clip_of_an_ogg_keeps_its_tags(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    with soundfile.SoundFile(path, "w", 44_100, 1, "VORBIS", format="OGG") as file:
        file.title = "Pad"
        file.write(np.zeros(4000))
    clip = write_clip(bytes(path), 100, 3000, tmp_path)
    assert clip.path.suffix == ".wav"
    assert found(clip.path).tags.first("TITLE") == "Pad"


def test_the_sound_is_what_it_is_without_them(tmp_path: Path) -> None:
    path = pad(tmp_path)
    exported(tmp_path / "out", [path], ExportSettings(container=Container.WAV, depth=Depth.INT24))
    made, _ = soundfile.read(tmp_path / "out/pad.wav", dtype="int32")
    assert np.array_equal(made, soundfile.read(path, dtype="int32")[0])
