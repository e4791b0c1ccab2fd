"""What is found out about real sounds of which it is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.analysis.analyser import Found, analyse
from models.analysis.analysis import Analysis
from models.analysis.key import Key, Mode
from models.metadata.evidence import Evidence

TEMPI = {
    # So many beats, told by their authors or counted; the file is exactly so long.
    "loop_amen": 4,
    "loop_amen_full": 16,
    "loop_breakbeat": 4,
    "loop_compus": 16,
    "loop_electric": 4,
    "loop_garzul": 16,
    "loop_mika": 16,
    "loop_safari": 16,
    "loop_tabla": 16,
}
OPEN = {"loop_tabla"}
"""Half or double: sixteenths all through, without a back beat."""
NOTES = {
    "bass_dnb_f": "F",
    "bass_hard_c": "C",
    "bass_thick_c": "C",
    "bass_trance_c": "C",
    "bass_woodsy_c": "C",
    "loop_drone_g_97": "G",
}
DRUMS = ("bd_haus", "bd_808", "sn_dolf", "sn_dub", "drum_cymbal_hard", "elec_hi_snare", "perc_snap")


def found(folder: Path, name: str, *, as_: str = "") -> Found:
    (path,) = folder.rglob(f"{name}.flac")
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return analyse(audio, rate, as_)


def noise(seconds: float, rate: int, seed: int = 1) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(0, 0.1, (round(seconds * rate), 1))
    return values.astype(np.float32)


@pytest.mark.parametrize(("name", "beats"), TEMPI.items())
def test_loops_have_their_tempo(real_sounds: Path, name: str, beats: int) -> None:
    (path,) = real_sounds.rglob(f"{name}.flac")
    length = soundfile.info(path).duration
    analysis = found(real_sounds, name).analysis
    reported = analysis.other_tempo if name in OPEN else analysis.tempo

    assert analysis.sure_tempo is not None
    assert reported == pytest.approx(60 * beats / length, rel=0.002)


@pytest.mark.parametrize(("name", "note"), NOTES.items())
def test_notes_have_their_name(real_sounds: Path, name: str, note: str) -> None:
    key = found(real_sounds, name).analysis.sure_key

    assert key is not None
    assert key.name == note


@pytest.mark.parametrize("name", DRUMS)
def test_drums_have_neither_tempo_nor_key(real_sounds: Path, name: str) -> None:
    analysis = found(real_sounds, name).analysis

    assert analysis.sure_tempo is None
    assert analysis.sure_key is None
    assert analysis.loudness is not None
    assert analysis.onsets is not None


def test_the_name_of_a_file_tells_the_tempo_for_sure(real_sounds: Path) -> None:
    analysis = found(real_sounds, "loop_amen", as_="amen 138bpm.flac").analysis

    assert (analysis.tempo, analysis.tempo_confidence) == (138.0, 1.0)


def test_the_name_tells_it_of_a_short_one_too() -> None:
    analysis = analyse(noise(0.3, 44_100), 44_100, "kick 128bpm.wav").analysis

    assert analysis.sure_tempo == 128.0


def beat(bpm: float, beats: int, rate: int = 44_100) -> NDArray[np.float32]:
    """Return a loop of kicks and snares with hats between them, exactly so many beats long."""
    audio = np.zeros((round(beats * 60 / bpm * rate), 1), np.float32)
    at = np.arange(rate // 5) / rate
    kick = np.sin(2 * np.pi * 60 * at) * np.exp(-25 * at)
    snare = np.random.default_rng(1).normal(0, 0.3, len(at)) * np.exp(-30 * at)
    for eighth in range(2 * beats):
        sound = 0.2 * snare if eighth % 2 else (kick, snare)[eighth // 2 % 2]
        begin = round(eighth * 30 / bpm * rate)
        room = audio[begin : begin + len(sound), 0]
        room += sound[: len(room)].astype(np.float32)
    return audio * np.float32(0.5)


@pytest.mark.parametrize(("bpm", "beats"), [(120, 72), (93.5, 50), (128, 140)])
def test_a_long_loop_of_odd_length_has_its_tempo_and_the_one_in_its_name_exactly(
    bpm: float, beats: int
) -> None:
    audio = beat(bpm, beats, 22_050)
    plain, named, near = (
        analyse(audio, 22_050, name).analysis
        for name in ("", f"long drums {bpm:g}.flac", f"long drums {bpm + 0.5:g}.flac")
    )

    assert plain.sure_tempo == pytest.approx(bpm, rel=2e-4)
    assert named.sure_tempo == bpm
    assert near.sure_tempo == plain.sure_tempo, "the sound contradicts the name"


def test_the_beginning_of_a_longer_sound_is_no_loop() -> None:
    """Sixty seconds are 128 beats at 128 bpm, which is no reason to hear that."""
    audio = beat(125, 140, 22_050)

    assert analyse(audio, 22_050).analysis.sure_tempo == pytest.approx(125, rel=2e-4)


@pytest.mark.parametrize("name", ["loop 90.wav", "groove 140 120.wav", "SP 66 loop.wav", "140.wav"])
def test_a_number_that_length_and_content_do_not_agree_with_changes_nothing(name: str) -> None:
    audio = beat(100, 16)
    plain = analyse(audio, 44_100).analysis

    assert plain.sure_tempo == pytest.approx(100, abs=0.01)
    assert analyse(audio, 44_100, name).analysis.sure_tempo == plain.sure_tempo


def test_a_number_that_they_agree_with_makes_it_surer() -> None:
    audio = beat(172, 16)
    plain, named = (analyse(audio, 44_100, name).analysis for name in ("", "DnB_172_Am.wav"))

    assert 172 in {round(one) for one in (plain.tempo, plain.other_tempo) if one}
    assert named.sure_tempo == pytest.approx(172, abs=0.1)
    assert named.tempo_confidence >= plain.tempo_confidence
    assert named.sure_key == Key(9, Mode.MINOR)


@given(st.sampled_from(["120", "93", "60", "174"]), st.sampled_from(["kick", "loop", "break"]))
def test_a_single_sound_has_no_tempo_whatever_number_it_bears(number: str, word: str) -> None:
    once = beat(100, 1)[:4_000]

    assert analyse(once, 44_100, f"{word} {number}.wav").analysis.tempo is None


def test_what_the_header_says_is_weighed() -> None:
    audio, single = beat(93.5, 16), Evidence(one_shot=True)

    assert analyse(audio, 44_100, "hit 120bpm loop.wav", single).analysis.tempo is None
    proven = analyse(noise(8, 8_000), 8_000, "", Evidence(tempo=93.5, beats=12)).analysis
    assert proven.sure_tempo == 93.5
    assert proven.tempo_confidence > 0.9
    claimed = analyse(audio, 44_100, "", Evidence(stated_tempo=120.0)).analysis
    assert claimed.sure_tempo == pytest.approx(93.5, abs=0.01)
    tagged = analyse(audio, 44_100, "", Evidence(key="8A")).analysis
    assert tagged.sure_key == Key(9, Mode.MINOR)


def test_a_root_note_decides_between_what_fits_nearly_as_well_and_60_is_none() -> None:
    at = np.arange(2 * 22_050) / 22_050
    fifth = sum(np.sin(2 * np.pi * hertz * at) for hertz in (220.0, 329.63))
    audio = (0.3 * np.asarray(fifth)[:, None]).astype(np.float32)
    plain, root, usual, strange = (
        analyse(audio, 22_050, "", Evidence(note=note)).analysis for note in (None, 57, 60, 61)
    )

    assert usual == plain
    assert root.key is not None
    assert root.key.root == 9
    assert root.key_confidence > plain.key_confidence
    assert strange.sure_key is None or strange.sure_key.root != 1


@pytest.mark.parametrize("bpm", [82.0, 120.0, 165.0, 174.0])
def test_gain_polarity_channels_and_rate_change_no_tempo(bpm: float) -> None:
    audio = beat(bpm, 16)
    first = analyse(audio, 44_100).analysis
    others = (
        analyse(audio * np.float32(0.05), 44_100).analysis,
        analyse(-audio, 44_100).analysis,
        analyse(np.repeat(audio, 2, axis=1), 44_100).analysis,
        analyse(beat(bpm, 16, 32_000), 32_000).analysis,
    )

    for other in others:
        assert other.tempo == pytest.approx(first.tempo, rel=1e-4)
        assert other.tempo_confidence == pytest.approx(first.tempo_confidence, abs=0.15)


def test_nothing_is_told_of_what_is_far_above_full_scale() -> None:
    analysis = analyse(noise(1.0, 44_100) * np.float32(1e30), 44_100).analysis

    assert analysis == Analysis(onsets=0)


def test_onsets_are_where_sounds_begin() -> None:
    rate = 44_100
    audio = np.zeros((3 * rate, 1), np.float32)
    at = (0.5, 1.0, 1.75, 2.5)
    for begin in at:
        click = noise(0.1, rate, seed=int(begin * 100)) * np.exp(-np.arange(4410) / 800)[:, None]
        audio[round(begin * rate) :][:4410] += click
    onsets = analyse(audio, rate).onsets

    assert onsets == pytest.approx(at, abs=0.03)


def test_level_and_rate_change_nothing_but_loudness(real_sounds: Path) -> None:
    (path,) = real_sounds.rglob("loop_compus.flac")
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    full, quiet = analyse(audio, rate).analysis, analyse(audio / 8, rate).analysis

    assert quiet.tempo == full.tempo
    assert quiet.key == full.key
    assert quiet.loudness == pytest.approx((full.loudness or 0) - 18.06, abs=0.1)


@pytest.mark.parametrize(
    "audio",
    [
        np.zeros((1, 1), np.float32),
        np.ones((1, 1), np.float32),
        np.zeros((48_000, 2), np.float32),
        np.full((48_000, 1), 0.5, np.float32),
        noise(0.01, 48_000),
        noise(3.0, 8_000),
        np.repeat(noise(0.5, 192_000), 32, axis=1),
    ],
    ids=["one silent", "one", "silence", "constant", "10 ms", "8 kHz", "32 channels"],
)
def test_odd_sounds_are_analysed_without_a_complaint(audio: NDArray[np.float32]) -> None:
    rate = 192_000 if audio.shape[1] == 32 else 8_000 if len(audio) == 24_000 else 48_000
    analysis = analyse(audio, rate).analysis

    assert analysis.sure_key is None
    assert analysis.sure_tempo is None
    assert analysis.onsets is not None
    for value in (analysis.tempo, analysis.loudness):
        assert value is None or np.isfinite(value)
