"""A long sound is decoded around the playhead, and nowhere else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from actors.audio.loading.shared_buffer import SharedBuffer
from actors.audio.loading.stereo_source import open_sound
from actors.audio.loading.streaming_decoder import AHEAD, BEHIND, POSITIONS, SLACK, StreamingDecoder
from models.audio.conversion import Conversion
from models.audio.units import Hertz

RATE = Hertz(8_000)
SECONDS = 300
FRAMES = RATE * SECONDS


class Ended(Exception):
    """Cancels decoding."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NDArray[np.float64]]:
    path = tmp_path_factory.mktemp("rolling") / "long.wav"
    values = np.random.default_rng(4).uniform(-0.5, 0.5, FRAMES).astype(np.float32)
    soundfile.write(path, values, RATE, subtype="FLOAT")
    return path, values.astype(np.float64)


@contextmanager
def rolling(path: Path) -> Iterator[tuple[StreamingDecoder, SharedBuffer]]:
    """Run the decoder in a thread, as the app does."""
    memory, over = SharedBuffer(FRAMES), threading.Event()

    def check() -> None:
        if over.is_set():
            raise Ended

    with open_sound(bytes(path)) as opened_sound:
        decoder = StreamingDecoder(opened_sound, Conversion(RATE, RATE), (memory,), FRAMES)

        def run() -> None:
            with pytest.raises(Ended):
                decoder.run(check)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield decoder, memory
        finally:
            over.set()
            thread.join()
            memory.unlink()
            memory.close()


def until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def held(decoder: StreamingDecoder) -> int:
    return sum(span.length for span in decoder.covered.spans)


def test_what_is_asked_for_is_there_and_right(sound: tuple[Path, NDArray[np.float64]]) -> None:
    path, values = sound
    with rolling(path) as (decoder, memory):
        for second in (0, 250, 100, 290):
            frame = second * RATE
            decoder.request(frame)
            end = min(FRAMES, frame + round(AHEAD * RATE))
            until(lambda frame=frame, end=end: decoder.covered.run_length(frame) >= end - frame)  # type: ignore[misc]
            assert np.array_equal(memory.values[frame:end], values[frame:end])


def test_it_follows_the_playhead_and_gives_back_what_is_behind(
    sound: tuple[Path, NDArray[np.float64]],
) -> None:
    path, values = sound
    most = 0
    with rolling(path) as (decoder, memory):
        for step in range(700):
            head = round(step * 0.4 * RATE)
            decoder.set_playhead(head, 0)
            until(lambda head=head: decoder.covered.run_length(head) >= 9 * RATE)  # type: ignore[misc]
            assert np.array_equal(memory.values[head : head + RATE], values[head : head + RATE])
            most = max(most, held(decoder))
        until(lambda: decoder.covered.run_length(100 * RATE) == 0)
        assert decoder.covered.run_length(0) > 0  # where the loop begins

        # Released memory reads as silence, and can be decoded again.
        assert not memory.values[100 * RATE : 110 * RATE].any()  # no page remains
        decoder.request(100 * RATE)
        until(lambda: decoder.covered.run_length(100 * RATE) >= RATE)
        assert np.array_equal(
            memory.values[100 * RATE : 101 * RATE], values[100 * RATE : 101 * RATE]
        )

    assert most <= POSITIONS * (AHEAD + BEHIND + 2 * SLACK + 4) * RATE
