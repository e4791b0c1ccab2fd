"""Types by the names that people give."""

from __future__ import annotations

import pytest

from models.types.sound_type import SoundType
from scripts.labelling import names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kick 808", SoundType.KICK),
        ("Snare Rim Shot", SoundType.PERCUSSION),
        ("Open Hi-Hat", SoundType.HAT),
        ("HH closed 2", SoundType.HAT),
        ("Cowbell", SoundType.PERCUSSION),
        ("Crash L", SoundType.CYMBAL),
        ("Low Tom", SoundType.TOM),
        ("Snare Roll", None),
        ("Whistle", None),
    ],
)
def test_drums(name: str, kind: SoundType | None) -> None:
    assert names.drum(name) is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (0, SoundType.INSTRUMENT),
        (33, SoundType.BASS),
        (47, None),
        (53, SoundType.VOCAL),
        (55, None),
        (81, SoundType.SYNTH),
        (110, None),
        (125, SoundType.FX),
    ],
)
def test_programs_of_general_midi(number: int, kind: SoundType | None) -> None:
    assert names.program(number) is kind


def test_files_of_sonic_pi_and_of_the_demo() -> None:
    assert names.sonic_pi("bd_haus") is SoundType.KICK
    assert names.sonic_pi("loop_amen") is SoundType.LOOP
    assert names.sonic_pi("ambi_choir") is None
    assert names.demo(("Drums", "Hats", "Open")) is SoundType.HAT
