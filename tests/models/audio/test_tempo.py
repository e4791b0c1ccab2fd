"""What a name tells of the tempo."""

from __future__ import annotations

import pytest

from models.audio.tempo import beat_frames, beat_words, named_tempo
from models.audio.units import Hertz


@pytest.mark.parametrize(
    ("name", "tempo"),
    [
        ("Break 174bpm.wav", 174.0),
        ("amen_92.5 BPM.flac", 92.5),
        ("loop_120_dusty.wav", 120.0),
        ("Loop 04 - 96.wav", 96.0),
        ("drum-loop-90-120.wav", None),
        ("SNR_808_Dusty_14.wav", None),
        ("kick 120.wav", None),
        ("loop_808.wav", None),
        ("sub 20bpm.wav", None),
        ("", None),
    ],
)
def test_a_tempo_is_read_where_it_is_meant(name: str, tempo: float | None) -> None:
    assert named_tempo(name) == tempo


def test_a_beat_has_its_frames() -> None:
    assert beat_frames(120.0, Hertz(48_000)) == 24_000


def test_lengths_are_counted_in_beats() -> None:
    words = [beat_words(frames, 120.0, Hertz(48_000)) for frames in (24_000, 60_000, 3_000)]

    assert words == ["1 beat @120", "2.5 beats @120", "0.125 beats @120"]
