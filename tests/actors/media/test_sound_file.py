"""The law of the floor: a file has as many frames as can be decoded, whatever its header says."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actors.library.scan.header import read_header
from actors.media.error import Unopened, Unreadable
from actors.media.sound_file import SoundFile
from actors.media.stream_file import Values
from actors.waveform.decoder import decode_picture as drawn
from tests.actors.media.files import (
    FRAMES,
    ID3V1,
    KINDS,
    RATE,
    STREAMS,
    encoded,
    id3,
    without_length,
)
from tests.actors.waveform.files import sample


def decoded(data: bytes, block: int = 7_000) -> tuple[SoundFile, Values]:
    """Return a file and all that is read of it, in blocks."""
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(data)
        file.flush()
        with SoundFile(os.fsencode(file.name)) as sound:
            blocks = []
            while len(read := sound.read(block)):
                blocks.append(read)
            return sound, np.concatenate([np.zeros((0, sound.channels), "f4"), *blocks])


def plain(kind: tuple[str, str], seed: int = 1) -> Values:
    """Return what libsndfile itself makes of a file that nothing was done to."""
    return decoded(encoded(kind, seed))[1]


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_a_whole_file_is_what_libsndfile_reads(tmp_path: Path, kind: tuple[str, str]) -> None:
    (tmp_path / "a").write_bytes(encoded(kind))
    values, rate = soundfile.read(tmp_path / "a", dtype="float32", always_2d=True)
    sound, read = decoded(encoded(kind))

    assert np.array_equal(read, values)
    assert (sound.rate, sound.channels, sound.frames) == (rate, 2, len(values))
    assert sound.promised == sound.frames


@pytest.mark.parametrize("kind", [*STREAMS, ("CAF", "PCM_16")], ids="-".join)
@pytest.mark.parametrize("before", [id3(500) + bytes(2_048), id3(70_000)], ids=["padded", "large"])
def test_a_tag_and_zeros_before_a_header_change_nothing(
    kind: tuple[str, str], before: bytes
) -> None:
    assert np.array_equal(decoded(before + encoded(kind))[1], plain(kind))


@pytest.mark.parametrize("kind", STREAMS, ids="-".join)
@pytest.mark.parametrize(
    ("between", "behind"),
    [(b"", b""), (ID3V1, ID3V1), (id3(500), b""), (ID3V1 + id3(9_000) + bytes(500), b"")],
    ids=["nothing", "ID3v1", "ID3v2", "both"],
)
def test_streams_that_were_joined_are_read_one_after_the_other(
    kind: tuple[str, str], between: bytes, behind: bytes
) -> None:
    first, second = plain(kind, 1), plain(kind, 2)
    sound, read = decoded(encoded(kind, 1) + between + encoded(kind, 2) + behind)

    assert sound.frames == len(read) == len(first) + len(second)
    assert np.array_equal(read, np.concatenate([first, second]))


@pytest.mark.parametrize("kind", STREAMS, ids="-".join)
@given(places=st.lists(st.integers(0, 2 * FRAMES), min_size=1, max_size=5))
@settings(max_examples=8)
def test_what_is_sought_is_what_is_read_from_the_start(
    kind: tuple[str, str], places: list[int]
) -> None:
    data = encoded(kind, 1) + encoded(kind, 2)
    whole = decoded(data)[1]
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with SoundFile(os.fsencode(file.name)) as sound:
            for place in places:
                sound.seek(place)
                read, wanted = sound.read(2_000), whole[place : place + 2_000]
                assert len(read) == len(wanted)
                if kind != ("OGG", "OPUS"):  # libsndfile is wrong near its end, whatever one does
                    assert np.allclose(read, wanted, atol=1e-4)


@pytest.mark.parametrize("kind", [("FLAC", "PCM_16"), ("FLAC", "PCM_24")], ids="-".join)
def test_a_flac_without_length_has_one(kind: tuple[str, str]) -> None:
    data = without_length(encoded(kind))
    for changed in (data, id3(100) + data, data + ID3V1, data + bytes(700)):
        sound, read = decoded(changed)
        assert sound.frames == FRAMES
        assert np.array_equal(read, plain(kind))
    sound, read = decoded(data + data)
    assert sound.frames == len(read) == 2 * FRAMES


@pytest.mark.parametrize("rate", [48_000, 44_100, 32_000, 22_050, 8_000])
@pytest.mark.parametrize("mode", ["CONSTANT", "VARIABLE"])
def test_an_mp3_that_tells_no_length_is_as_long_as_its_frames(mode: str, rate: int) -> None:
    """Without its first frame, by the rate of which a decoder guesses: it is loud, then quiet."""
    noise = np.random.default_rng(3).normal(0, 0.1, (2 * rate, 2))
    for shape in (np.linspace(1, 0.001, 2 * rate), np.linspace(0.001, 1, 2 * rate)):
        file = io.BytesIO()
        values = noise * shape[:, None] ** 3
        soundfile.write(file, values, rate, format="MP3", bitrate_mode=mode, compression_level=0.3)
        sound, read = decoded(without_length(file.getvalue()))
        tagged, _ = decoded(file.getvalue())

        assert len(read) == sound.frames == sound.promised
        assert 0 <= sound.frames - tagged.frames < 3 * 1_152  # what encoders add at both ends


@settings(max_examples=60)
@given(
    kind=st.sampled_from(KINDS),
    begin=st.sampled_from(
        [b"", id3(300), id3(300) + bytes(600), bytes(4_096), b"some words " * 99]
    ),
    part=st.floats(0.05, 1.0),
    copies=st.integers(1, 3),
    bare=st.booleans(),
    end=st.sampled_from([b"", ID3V1, bytes(999)]),
)
@example(kind=("FLAC", "PCM_16"), begin=b"", part=0.5, copies=1, bare=False, end=b"")
@example(kind=("MP3", "MPEG_LAYER_III"), begin=b"", part=0.9, copies=1, bare=False, end=b"")
@example(kind=("AIFF", "PCM_24"), begin=b"", part=0.5, copies=1, bare=False, end=b"")
@example(kind=("FLAC", "PCM_16"), begin=b"", part=0.503, copies=2, bare=False, end=b"")
@example(kind=("CAF", "ALAC_16"), begin=b"", part=0.135, copies=1, bare=False, end=b"")
@example(kind=("MP3", "MPEG_LAYER_III"), begin=b"", part=0.89, copies=1, bare=False, end=bytes(999))
def test_whatever_was_done_to_a_file_listing_playing_and_drawing_agree(
    kind: tuple[str, str], begin: bytes, part: float, copies: int, *, bare: bool, end: bytes
) -> None:
    data = encoded(kind)
    data = (without_length(data) if bare and kind[0] in {"FLAC", "MP3"} else data) * copies
    data = begin + data[: int(part * len(data))] + end
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.wav")
        path.write_bytes(data)
        try:
            with path.open("rb", buffering=0) as file:
                listed = read_header(file.fileno()).frames
        except Unreadable:
            return
        sound, read = decoded(data)
        picture, reason = drawn(sample(path), lambda _: None, lambda: None)

        assert listed == sound.frames == len(read) == picture.frames
        assert np.isfinite(read).all()
        assert bool(reason) == (sound.promised > sound.frames)


@settings(max_examples=80)
@given(
    kind=st.sampled_from(KINDS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=6),
    part=st.floats(0, 1),
)
def test_whatever_bytes_there_are_a_file_is_read_or_has_a_reason(
    kind: tuple[str, str], changes: list[tuple[float, bytes]], part: float
) -> None:
    data = bytearray(encoded(kind, 3, 2_000))
    for place, value in changes:
        at = int(place * len(data))
        data[at : at + len(value)] = value
    try:
        sound, _ = decoded(bytes(data[: int(part * len(data))]))
        assert sound.frames >= 0
    except Unreadable as error:
        reason = str(error)
    else:
        return
    assert reason


@given(st.binary(max_size=300))
def test_bytes_that_are_nothing_have_a_reason(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"."):
        decoded(data)


def test_what_is_no_audio_is_named() -> None:
    with pytest.raises(Unreadable, match=r"it is Monkey's Audio"):
        decoded(b"MAC \x96\x0f" + bytes(600))
    with pytest.raises(Unreadable, match="a ZIP archive"):
        decoded(b"PK\3\4" + bytes(600))


def test_streams_of_another_form_are_the_end() -> None:
    file = Path(tempfile.mkdtemp(), "a.flac")
    soundfile.write(file, np.zeros(500), 8_000)
    sound, read = decoded(encoded(("FLAC", "PCM_16")) + file.read_bytes())

    assert sound.frames == len(read) == FRAMES


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_what_is_no_number_is_silence(tmp_path: Path, value: float, dtype: str) -> None:
    soundfile.write(tmp_path / "a.wav", np.array([0.5, value, 0.25]), RATE, "DOUBLE")
    with SoundFile(os.fsencode(tmp_path / "a.wav")) as sound:
        assert sound.read(9, dtype).ravel().tolist() == [0.5, 0.0, 0.25]
        assert sound.repaired == 1


def test_what_is_no_file_has_a_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (("gone", "file not found"), ("", "is a folder"), ("pipe", "not a file")):
        with pytest.raises(Unopened, match=reason):
            SoundFile(os.fsencode(tmp_path / name))


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(id3(9) + encoded(("WAV", "PCM_16")))
    (tmp_path / "b.wav").write_bytes(b"no sound" * 99)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for name in ("a.wav", "b.wav") * 3:
        try:
            with SoundFile(os.fsencode(tmp_path / name)) as sound:
                sound.read(9)
        except Unreadable:
            pass

    assert len(list(Path("/proc/self/fd").iterdir())) == before
