"""Lengths in beats."""

from __future__ import annotations

from models.audio.tempo import beat_frames, beat_words
from models.audio.units import Hertz


def test_a_beat_has_its_frames() -> None:
    assert beat_frames(120.0, Hertz(48_000)) == 24_000


def test_lengths_are_counted_in_beats() -> None:
    words = [beat_words(frames, 120.0, Hertz(48_000)) for frames in (24_000, 60_000, 3_000)]

    assert words == ["1 beat @120", "2.5 beats @120", "0.125 beats @120"]
