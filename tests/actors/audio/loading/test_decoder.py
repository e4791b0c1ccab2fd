"""Memory holds the same frames, wherever decoding starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from actors.audio.loading.decoder import QUALITY, Decoder
from actors.audio.loading.shared_buffer import SharedBuffer
from actors.audio.loading.stereo_source import open_sound
from models.audio.conversion import Conversion
from models.audio.units import Frames, Hertz
from tests.actors.audio.sounds import ramp

DEVICE = Hertz(48_000)


@pytest.fixture
def memories() -> Iterator[list[SharedBuffer]]:
    made: list[SharedBuffer] = []
    yield made
    for memory in made:
        memory.unlink()
        memory.close()


def noise(frames: int, channels: int = 2) -> NDArray[np.float32]:
    return np.random.default_rng(3).uniform(-0.5, 0.5, (frames, channels)).astype(np.float32)


def filled(
    path: Path, memories: list[SharedBuffer], wanted: int = 0, change_to: int | None = None
) -> tuple[Decoder, NDArray[np.float64]]:
    with open_sound(bytes(path)) as sound:
        conversion = Conversion(sound.rate, DEVICE)
        frames = conversion.to_device(sound.frames)
        memories += [SharedBuffer(frames) for _ in range(sound.channels)]
        decoder = Decoder(sound, conversion, tuple(memories), frames)
        decoder.wanted = wanted

        def check() -> None:
            if change_to is not None:
                decoder.wanted = change_to

        decoder.run(check)
    return decoder, np.stack([memory.values[:frames] for memory in memories], 1)


@pytest.mark.parametrize("wanted", [0, 1, 60_000, 199_999])
def test_at_the_rate_of_the_device_every_frame_is_the_files(
    tmp_path: Path, memories: list[SharedBuffer], wanted: int
) -> None:
    soundfile.write(tmp_path / "pad.wav", ramp(200_000, 2), DEVICE, subtype="FLOAT")

    decoder, values = filled(tmp_path / "pad.wav", memories, wanted)

    assert np.array_equal(values, ramp(200_000, 2))
    assert decoder.covered.complete
    assert decoder.end == 200_000


def test_one_frame_behind_the_sound_is_silent(tmp_path: Path, memories: list[SharedBuffer]) -> None:
    soundfile.write(tmp_path / "pad.wav", ramp(100), DEVICE, subtype="FLOAT")

    filled(tmp_path / "pad.wav", memories)

    assert memories[0].values.shape == (101,)
    assert memories[0].values[100] == 0


@pytest.mark.parametrize("rate", [8_000, 44_100, 44_101, 96_000, 384_000])
@pytest.mark.parametrize("wanted", [0, 50_000])
def test_at_another_rate_it_is_what_one_run_gives(
    tmp_path: Path, memories: list[SharedBuffer], rate: int, wanted: int
) -> None:
    sound = noise(int(rate * 1.5))
    soundfile.write(tmp_path / "pad.wav", sound, rate, subtype="FLOAT")

    _, values = filled(tmp_path / "pad.wav", memories, wanted)

    whole = soxr.resample(sound, rate, DEVICE, QUALITY)[: len(values)]
    assert np.abs(values[: len(whole)] - whole).max() < 2e-5


def test_another_wish_is_heard_between_blocks(tmp_path: Path, memories: list[SharedBuffer]) -> None:
    sound = noise(200_000)
    soundfile.write(tmp_path / "pad.wav", sound, DEVICE, subtype="FLOAT")

    _, values = filled(tmp_path / "pad.wav", memories, 0, change_to=150_000)

    assert np.array_equal(values, sound)


def test_a_truncated_file_ends_where_its_data_does(
    tmp_path: Path, memories: list[SharedBuffer]
) -> None:
    path = tmp_path / "pad.flac"
    soundfile.write(path, noise(200_000), DEVICE)
    path.write_bytes(path.read_bytes()[:300_000])

    decoder, values = filled(path, memories, 150_000)

    assert 0 < decoder.end < 200_000
    assert decoder.covered.complete
    assert np.abs(values[: decoder.end - 5_000]).max() > 0.4
    assert not values[decoder.end :].any()


def test_a_rounded_end_is_no_damage(tmp_path: Path, memories: list[SharedBuffer]) -> None:
    soundfile.write(tmp_path / "pad.wav", noise(12_347), 11_025, subtype="FLOAT")

    decoder, _ = filled(tmp_path / "pad.wav", memories)

    assert decoder.end == Conversion(Hertz(11_025), DEVICE).to_device(Frames(12_347))
    assert decoder.reason == ""
