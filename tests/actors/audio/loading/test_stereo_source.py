"""The libsndfile boundary: bad files give reasons, good ones finite values."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from actors.audio.loading.stereo_source import UnreadableSound, open_sound
from models.audio.downmix import downmix


def wav(
    frames: int, channels: int, rate: int, data: bytes, header_frames: int | None = None
) -> bytes:
    """Return a 16-bit WAV file, whose header is as correct as the arguments."""
    size = frames * channels * 2 if header_frames is None else header_frames
    align = max(1, channels * 2)
    form = struct.pack("<HHLLHH", 1, channels, rate, rate * align % 2**32, align, 16)
    head = b"RIFF" + struct.pack("<L", 36 + size) + b"WAVEfmt " + struct.pack("<L", 16) + form
    return head + b"data" + struct.pack("<L", size) + data


def everything(path: Path) -> NDArray[np.float32]:
    with open_sound(bytes(path)) as sound:
        return sound.read(1 << 20)


def reason(path: Path) -> str:
    with pytest.raises(UnreadableSound) as failure:
        everything(path)
    return str(failure.value)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert reason(tmp_path / "kick.wav") == "kick.wav: file not found"


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "kick.wav").mkdir()

    assert reason(tmp_path / "kick.wav") == "kick.wav: is a folder"


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "kick.wav").touch()

    assert reason(tmp_path / "kick.wav") == "kick.wav: empty file"


def test_text(tmp_path: Path) -> None:
    (tmp_path / "kick.wav").write_text("not a sound, only words\n" * 50)

    assert reason(tmp_path / "kick.wav") == "kick.wav: not an audio file"


@pytest.mark.parametrize("rate", [0, 1, 2**31 - 1])
def test_a_rate_that_cannot_be(tmp_path: Path, rate: int) -> None:
    (tmp_path / "kick.wav").write_bytes(wav(100, 1, rate, bytes(200)))

    assert "sample rate" in reason(tmp_path / "kick.wav")


def test_no_channels(tmp_path: Path) -> None:
    (tmp_path / "kick.wav").write_bytes(wav(100, 0, 48_000, bytes(200)))

    assert reason(tmp_path / "kick.wav") == "kick.wav: no channels in its header"


def test_a_header_that_promises_more_than_there_is(tmp_path: Path) -> None:
    (tmp_path / "kick.wav").write_bytes(wav(100, 1, 48_000, bytes(200), header_frames=2**31))

    with open_sound(bytes(tmp_path / "kick.wav")) as sound:
        assert sound.frames == 100
        assert len(sound.read(1_000)) == 100


def test_what_is_no_number_is_silence(tmp_path: Path) -> None:
    samples = np.array([0.5, np.nan, np.inf, -np.inf, 0.25], np.float32)
    soundfile.write(tmp_path / "kick.wav", samples, 48_000, subtype="FLOAT")

    with open_sound(bytes(tmp_path / "kick.wav")) as sound:
        block = sound.read(10)

        assert block[:, 0].tolist() == [0.5, 0.0, 0.0, 0.0, 0.25]
        assert sound.repaired == 3


@pytest.mark.parametrize("channels", [1, 2])
def test_one_and_two_channels_stay(tmp_path: Path, channels: int) -> None:
    samples = np.random.default_rng(1).uniform(-1, 1, (50, channels)).astype(np.float32)
    soundfile.write(tmp_path / "kick.wav", samples, 48_000, subtype="FLOAT")

    assert np.array_equal(everything(tmp_path / "kick.wav"), samples)


@pytest.mark.parametrize("channels", [3, 6, 32])
def test_more_channels_are_mixed_to_two(tmp_path: Path, channels: int) -> None:
    samples = np.random.default_rng(1).uniform(-1, 1, (50, channels)).astype(np.float32)
    soundfile.write(tmp_path / "kick.wav", samples, 48_000, subtype="FLOAT")

    mixed = everything(tmp_path / "kick.wav")

    assert np.allclose(mixed, samples @ downmix(channels), atol=1e-6)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = bytes(tmp_path) + b"/kick\xff.wav"
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib holds no such name
        file.write(wav(100, 1, 48_000, bytes(200)))

    with open_sound(path) as sound:
        assert sound.frames == 100


@pytest.mark.unprivileged
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "kick.wav"
    path.write_bytes(wav(100, 1, 48_000, bytes(200)))
    path.chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.owner() == "root" and folder != Path("/tmp"):  # noqa: S108
            folder.chmod(0o755)
    os.seteuid(65_534)
    try:
        assert reason(path) == "kick.wav: no permission"
    finally:
        os.seteuid(0)
