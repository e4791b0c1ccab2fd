"""A number in a name is a tempo where it is meant, and otherwise a hint at most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.tempo_in_name import NamedTempo, tempo_in_name

WORDS = st.sampled_from(["Kick", "loop", "Dusty", "SNR", "break", "a", "Vinyl", "groove", "Bass"])
MACHINES = ["TR-808", "TR 909", "707", "SP1200", "MPC 60", "MPC60", "CR-78", "Juno 106", "DX100"]
SERIALS = ["0120", "001", "099", "2024", "1998", "12345", "20240511", "90s", "120Hz", "24 bit"]


@pytest.mark.parametrize(
    ("name", "tempo"),
    [
        ("Break 174bpm.wav", 174.0),
        ("amen_92.5 BPM.flac", 92.5),
        ("amen 92,5bpm.flac", 92.5),
        ("BPM120 amen.wav", 120.0),
        ("groove bpm_96.wav", 96.0),
        ("tempo=140 pad.wav", 140.0),
        ("Loop 01-95bpm.wav", 95.0),
        ("90 120 bpm.wav", 120.0),
        ("kick 128bpm.wav", 128.0),
        ("sub 20bpm.wav", None),
        ("temporary 120.wav", None),
        ("loop_120_dusty.wav", None),
        ("", None),
    ],
)
def test_what_is_said_is_a_tempo(name: str, tempo: float | None) -> None:
    assert tempo_in_name(name).said == tempo


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("loop_120_dusty.wav", (120.0,)),
        ("Loop 04 - 96.wav", (96.0,)),
        ("drum-loop-90-120.wav", (90.0, 120.0)),
        ("DnB_174_Am.wav", (174.0,)),
        ("loop (93.5).wav", (93.5,)),
        ("120bpm to 140bpm.wav", (120.0, 140.0)),
        ("loop take 120.wav", ()),
        ("loop 120 Hz.wav", ()),
        ("loop_808.wav", ()),
    ],
)
def test_a_number_that_stands_alone_is_a_hint(name: str, bare: tuple[float, ...]) -> None:
    assert tempo_in_name(name) == NamedTempo(None, bare)


@given(
    st.lists(WORDS, max_size=3),
    st.sampled_from(MACHINES + SERIALS),
    st.lists(WORDS, max_size=3),
    st.sampled_from([" ", "_", "-"]),
)
def test_serials_years_and_machines_are_not_even_hints(
    before: list[str], number: str, after: list[str], between: str
) -> None:
    assert tempo_in_name(between.join([*before, number, *after]) + ".wav") == NamedTempo()


@given(st.text(max_size=30))
def test_whatever_the_name_is_it_is_read(name: str) -> None:
    found = tempo_in_name(name)

    assert all(40 <= one <= 300 for one in (*found.bare, found.said or 40))
