"""A header is believed as far as the length of its file agrees."""

from __future__ import annotations

import pytest

from models.metadata.evidence import evidence
from tests.models.metadata import files


@pytest.mark.parametrize(
    ("tempo", "beats", "seconds", "proven"),
    [
        (93.5, 16, 16 * 60 / 93.5, 93.5),
        (93.5, 12, 8.0, 93.5),  # twelve beats, and a rest
        (120.0, 8, 4.2, 120.0),
        (120.0, 8, 5.0, None),
        (120.0, 0, 4.0, None),
        (0.0, 0, 4.0, None),
        (float("inf"), 8, 4.0, None),
        (float("nan"), 8, 4.0, None),
        (-120.0, 8, 4.0, None),
    ],
)
def test_a_tempo_is_told_where_beats_and_length_agree(
    tempo: float, beats: int, seconds: float, proven: float | None
) -> None:
    sound = files.wave(files.acid(tempo, beats), frames=round(seconds * files.RATE))
    assert evidence(sound).tempo == proven


def test_a_single_sound_has_no_tempo() -> None:
    reported = evidence(files.wave(files.acid(120, 8, one_shot=True), frames=4 * files.RATE))
    assert reported.one_shot is True
    assert reported.tempo is None
    assert reported.stated_tempo is None


def test_a_header_that_was_not_filled_in_says_nothing() -> None:
    assert evidence(files.wave(files.acid(0, 0))).one_shot is None
    assert evidence(files.wave()).one_shot is None


def test_root_notes_of_headers_and_of_samplers() -> None:
    assert evidence(files.wave(files.smpl((1, 9), note=40))).note == 40
    assert evidence(files.wave(files.smpl((1, 9), note=40), files.acid(0, 0))).note == 57
    assert evidence(files.wave(files.smpl(note=4000))).note is None
    assert evidence(files.wave(files.smpl((1, 9)))).sustained


def test_tags_tell_tempo_and_key() -> None:
    reported = evidence(files.flac((4, files.comments("BPM=174", "INITIALKEY=8A"))))
    assert (reported.stated_tempo, reported.key, reported.tempo) == (174.0, "8A", None)
