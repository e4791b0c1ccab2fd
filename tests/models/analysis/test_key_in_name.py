"""A key in a name is read where it is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.key import Key, Mode
from models.analysis.key_in_name import key_in_name

keys = st.builds(Key, st.integers(0, 11), st.sampled_from([Mode.MAJOR, Mode.MINOR]))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("PT_128_synth_loop_steel_Fmin.wav", "F min"),
        ("Pad C#m.wav", "C# min"),
        ("Bass_A_Maj_01.wav", "A maj"),
        ("Lead Bb 02.wav", "A#"),
        ("8A - stab.wav", "A min"),
        ("Loop_Am_01.wav", "A min"),
        ("loop_f#m_174.wav", "F# min"),
        ("x-Gbm-y.wav", "F# min"),
        ("F♯m pad.wav", "F# min"),
        ("E♭ lead.flac", "D#"),
        ("A\u0301 C# Minor.wav", "C# min"),
        ("C sharp minor.wav", "C# min"),
        ("Bflat.wav", "A#"),
        ("amin.wav", "A min"),
        ("Dmaj7 chord.wav", "D maj"),
        ("Em9_x.wav", "E min"),
        ("DARK_BASS_F#.wav", "F#"),
        ("F#2 stab.wav", "F#"),
        ("key of D.wav", "D"),
        ("x_key_D_.wav", "D"),
        ("(11B) x.wav", "A maj"),
        ("128bpm 4A.wav", "F min"),
        ("Loop_8A_128bpm.wav", "A min"),
        ("8A Am.wav", "A min"),
    ],
)
def test_a_key_is_read_where_it_is_meant(name: str, key: str) -> None:
    found = key_in_name(name)

    assert found is not None
    assert found.name == key


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Am I late.wav",
            "I Am.wav",
            "Bass Drum A.wav",
            "A1 kick.wav",
            "take 8a.wav",
            "Kick 1A.wav",
        ),
        *(
            "Snare 2B.wav",
            "a minor thing.wav",
            "admin.wav",
            "Big Bad.wav",
            "G.wav",
            "C4.wav",
            "10Am.wav",
        ),
        *(
            "drumBb.wav",
            "Bb clarinet.wav",
            "Fm Bass.wav",
            "GM kit.wav",
            "12 cm.wav",
            "FM radio.wav",
        ),
        *("Am vs C#m.wav", "SP-1200.wav", "Side 1A.wav", "A_Kick_B.wav", "a.b", "", "E Piano.wav"),
    ],
)
def test_letters_that_mean_something_else_are_no_key(name: str) -> None:
    assert key_in_name(name) is None


@given(keys, st.sampled_from([" ", "_", "-"]))
def test_what_is_written_is_read(one: Key, between: str) -> None:
    for written in (one.name, one.name.replace(" ", ""), one.shown):
        assert key_in_name(between.join(["Pad", written, "01.wav"])) == one


@given(st.text(max_size=30))
def test_whatever_the_name_is_it_is_read_whole(name: str) -> None:
    found = key_in_name(name)

    assert found is None or 0 <= found.root < 12
