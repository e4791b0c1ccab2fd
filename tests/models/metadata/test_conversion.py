"""Positions follow the frames that they were set at; what lost its sense is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.metadata.broadcast import Broadcast
from models.metadata.change import Change
from models.metadata.conversion import convert_metadata
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.other import Other
from models.metadata.rhythm import Rhythm
from models.metadata.sampler import Sampler
from models.metadata.tags import Tags
from tests.models.metadata import sounds

RATES = st.sampled_from((8_000, 22_050, 44_100, 48_000, 96_000, 192_000))


def change(
    start: int = 0, end: int = 1000, old: int = 44_100, rate: int = 44_100, **more: bool
) -> Change:
    frames = max(1, round(Fraction((end - start) * rate, old)))
    return Change(old, 1000, start, end, rate, frames, 1, **more)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    start = draw(st.integers(0, 990))
    end = draw(st.integers(start + 10, 1000))
    return change(start, end, draw(RATES), draw(RATES))


@given(changes(), st.lists(st.integers(0, 1000), min_size=2, max_size=9))
def test_places_are_where_their_time_says_and_keep_their_order(
    made: Change, frames: list[int]
) -> None:
    inside = sorted(frame for frame in frames if made.start <= frame <= made.end)
    places = [made.place(frame) for frame in inside]
    exact = [Fraction((frame - made.start) * made.rate, made.old_rate) for frame in inside]
    assert places == [min(round(one), made.frames) for one in exact]
    assert places == sorted(places)


@given(RATES, RATES, st.integers(0, 1000))
def test_there_and_back_is_within_one_frame_of_the_lower_rate(
    old: int, rate: int, frame: int
) -> None:
    there = change(old=old, rate=rate)
    back = Change(rate, there.frames, 0, there.frames, old, 1000, 1)
    assert abs(back.place(there.place(frame)) - frame) <= max(1, old / rate)


@settings(max_examples=25)
@given(sounds.metadata(), changes())
def test_what_is_kept_lies_within_the_new_file(found: Metadata, made: Change) -> None:
    now, left = convert_metadata(found, made)
    for loop in now.loops:
        assert 0 <= loop.start < loop.end <= made.frames
    for marker in now.markers:
        assert 0 <= marker.frame <= marker.frame + marker.length <= made.frames
    lost_loops, lost_markers = (
        sum(int(line.split()[0]) for line in left if thing in line.partition(":")[0])
        for thing in ("loop", "marker")
    )
    assert len(now.loops) + lost_loops == len(found.loops)
    assert len(now.markers) + lost_markers == len(found.markers)


@settings(max_examples=25)
@given(sounds.metadata(), changes())
def test_a_loop_lasts_as_long_as_before(found: Metadata, made: Change) -> None:
    now, _ = convert_metadata(found, made)
    kept = [one for one in found.loops if made.start <= one.start and one.end <= made.end]
    for before, after in zip(kept, now.loops, strict=True):
        exact = (before.end - before.start) * made.rate / made.old_rate
        assert after.end - after.start == 1 or abs(after.end - after.start - exact) <= 1.5


@settings(max_examples=25)
@given(sounds.metadata())
def test_another_depth_changes_no_place(found: Metadata) -> None:
    found = replace(found, broadcast=None, ixml=b"")
    now, left = convert_metadata(found, change())
    assert now == found
    assert left == ()


def test_loops_that_an_edge_cuts_are_left_out_and_named() -> None:
    loops = (Loop(100, 200), Loop(100, 400), Loop(400, 500), Loop(300, 600), Loop(900, 950))
    now, left = convert_metadata(Metadata(loops=loops), change(300, 600))
    assert now.loops == (Loop(100, 200), Loop(0, 300))
    assert left == ("2 loops: outside the clip", "1 loop: cut by the edge of the clip")


def test_stretches_are_cut_with_the_clip() -> None:
    markers = (Marker(100, "a", length=400), Marker(500, length=400), Marker(600), Marker(50))
    now, left = convert_metadata(Metadata(markers=markers), change(300, 600))
    assert now.markers == (Marker(0, "a", length=200), Marker(200, length=100))
    assert left == ("2 markers: outside the clip",)


def test_the_tempo_stays_and_beats_are_those_of_the_clip() -> None:
    rhythm = Rhythm(beats=16, tempo=120.0)
    now, _ = convert_metadata(Metadata(rhythm=rhythm), change(0, 250, rate=48_000))
    assert now.rhythm == replace(rhythm, beats=4)


def test_the_time_reference_moves_and_the_coding_is_noted() -> None:
    broadcast = Broadcast(
        "Rain",
        reference_frames=44_100,
        loudness=(1, 2, 3, 4, 5),
        version=2,
        history="A=ANALOGUE\r\n",
    )
    now, left = convert_metadata(Metadata(broadcast=broadcast), change(500, rate=88_200))
    assert now.broadcast is not None
    assert now.broadcast.reference_frames == 2 * 44_600
    assert now.broadcast.history == "A=ANALOGUE\r\nA=PCM,F=88200,W=16,M=mono,T=sempal\r\n"
    assert now.broadcast.loudness is None
    assert left == ("bext loudness: it was that of the whole file",)
    same, _ = convert_metadata(Metadata(broadcast=broadcast), change())
    assert same.broadcast is not None
    assert same.broadcast.loudness == (1, 2, 3, 4, 5)


def test_ixml_tells_the_new_rate_and_time() -> None:
    text = (
        b"<BWFXML><SPEED><FILE_SAMPLE_RATE>44100</FILE_SAMPLE_RATE>"
        b"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>1</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
        b"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>7</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>"
        b"</SPEED><SCENE>12</SCENE></BWFXML>"
    )
    now, _ = convert_metadata(Metadata(ixml=text), change(100, rate=88_200))
    assert b"<FILE_SAMPLE_RATE>88200<" in now.ixml
    assert b"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>2<" in now.ixml
    assert b"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>214<" in now.ixml
    assert b"<SCENE>12</SCENE>" in now.ixml


TAGS = Tags(
    (
        ("TITLE", "x"),
        ("REPLAYGAIN_TRACK_GAIN", "-3 dB"),
        ("CHAPTER001", "00:00:01.000"),
        ("WAVEFORMATEXTENSIBLE_CHANNEL_MASK", "0x3"),
        ("LENGTH", "1000"),
    )
)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (change(), {"TITLE", "REPLAYGAIN_TRACK_GAIN", "CHAPTER001", TAGS.fields[3][0]}),
        (change(same_level=False), {"TITLE", "CHAPTER001", TAGS.fields[3][0]}),
        (change(same_channels=False), {"TITLE", "CHAPTER001"}),
        (change(10), {"TITLE", TAGS.fields[3][0]}),
    ],
)
def test_tags_that_are_not_true_any_more_are_named(made: Change, kept: set[str]) -> None:
    now, left = convert_metadata(Metadata(tags=TAGS), made)
    assert {name for name, _ in now.tags.fields} == kept
    assert {line.partition(":")[0] for line in left} == {name for name, _ in TAGS.fields} - kept


def test_what_nobody_knows_is_named() -> None:
    _, left = convert_metadata(
        Metadata(others=(Other("strc", 9),), problems=("smpl: cut off",)), change()
    )
    assert left == ("strc: not known to sempal", "smpl: cut off, not carried over")


def test_data_of_a_sampler_stays_while_nothing_moves() -> None:
    found = Metadata(sampler=Sampler(data=b"x"))
    assert convert_metadata(found, change())[0] == replace(
        found, rate=44_100, channels=1, frames=1000
    )
    now, left = convert_metadata(found, change(rate=48_000))
    assert now.sampler == Sampler()
    assert left == ("sampler data: may hold positions",)
