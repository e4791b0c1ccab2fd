"""Laws of the gate: it stops by itself, keeps all that sounds, and makes nothing of silence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audio.recording_gate import HOP, LIMITS, Audio, Limits, RecordingGate
from models.audio.recording_phase import Phase

RATE = 8_000
HOPS = round(HOP * RATE)


def noise(seconds: float, decibels: float, seed: int = 0) -> Audio:
    amplitude = 10 ** (decibels / 20)
    made = np.random.default_rng(seed).standard_normal(round(seconds * RATE)) * amplitude
    return made.astype(np.float32)


def recorded(audio: Audio, limits: Limits = LIMITS, step: int = 160) -> RecordingGate:
    gate = RecordingGate(RATE, limits)
    for at in range(0, len(audio), step):
        gate.feed(audio[at : at + step])
    return gate


SOUND = st.tuples(st.floats(0.04, 1.5), st.floats(0.0, 0.6), st.floats(-30, -6))
"""Length, silence behind it, and level in dBFS."""


@settings(max_examples=12)
@given(st.floats(0, 20), st.floats(-120, -55), st.integers(0, 9))
def test_silence_gives_no_take(seconds: float, level: float, seed: int) -> None:
    gate = recorded(noise(seconds, level, seed), Limits(patience=5))

    assert not len(gate.take())
    assert gate.phase is (Phase.NO_SOUND if seconds > 5.1 else gate.phase)
    gate.close()
    assert gate.phase is Phase.NO_SOUND


@settings(max_examples=12)
@given(
    *(st.floats(0.1, 1.0), st.lists(SOUND, min_size=1, max_size=6)),
    *(st.floats(-90, -60), st.integers(40, 5_000)),
)
def test_nothing_that_sounds_is_lost(
    before: float, sounds: list[tuple[float, float, float]], room: float, step: int
) -> None:
    parts, ends, at = [noise(before, room)], [], before
    for seed, (length, quiet, level) in enumerate(sounds):
        parts += [noise(length, level, seed), noise(quiet, room, seed)]
        ends.append(at + length)
        at += length + quiet
    audio = np.concatenate([*parts, noise(2, room)])
    gate = recorded(audio, Limits(longest=60), step)

    assert gate.phase is Phase.ENDED
    take = gate.take()
    begin = next(
        start
        for start in range(0, len(audio), HOPS)
        if np.array_equal(audio[start : start + len(take)], take)
    )
    first, last = round(before * RATE), round(ends[-1] * RATE)
    loudest = max(level for _, _, level in sounds)
    if sounds[-1][2] > loudest - 20:  # a sound that is much quieter may be the room's
        assert begin + len(take) >= last - HOPS
    assert begin <= first
    assert begin >= first - round(LIMITS.before * RATE) - 2 * HOPS


@settings(max_examples=12)
@given(st.floats(0.3, 3.0), st.floats(0.2, 6.0), st.integers(40, 4_000))
def test_a_take_is_never_longer_than_the_limit(longest: float, length: float, step: int) -> None:
    gate = recorded(noise(length, -12), Limits(longest=longest), step)
    gate.close()

    assert len(gate.take()) <= longest * RATE
    assert gate.open or gate.seconds <= longest


@settings(max_examples=12)
@given(st.integers(40, 3_000), st.integers(40, 3_000))
def test_how_the_stream_is_split_makes_no_difference(one: int, other: int) -> None:
    audio = np.concatenate([noise(0.3, -70), noise(0.4, -15, 1), noise(1, -70, 2)])

    first, second = recorded(audio, step=one), recorded(audio, step=other)

    assert first.phase is second.phase is Phase.ENDED
    assert np.array_equal(first.take(), second.take())


def test_it_stops_by_itself_after_silence() -> None:
    sound, silence = noise(0.5, -12), noise(0.72, -70)
    gate = recorded(np.concatenate([noise(0.2, -70), sound, silence]))

    assert gate.phase is Phase.ENDED
    assert gate.take().shape[0] / RATE == pytest.approx(0.5 + 0.06 + 0.1, abs=0.03)


def test_a_noisy_room_does_not_open_it() -> None:
    room = noise(3, -40)

    assert recorded(room).phase is Phase.WAITING
    assert recorded(np.concatenate([room, noise(0.3, -15), noise(1.0, -40)])).phase is Phase.ENDED


def test_a_muted_input_is_told_from_a_quiet_one() -> None:
    assert recorded(np.zeros(RATE, np.float32)).digital_silence
    assert not recorded(noise(1, -80)).digital_silence


def test_values_that_are_no_numbers_are_silence() -> None:
    assert recorded(np.full(RATE, np.nan, np.float32)).phase is Phase.WAITING
