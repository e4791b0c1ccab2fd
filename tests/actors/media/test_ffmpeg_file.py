"""Formats of the optional decoder: exact to the frame like all others, and never required."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.library.scan.comparison import Comparison
from actors.library.scan.header import read_header
from actors.library.scan.walk import walk
from actors.media.error import Unreadable
from actors.media.ffmpeg_file import has_ffmpeg
from actors.media.sound_file import SoundFile
from models.audio.units import SampleId
from models.library.file import Entry, Known, Unsupported
from tests.actors.media.test_sound_file import decoded

RATE, FRAMES = 44_100, 30_000
LOSSLESS = (("alac", "ipod", "s16p"), ("wavpack", "wv", "s16p"), ("tta", "tta", "s16"))
LOSSY = (("aac", "ipod", "fltp"), ("aac", "adts", "fltp"), ("wmav2", "asf", "fltp"))
ENDINGS = {"ipod": "m4a", "wv": "wv", "tta": "tta", "adts": "aac", "asf": "wma"}
NAMES = {
    ("alac", "ipod"): "M4A ALAC",
    ("aac", "ipod"): "M4A AAC",
    ("aac", "adts"): "AAC",
    ("wavpack", "wv"): "WavPack",
    ("tta", "tta"): "TTA",
    ("wmav2", "asf"): "WMA 2",
}
Kind = tuple[str, str, str]


def wave() -> np.ndarray[Any, np.dtype[np.int16]]:
    at = np.arange(FRAMES)
    tone = np.sin(at * 0.02) * at / FRAMES / 2
    noise = np.random.default_rng(1).normal(0, 0.05, FRAMES)
    return (np.stack([tone + noise, tone - noise], 1) * 32_767).astype(np.int16)


@lru_cache
def encoded(kind: Kind) -> bytes:
    codec, container, form = kind
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as file:
        stream: Any = file.add_stream(codec, rate=RATE)
        stream.layout, stream.format, stream.bit_rate = "stereo", form, 128_000
        if codec == "aac":
            stream.options = {"aac_pns": "0"}  # decoders fill it with random noise
        whole = av.AudioFrame.from_ndarray(wave().reshape(1, -1), format="s16", layout="stereo")
        whole.sample_rate = RATE
        queue = av.AudioFifo()
        for block in av.AudioResampler(form, "stereo", RATE).resample(whole):
            queue.write(block)
        at = 0
        size = stream.codec_context.frame_size or 4_096
        while (part := queue.read(size, partial=True)) is not None:
            part.pts, part.time_base = at, Fraction(1, RATE)
            at += part.samples
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return buffer.getvalue()


@pytest.fixture
def without_av(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Block the package, as on a machine without the extra."""
    monkeypatch.setitem(sys.modules, "av", None)
    has_ffmpeg.cache_clear()
    yield
    has_ffmpeg.cache_clear()


@pytest.mark.parametrize("kind", LOSSLESS, ids=lambda kind: kind[0])
def test_a_lossless_file_is_what_was_encoded(kind: Kind) -> None:
    sound, read = decoded(encoded(kind))

    assert (sound.rate, sound.channels, sound.frames) == (RATE, 2, FRAMES)
    assert np.array_equal(read, wave() / np.float32(32_768))
    assert sound.promised == sound.frames


@pytest.mark.parametrize("kind", LOSSY, ids=lambda kind: f"{kind[0]}-{kind[1]}")
def test_a_lossy_file_resembles_what_was_encoded(kind: Kind) -> None:
    _, read = decoded(encoded(kind))
    expected = wave()[:, 0] / 32_768
    # Containers without an edit list keep the encoder's delay.
    delays = [0] if kind[1] == "ipod" else range(4_097)
    begin, length = 20_000, 4_000

    def correlation(delay: int) -> float:
        part = read[begin + delay :][:length, 0]
        return float(np.corrcoef(part, expected[begin:][:length])[0, 1])

    assert max(map(correlation, delays)) > 0.95
    # The edit list of a player's file counts in milliseconds.
    assert kind[1] != "ipod" or abs(len(read) - FRAMES) <= RATE / 1000


@pytest.mark.parametrize("kind", [*LOSSLESS, *LOSSY], ids=lambda kind: f"{kind[0]}-{kind[1]}")
@given(places=st.lists(st.integers(0, 2 * FRAMES), min_size=1, max_size=4))
@settings(max_examples=8)
def test_what_is_sought_is_what_is_read_from_the_start(kind: Kind, places: list[int]) -> None:
    sound, whole = decoded(encoded(kind))
    for place, read in sought(encoded(kind), places):
        assert np.array_equal(read, whole[place : place + 700])
    assert sound.frames == len(whole)


def sought(data: bytes, places: list[int]) -> Iterator[tuple[int, Any]]:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with SoundFile(os.fsencode(file.name)) as sound:
            for place in places:
                sound.seek(place)
                yield min(place, sound.frames), sound.read(700)


@pytest.mark.parametrize("kind", [*LOSSLESS, *LOSSY], ids=lambda kind: f"{kind[0]}-{kind[1]}")
@given(part=st.floats(0, 1), flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255))))
@settings(max_examples=12)
def test_a_damaged_file_has_as_many_frames_as_are_read_or_a_reason(
    kind: Kind, part: float, flips: list[tuple[float, int]]
) -> None:
    data = bytearray(encoded(kind))
    del data[int(part * len(data)) :]
    for place, value in flips[:4]:
        if data:
            data[int(place * (len(data) - 1))] ^= value
    try:
        sound, read = decoded(bytes(data))
    except Unreadable:
        return
    assert len(read) <= sound.frames


@pytest.mark.parametrize("kind", [*LOSSLESS, *LOSSY], ids=lambda kind: f"{kind[0]}-{kind[1]}")
def test_the_library_names_the_format(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / f"a.{ENDINGS[kind[1]]}"
    path.write_bytes(encoded(kind))
    descriptor = os.open(path, os.O_RDONLY)
    try:
        assert read_header(descriptor).format == NAMES[kind[:2]]
    finally:
        os.close(descriptor)
    assert [type(found) for found in walk(os.fsencode(tmp_path)) if found] == [Entry]


@pytest.mark.usefixtures("without_av")
@pytest.mark.parametrize("kind", [*LOSSLESS, *LOSSY], ids=lambda kind: f"{kind[0]}-{kind[1]}")
def test_without_the_extra_it_is_counted_and_has_a_reason(tmp_path: Path, kind: Kind) -> None:
    (tmp_path / f"a.{ENDINGS[kind[1]]}").write_bytes(encoded(kind))

    assert [type(found) for found in walk(os.fsencode(tmp_path)) if found] == [Unsupported]
    with pytest.raises(Unreadable, match="not audio that can be read: it is"):
        decoded(encoded(kind))


@pytest.mark.usefixtures("without_av")
def test_samples_stay_when_the_extra_is_removed(tmp_path: Path) -> None:
    """A decoder that is away is no reason to call a file missing."""
    (tmp_path / "a.m4a").write_bytes(encoded(LOSSLESS[0]))
    comparison = Comparison(os.fsencode(tmp_path))
    names = (b"a.m4a", b"gone.m4a")
    comparison.learn(
        Known(SampleId(row), b"", name, 1, 1, missing=False, read=True)
        for row, name in enumerate(names)
    )
    while not comparison.step(1).finished:
        pass

    assert comparison.lost() == [SampleId(1)]
