"""Hypothesis strategies for metadata as files contain it."""

from __future__ import annotations

from hypothesis import strategies as st

from models.metadata.broadcast import Broadcast
from models.metadata.instrument import Instrument
from models.metadata.loop import Loop, LoopKind
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.picture import Picture
from models.metadata.rhythm import Rhythm
from models.metadata.sampler import Sampler
from models.metadata.tags import Tags

FRAMES = 1000
LETTERS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
SHORT = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
KEYS = st.integers(0, 127)
BYTES = st.integers(0, 255)


@st.composite
def loops(draw: st.DrawFn, frames: int = FRAMES) -> Loop:
    start = draw(st.integers(0, frames - 1))
    kind = draw(st.sampled_from(LoopKind))
    return Loop(
        start, draw(st.integers(start + 1, frames)), kind, draw(BYTES), draw(st.integers(0, 9))
    )


@st.composite
def markers(draw: st.DrawFn, frames: int = FRAMES) -> Marker:
    frame = draw(st.integers(0, frames))
    length = draw(st.integers(0, frames - frame))
    purpose = draw(st.sampled_from(("rgn ", "beat"))) if length else ""
    return Marker(frame, draw(LETTERS), draw(LETTERS), length, purpose)


rhythms = st.builds(
    Rhythm,
    one_shot=st.booleans(),
    note=st.none() | KEYS,
    beats=st.integers(0, 1000),
    numerator=st.integers(1, 16),
    denominator=st.sampled_from((2, 4, 8)),
    tempo=st.sampled_from((0.0, 93.5, 120.0)),
)
samplers = st.builds(
    Sampler,
    note=KEYS,
    fraction=st.integers(0, 2**32 - 1),
    manufacturer=BYTES,
    product=BYTES,
    data=st.binary(max_size=5),
)
cents = st.integers(-50, 50)
instruments = st.builds(Instrument, KEYS, cents, cents, KEYS, KEYS, KEYS, KEYS)
broadcasts = st.builds(
    Broadcast,
    SHORT,
    SHORT,
    SHORT,
    st.just("2026-11-29"),
    st.just("10:11:12"),
    st.integers(0, 2**64 - 1),
    st.just(1),
    st.binary(min_size=64, max_size=64),
    history=SHORT,
)
names = st.sampled_from(("TITLE", "ARTIST", "GENRE", "BPM", "INITIALKEY", "COMMENT", "MY FIELD"))
values = LETTERS.map(str.strip).filter(lambda text: text and not text.isdigit() and text[0] != "(")
fields = st.dictionaries(names, values, max_size=5).map(lambda every: tuple(every.items()))
pictures = st.builds(
    Picture, st.binary(min_size=1, max_size=9), st.just("image/png"), KEYS, LETTERS
)
tags = st.builds(Tags, fields, st.lists(pictures, max_size=2).map(tuple))


@st.composite
def metadata(draw: st.DrawFn, container: str = "WAV", rate: int = 44_100) -> Metadata:
    return Metadata(
        container,
        rate,
        1,
        FRAMES,
        draw(samplers),
        tuple(draw(st.lists(loops(), max_size=4))),
        draw(st.none() | instruments),
        tuple(draw(st.lists(markers(), max_size=4))),
        draw(st.none() | rhythms),
        draw(st.none() | broadcasts),
        draw(st.sampled_from((b"", b"<BWFXML/>", b"<BWFXML></BWFXML>"))),
        draw(tags),
    )
