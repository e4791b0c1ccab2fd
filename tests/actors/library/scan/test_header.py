"""Every format that libsndfile writes is read; other files have a reason."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.library.scan.header import read_header
from actors.media.error import Unreadable
from actors.media.view import read_at
from models.audio.units import Frames, Hertz
from models.library.file import Sound
from models.media.plain_wave import plain_wave

RATES = {("OGG", "OPUS"): 48000, ("MP3", "MPEG_LAYER_III"): 44100}
LEFT_OUT = {"RAW", "SD2"}
"""One has no header, the other has it in another file."""
NOT_WRITTEN = {
    ("MP3", "MPEG_LAYER_I"),
    ("MP3", "MPEG_LAYER_II"),
    ("WAV", "MPEG_LAYER_III"),
    ("AIFF", "DWVW_12"),
}
"""Read by libsndfile, which cannot write them (DWVW: not of numbers)."""


def _combinations() -> list[tuple[str, str]]:
    return [
        (container, coding)
        for container in soundfile.available_formats()
        for coding in soundfile.available_subtypes(container)
        if container not in LEFT_OUT and (container, coding) not in NOT_WRITTEN
    ]


def _read(path: Path) -> Sound:
    with path.open("rb", buffering=0) as file:
        return read_header(file.fileno())


@pytest.mark.parametrize(("container", "coding"), _combinations())
def test_every_container_and_coding_is_read(tmp_path: Path, container: str, coding: str) -> None:
    path, rate = tmp_path / "sound", RATES.get((container, coding), 44100)
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 4800).astype(np.float32)
    for channels in (2, 1):
        try:
            soundfile.write(
                path, np.column_stack([noise] * channels), rate, coding, format=container
            )
        except (soundfile.LibsndfileError, ValueError):
            continue
        reported = soundfile.info(path)
        break
    else:
        pytest.fail(f"libsndfile does not write {container} {coding} any more")
    sound = _read(path)

    assert (sound.frames, sound.rate, sound.channels) == (
        reported.frames,
        reported.samplerate,
        channels,
    )
    assert 0 <= sound.frames - 4800 < 2048  # some codings come in blocks
    assert sound.format
    assert "_" not in sound.format


@pytest.mark.parametrize(
    ("container", "coding", "words"),
    [
        ("WAV", "PCM_24", "WAV 24-bit"),
        ("WAVEX", "FLOAT", "WAV 32-bit float"),
        ("FLAC", "PCM_16", "FLAC 16-bit"),
        ("OGG", "VORBIS", "OGG Vorbis"),
        ("MP3", "MPEG_LAYER_III", "MP3"),
        ("RF64", "DOUBLE", "RF64 64-bit float"),
        ("AIFF", "ULAW", "AIFF µ-law"),
        ("CAF", "ALAC_24", "CAF ALAC 24"),
    ],
)
def test_formats_are_told_in_words(tmp_path: Path, container: str, coding: str, words: str) -> None:
    soundfile.write(tmp_path / "sound", np.zeros(1000), 48000, coding, format=container)

    assert _read(tmp_path / "sound").format == words


def test_many_channels_and_high_rates_are_fine(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros((10, 32)), 384_000)

    assert _read(tmp_path / "a.wav") == Sound(Frames(10), Hertz(384_000), 32, "WAV 16-bit")


def test_numbers_that_are_none_are_fine(tmp_path: Path) -> None:
    noise = np.array([np.nan, np.inf, -np.inf, 0.5], np.float32)
    soundfile.write(tmp_path / "a.wav", noise, 44100, "FLOAT")

    assert _read(tmp_path / "a.wav").frames == 4


Change = Callable[[bytes], bytes]


def _put(at: int, value: bytes) -> Change:
    return lambda data: data[:at] + value + data[at + len(value) :]


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _no_length(flac: bytes) -> bytes:
    return flac[:21] + bytes([flac[21] & 0xF0]) + bytes(4) + flac[26:]


def _huge_length(flac: bytes) -> bytes:
    return flac[:21] + bytes([flac[21] | 0x0F]) + b"\xff" * 4 + flac[26:]


@pytest.mark.parametrize(
    ("ending", "change", "reason"),
    [
        ("wav", lambda _: b"", "empty file"),
        ("wav", lambda _: b"just some text\n" * 100, "not an audio file"),
        ("mp3", lambda _: b"just some text\n" * 100, "not an audio file"),
        ("wav", lambda data: data[:20], "damaged: malformed 'fmt ' chunk"),
        ("wav", lambda data: data[:36], "damaged: no 'data' chunk marker"),
        ("wav", lambda data: data[:44], "contains no audio"),
        ("wav", _put(22, bytes(2)), "no channels in its header"),
        ("wav", _put(24, bytes(4)), "no usable sample rate in its header"),
        ("flac", lambda data: data[:60], "damaged or truncated"),
        ("mp3", lambda data: data[:100], "damaged or truncated"),
        ("ogg", lambda data: data[:1000], "damaged or truncated"),
        (
            "wav",
            lambda data: _put(40, bytes(4))(data)[:44] + b"LIST\4\0\0\0abcd",
            "contains no audio",
        ),
    ],
)
def test_what_cannot_be_heard_has_a_reason(
    tmp_path: Path, ending: str, change: Change, reason: str
) -> None:
    path = tmp_path / f"a.{ending}"
    soundfile.write(path, np.random.default_rng(1).uniform(-1, 1, 44100), 44100)
    path.write_bytes(change(path.read_bytes()))

    with pytest.raises(Unreadable) as refused:
        _read(path)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("ending", "change", "frames"),
    [
        ("wav", _half, 22039),
        ("wav", _put(40, struct.pack("<I", 0x7FFFFFFF)), 44100),  # claims 2 GB
        ("wav", _put(40, struct.pack("<I", 0xFFFFFFFF)), 44100),
        ("wav", _put(40, bytes(4)), 44100),  # whoever wrote it was stopped
        ("flac", _half, 20480),  # five blocks of 4096
        ("flac", _no_length, 44100),
        ("flac", _huge_length, 44100),
        ("wav", lambda data: b"ID3\x04\0\0\0\0\x02\0" + bytes(256) + data, 44100),
    ],
)
def test_what_can_still_be_heard_is_no_error(
    tmp_path: Path, ending: str, change: Change, frames: int
) -> None:
    path = tmp_path / f"a.{ending}"
    soundfile.write(path, np.random.default_rng(1).uniform(-1, 1, 44100), 44100)
    path.write_bytes(change(path.read_bytes()))

    assert _read(path).frames == frames


def test_the_descriptor_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"no sound")
    with (tmp_path / "a.wav").open("rb", buffering=0) as file:
        with pytest.raises(Unreadable):
            read_header(file.fileno())

        assert os.fstat(file.fileno()).st_size == 8


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


FORMATS = [
    struct.pack("<HHIIHH", tag, channels, rate, 1, block, bits)
    for tag in (1, 3, 2, 6)
    for channels in (0, 1, 2, 6)
    for bits in (8, 12, 16, 24, 32, 64)
    for block in (channels * bits // 8, 1)
    for rate in (44_100, 0)
]
USUAL = [
    struct.pack("<HHIIHH", tag, channels, 44_100, 1, channels * bits // 8, bits)
    for tag, depths in ((1, (8, 16, 24, 32)), (3, (32, 64)))
    for channels in (1, 2, 6)
    for bits in depths
]
SUBFORMAT = bytes.fromhex("000000001000800000aa00389b71")
EXTENDED = [
    struct.pack("<HHIIHHHHI", 0xFFFE, 2, 48_000, 1, bits // 4, bits, 22, valid, mask)
    + struct.pack("<H", tag)
    + guid
    for bits in (16, 24, 32)
    for valid in (bits, 8, 20)
    for mask in (3, 0, 63)
    for tag in (1, 3, 7)
    for guid in (SUBFORMAT, bytes(14))
]
bodies = st.one_of(
    st.binary(max_size=40),
    st.binary(min_size=4, max_size=4),
    st.sampled_from([bytes(9), b"INFOISFT\4\0\0\0sox\0"]),
)
others = st.builds(
    _chunk,
    st.sampled_from(
        [
            b"LIST",
            b"JUNK",
            b"PAD ",
            b"bext",
            b"smpl",
            b"cue ",
            b"id3 ",
            b"inst",
            b"acid",
            b"fact",
            b"PEAK",
            b"cart",
            b"data",
            b"fmt ",
            b"RIFF",
            b"abcd",
        ]
    ),
    bodies,
)


def _wave(
    form: bytes, before: list[bytes], audio: bytes, after: list[bytes], wrong: int, tail: bytes
) -> bytes:
    """Return a file; `wrong` is added to the length of the whole."""
    chunks = [_chunk(b"fmt ", form), *before, _chunk(b"data", audio), *after]
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) + wrong) + body + tail


waves = st.builds(
    _wave,
    st.builds(
        bytes.__add__,
        st.sampled_from([*USUAL * 30, *FORMATS, *EXTENDED]),
        st.sampled_from([b"", b"", b"\0\0", b"abcd"]),
    ),
    st.lists(others, max_size=2),
    st.sampled_from([bytes(48), bytes(range(96)), bytes(24), b"", bytes(7)]),
    st.lists(others, max_size=2),
    st.sampled_from([0, 0, 0, 1, -1, -8, 100]),
    st.sampled_from([b"", b"", b"\0", b"TAG" + bytes(125), bytes(8)]),
)


@settings(max_examples=300)
@given(wave=waves, cut=st.sampled_from([0, 0, 0, 1, 5]))
def test_a_plain_header_says_what_the_decoder_reads(wave: bytes, cut: int) -> None:
    data = wave[: len(wave) - cut]
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        if plain_wave(lambda at, length: data[at : at + length], len(data)) is None:
            return
        assert read_header(file.fileno(), data[:50], len(data)) == read_header(file.fileno())


def test_usual_files_need_no_decoder(tmp_path: Path) -> None:
    for container in ("WAV", "WAVEX"):
        for coding in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"):
            path = tmp_path / f"{container} {coding}.wav"
            soundfile.write(path, np.zeros((101, 2)), 44_100, coding, format=container)
            with path.open("rb") as file:
                found = plain_wave(partial(read_at, file.fileno()), path.stat().st_size)
            usual = coding not in {"FLOAT", "DOUBLE"}  # these have a chunk `PEAK`
            assert (found is not None) is usual, path
            if found is not None:
                assert (found.frames, found.rate, found.channels) == (101, 44_100, 2)
