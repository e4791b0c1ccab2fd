"""What an edit leaves as it was: format, chunks and tags, told by other programs too."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.library.edits.renderer import Rendered, render
from models.audio.span import Span
from models.audio.units import Frames
from models.edit.edit import Edit, Op
from models.edit.report import Hindrance, NotEdited
from models.library.export.settings import Depth
from models.metadata.insertion import append_chunks, rewrite_flac
from models.metadata.reader import read_metadata
from models.metadata.vorbis import write_comments

RATE, FRAMES = 48_000, 2_000


def span(start: int, end: int) -> Span:
    return Span(Frames(start), Frames(end))


def chunk(tag: bytes, body: bytes) -> bytes:
    return tag + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def big(tag: bytes, body: bytes) -> bytes:
    return tag + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)


def edited(path: Path, edit: Edit) -> tuple[Path, Rendered]:
    place = path.with_name(f"new-{path.name}")
    return place, render(os.fsencode(path), edit, place, lambda _: None, keep_time=False)


def walked(data: bytes, *, big_endian: bool = False) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "big" if big_endian else "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def integers(path: Path) -> np.ndarray:
    return np.asarray(soundfile.read(path, dtype="int32", always_2d=True)[0])


def tagged_wave(path: Path, subtype: str = "PCM_24") -> Path:
    """Write a WAV with every chunk that holds positions, and with chunks nobody knows."""
    noise = np.random.default_rng(7).uniform(-0.5, 0.5, (FRAMES, 2))
    soundfile.write(path, noise, RATE, subtype)
    loops = struct.pack("<6I", 1, 0, 500, 999, 0, 0) + struct.pack("<6I", 2, 0, 100, 1_899, 7, 3)
    smpl = struct.pack("<9I", 1, 2, 20_833, 61, 5, 0, 0, 2, 3) + loops + b"abc"
    points = [(1, 200), (2, 700), (3, 1_500)]
    cue = struct.pack("<I", 3) + b"".join(
        struct.pack("<II4sIII", number, at, b"data", 0, 0, at) for number, at in points
    )
    labels = b"".join(chunk(b"labl", struct.pack("<I", n) + b"mark%d\0" % n) for n, _ in points)
    labels += chunk(b"ltxt", struct.pack("<II4s4H", 2, 100, b"rgn ", 0, 0, 0, 0))
    bext = bytearray(602)
    bext[:4] = b"take"
    struct.pack_into("<QH", bext, 338, 1_000_000, 2)
    struct.pack_into("<5h", bext, 412, -2300, 500, -100, -1800, -2000)
    ixml = b"<BWFXML><SPEED><TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>1000000"
    ixml += b"</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO></SPEED></BWFXML>"
    acid = struct.pack("<IHHfIHHf", 0, 60, 0x8000, 0.0, 8, 4, 4, 120.0)
    with path.open("rb+") as file:
        append_chunks(
            file,
            (
                chunk(b"smpl", smpl),
                chunk(b"cue ", cue),
                chunk(b"LIST", b"adtl" + labels),
                chunk(b"bext", bytes(bext) + b"A=PCM"),
                chunk(b"iXML", ixml),
                chunk(b"acid", acid),
                chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Kick\0\0")),
                chunk(b"qwer", b"\xff\0nobody knows this"),
                chunk(b"PAD ", bytes(33)),
            ),
        )
    return path


def test_positions_move_as_the_edit_moved_them_and_the_rest_stays(tmp_path: Path) -> None:
    path = tagged_wave(tmp_path / "a.wav")
    before = dict(walked(path.read_bytes()))
    place, made = edited(path, Edit(Op.CROP, span(400, 1_600)))
    with place.open("rb") as file:
        found = read_metadata(file)
    assert [(loop.start, loop.end) for loop in found.loops] == [(100, 600)]
    assert [(one.frame, one.label, one.length) for one in found.markers] == [
        (300, "mark2", 100),
        (1_100, "mark3", 0),
    ]
    assert found.broadcast is not None
    assert found.broadcast.reference_frames == 1_000_400
    assert found.broadcast.loudness == (32_767,) * 5
    assert b"_LO>1000400<" in found.ixml
    assert found.rhythm is not None
    assert found.rhythm.beats == round(8 * 1_200 / FRAMES)
    assert made.notes == ("1 loop: cut by the edit", "1 marker: in what was removed")
    after = dict(walked(place.read_bytes()))
    for tag in (b"qwer", b"PAD ", b"fmt "):
        assert after[tag] == before[tag]
    assert after[b"smpl"][-3:] == b"abc"
    assert [tag for tag, _ in walked(place.read_bytes())] == [
        tag for tag, _ in walked(path.read_bytes())
    ]
    said = subprocess.run(["soxi", place], capture_output=True, text=True, check=True).stdout
    assert "= 1200 samples" in said
    said = subprocess.run(["mediainfo", place], capture_output=True, text=True, check=True).stdout
    assert "Kick" in said


@pytest.mark.parametrize("op", [Op.REVERSE, Op.GAIN, Op.SILENCE])
def test_without_moves_every_chunk_but_the_audio_is_the_same(tmp_path: Path, op: Op) -> None:
    path = tagged_wave(tmp_path / "a.wav")
    place, _ = edited(path, Edit(op, span(50, 60), level=-3))
    before, after = path.read_bytes(), place.read_bytes()
    assert len(before) == len(after)
    for (tag, body), (other, now) in zip(walked(before), walked(after), strict=True):
        assert tag == other
        same = body == now
        changes = {b"data", b"bext"} | ({b"smpl", b"cue ", b"LIST"} if op is Op.REVERSE else set())
        assert same or tag in changes
    assert np.array_equal(np.delete(integers(path), range(50, 60), 0),
                          np.delete(integers(place), range(50, 60), 0))  # fmt: skip


CONTAINERS = [
    *((ending, "WAV", one) for ending, one in (("wav", "PCM_U8"), ("wav", "PCM_16"),
      ("wav", "PCM_24"), ("wav", "PCM_32"), ("wav", "FLOAT"), ("wav", "DOUBLE"))),
    ("wav", "WAVEX", "PCM_24"), ("wav", "RF64", "PCM_16"),
    ("aif", "AIFF", "PCM_16"), ("aif", "AIFF", "PCM_24"), ("aif", "AIFF", "FLOAT"),
    ("aif", "AIFF", "PCM_S8"),
    ("flac", "FLAC", "PCM_16"), ("flac", "FLAC", "PCM_24"), ("flac", "FLAC", "PCM_S8"),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "container", "subtype"), CONTAINERS, ids=str)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_what_is_not_edited_is_the_same_in_every_container(
    ending: str,
    container: str,
    subtype: str,
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    """Values outside of the span are the same bit for bit; format, rate and depth stay."""
    folder = tmp_path_factory.mktemp("c")
    path = folder / f"a.{ending}"
    channels = data.draw(st.integers(1, 3))
    frames = data.draw(st.integers(2, 300))
    start = data.draw(st.integers(0, frames - 2))
    end = data.draw(st.integers(start + 1, frames - 1))
    op = data.draw(st.sampled_from([Op.CROP, Op.TRIM_OUT, Op.REVERSE, Op.SILENCE, Op.FADE_OUT]))
    noise = np.random.default_rng(frames).uniform(-0.5, 0.5, (frames, channels))
    soundfile.write(path, noise, RATE, subtype, format=container)
    try:
        place, made = edited(path, Edit(op, span(start, end)))
    except NotEdited as error:
        assert error.hindrance is Hindrance.SAME  # noqa: PT017 - one of both
        return
    before, after = soundfile.info(path), soundfile.info(place)
    assert (after.format, after.subtype, after.samplerate, after.channels) == (
        *(before.format, before.subtype, before.samplerate, before.channels),
    )
    dtype = "float64" if subtype in {"FLOAT", "DOUBLE"} else "int32"
    old, new = (soundfile.read(one, dtype=dtype, always_2d=True)[0] for one in (path, place))
    assert len(new) == made.positions.new
    changed = range(start, end) if op in {Op.SILENCE, Op.FADE_OUT} else range(0)
    for frame in range(frames):
        to = made.positions.frame(frame)
        if to is not None and frame not in changed:
            assert np.array_equal(old[frame], new[to])
    if op is Op.SILENCE:
        assert not new[start:end].any()
    if container != "RF64":  # sox does not know it
        said = subprocess.run(["soxi", "-s", place], capture_output=True, text=True, check=False)
        assert said.stdout.strip() in {str(len(new)), ""}, said


def test_flac_keeps_comments_pictures_and_foreign_chunks(tmp_path: Path) -> None:
    path, bare = tmp_path / "a.flac", tmp_path / "bare.flac"
    noise = np.random.default_rng(7).uniform(-0.5, 0.5, (FRAMES, 2))
    soundfile.write(bare, noise, RATE, "PCM_16")
    fields = (("TITLE", "Käse"), ("LOOPSTART", "500"), ("LOOPLENGTH", "100"),
              ("REPLAYGAIN_TRACK_GAIN", "-3 dB"))  # fmt: skip
    smpl = struct.pack("<9I", 0, 0, 0, 60, 0, 0, 0, 1, 0) + struct.pack("<6I", 1, 0, 500, 599, 0, 0)
    blocks = (
        b"\x04" + write_comments(fields),
        b"\x02riff" + chunk(b"smpl", smpl),
        b"\x02abcd" + b"not ours",
        b"\x06"
        + struct.pack(">II", 3, 9)
        + b"image/png"
        + struct.pack(">IIIIII", 0, 1, 1, 24, 0, 4)
        + b"\x89PNG",
    )
    with bare.open("rb") as source, path.open("wb") as target:
        rewrite_flac(source, target, blocks)
    place, made = edited(path, Edit(Op.CROP, span(400, 1_600)))
    with place.open("rb") as file:
        found = read_metadata(file)
    tags = dict(found.tags.fields)
    assert tags["TITLE"] == "Käse"
    assert "REPLAYGAIN_TRACK_GAIN" not in tags
    assert made.notes == ("REPLAYGAIN_TRACK_GAIN: the sound changed",)
    assert [(loop.start, loop.end) for loop in found.loops] == [(100, 200)]
    assert found.tags.pictures[0].data == b"\x89PNG"
    data = place.read_bytes()
    assert b"abcdnot ours" in data
    assert b"LOOPSTART=100" in data
    assert np.array_equal(integers(place), integers(path)[400:1_600])


def test_loops_of_aiff_move_with_their_markers(tmp_path: Path) -> None:
    path = tmp_path / "a.aiff"
    noise = np.random.default_rng(7).uniform(-0.5, 0.5, (FRAMES, 2))
    soundfile.write(path, noise, RATE, "PCM_24")
    names = [(1, 500, b"beg"), (2, 1_600, b"end"), (3, 100, b"out"), (4, 800, b"mid")]
    mark = struct.pack(">H", len(names)) + b"".join(
        struct.pack(">HIB", number, at, len(name)) + name for number, at, name in names
    )
    inst = struct.pack(">BbBBBBh6H", 60, 0, 0, 127, 1, 127, 0, 1, 1, 2, 0, 0, 0)
    with path.open("rb+") as file:
        append_chunks(file, (big(b"MARK", mark), big(b"INST", inst), big(b"XyZ ", b"odd")))
    place, made = edited(path, Edit(Op.CROP, span(400, 1_600)))
    with place.open("rb") as file:
        found = read_metadata(file)
    assert [(loop.start, loop.end) for loop in found.loops] == [(100, 1_200)]
    assert [(one.frame, one.label) for one in found.markers] == [(400, "mid")]
    assert made.notes == ("1 marker: in what was removed",)
    assert dict(walked(place.read_bytes(), big_endian=True))[b"XyZ "] == b"odd"


@pytest.mark.parametrize(
    ("rate", "depth"), [(44_100, Depth.SAME), (None, Depth.INT16), (96_000, Depth.FLOAT)]
)
def test_rate_and_depth_are_converted_in_place(
    tmp_path: Path, rate: int | None, depth: Depth
) -> None:
    path = tmp_path / "a.wav"
    time = np.arange(RATE) / RATE
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 1_000 * time), RATE, "PCM_24")
    place, made = edited(path, Edit(Op.CONVERT, rate=rate, depth=depth))
    wanted = rate or RATE
    info = soundfile.info(place)
    subtypes = {Depth.SAME: "PCM_24", Depth.INT16: "PCM_16", Depth.FLOAT: "FLOAT"}
    assert (info.samplerate, info.subtype, info.frames) == (wanted, subtypes[depth], wanted)
    now = np.arange(wanted) / wanted
    inside = slice(2_000, -2_000)
    error = soundfile.read(place)[0] - 0.5 * np.sin(2 * np.pi * 1_000 * now)
    assert np.abs(error[inside]).max() < 1e-4
    assert made.positions.place(RATE) == wanted


@pytest.mark.parametrize(
    ("name", "content", "hindrance"),
    [
        ("cut.wav", "cut", Hindrance.CONTAINER),
        ("law.wav", "ULAW", Hindrance.CONTAINER),
        ("a.ogg", "VORBIS", Hindrance.CONTAINER),
        ("a.mp3", "MPEG_LAYER_III", Hindrance.CONTAINER),
        ("a.caf", "PCM_16", Hindrance.CONTAINER),
        ("a.wav", "text", Hindrance.FILE),
    ],
)
def test_what_cannot_be_written_without_loss_is_refused(
    tmp_path: Path, name: str, content: str, hindrance: Hindrance
) -> None:
    path = tmp_path / name
    if content == "text":
        path.write_bytes(b"no audio at all")
    else:
        subtype = "PCM_16" if content == "cut" else content
        soundfile.write(path, np.zeros((FRAMES, 1)), 44_100, subtype)
    if content == "cut":
        path.write_bytes(path.read_bytes()[:-101])
    with pytest.raises(NotEdited) as refused:
        edited(path, Edit(Op.FADE_IN))
    assert refused.value.hindrance is hindrance
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_mode_and_attributes_stay(tmp_path: Path) -> None:
    path = tagged_wave(tmp_path / "a.wav")
    path.chmod(0o640)
    try:
        os.setxattr(path, "user.colour", b"red")
    except OSError:
        pytest.skip("no extended attributes here")
    place, _ = edited(path, Edit(Op.REVERSE))
    assert place.stat().st_mode & 0o777 == 0o640
    assert os.getxattr(place, "user.colour") == b"red"


def id3_tag(version: int) -> bytes:
    """Return a tag with a title, levels and lengths in every form, and what nobody knows."""

    def size(count: int) -> bytes:
        bits = 7 if version == 4 else 8
        return bytes(count >> shift & (2**bits - 1) for shift in (3 * bits, 2 * bits, bits, 0))

    def frame(name: bytes, body: bytes) -> bytes:
        return name + size(len(body)) + b"\0\0" + body

    wide = "REPLAYGAIN_TRACK_PEAK\0".encode("utf-16") + "0.5".encode("utf-16")
    frames = (
        *(frame(b"TIT2", b"\0Kick"), frame(b"TXXX", b"\0replaygain_track_gain\0-6.30 dB")),
        *(frame(b"PRIV", bytes(range(200))), frame(b"TXXX", b"\1" + wide)),
        *(frame(b"RVA2", b"track\0\1\2\0\0"), frame(b"TLEN", b"\0" + b"41")),
        *(frame(b"TXXX", b"\0MOOD\0dark"), bytes(50)),
    )
    body = b"".join(frames)
    lengths = bytes(len(body) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version]) + b"\0\0" + lengths + body


@pytest.mark.parametrize("kind", ["wav", "aiff"])
@pytest.mark.parametrize("version", [3, 4])
def test_levels_in_id3_go_with_the_level_and_all_else_stays(
    tmp_path: Path, kind: str, version: int
) -> None:
    path = tmp_path / f"a.{kind}"
    soundfile.write(path, np.random.default_rng(3).uniform(-0.4, 0.4, (FRAMES, 2)), RATE, "PCM_16")
    tag = id3_tag(version)
    with path.open("rb+") as file:
        data = file.read()
        file.write(chunk(b"id3 ", tag) if kind == "wav" else big(b"ID3 ", tag))
        file.seek(4)
        whole = len(data) - 8 + 8 + len(tag) + len(tag) % 2
        file.write(struct.pack("<I" if kind == "wav" else ">I", whole))
    measured = ["replaygain_track_gain", "REPLAYGAIN_TRACK_PEAK", "RVA2"]

    place, made = edited(path, Edit(Op.GAIN, level=-3))

    assert [one.split(":")[0] for one in made.notes] == measured
    (kept,) = (
        body
        for name, body in walked(place.read_bytes(), big_endian=kind == "aiff")
        if name.upper() == b"ID3 "
    )
    gone = [b"replaygain_track_gain", "REPLAYGAIN_TRACK_PEAK".encode("utf-16-le"), b"RVA2"]
    assert not [one for one in gone if one in kept]
    assert all(one in kept for one in (b"\0Kick", bytes(range(200)), b"dark", b"41"))
    assert len(kept) == len(tag)
    seen = subprocess.run(["mediainfo", place], capture_output=True, text=True, check=True)
    assert ": Kick" in seen.stdout
    assert ": dark" in seen.stdout
    assert "replaygain" not in seen.stdout.lower()
    place.unlink()
    cut, shorter = edited(path, Edit(Op.CROP, span(10, 900)))
    assert "TLEN: the sound changed" in shorter.notes
    assert b"TLEN" not in cut.read_bytes()
