"""What files carry beside their sound is told as it stands; what cannot be is not."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metadata.instrument import Instrument
from models.metadata.loop import Loop, LoopKind
from models.metadata.marker import Marker
from models.metadata.picture import Picture
from models.metadata.picture import write_picture as picture
from models.metadata.reader import read_metadata
from tests.models.metadata import files


def test_a_loop_of_a_sampler_ends_with_the_frame_that_is_told() -> None:
    found = read_metadata(files.wave(files.smpl((100, 899), note=57)))
    assert found.loops == (Loop(100, 900),)
    assert found.loops[0].last == 899
    assert found.sampler is not None
    assert found.sampler.note == 57


def test_kinds_of_loops_are_told_apart() -> None:
    kinds = [
        read_metadata(files.wave(files.smpl((0, 9), kind=kind))).loops[0].kind
        for kind in (0, 1, 2, 99)
    ]
    assert kinds == [
        LoopKind.FORWARD,
        LoopKind.ALTERNATING,
        LoopKind.BACKWARD,
        LoopKind.FORWARD,
    ]


@pytest.mark.parametrize(
    ("reported", "read_as"),
    [
        ((100, 1000), (Loop(100, 1000),)),  # one too many: the last frame is 999
        ((100, 2**32 - 1), (Loop(100, 1000),)),
        ((1000, 1100), ()),
        ((500, 499), ()),
        ((999, 999), (Loop(999, 1000),)),
    ],
)
def test_loops_lie_within_the_file(reported: tuple[int, int], read_as: tuple[Loop, ...]) -> None:
    assert read_metadata(files.wave(files.smpl(reported))).loops == read_as


def test_markers_have_labels_notes_and_lengths() -> None:
    region = files.chunk(b"ltxt", struct.pack("<II4sHHHH", 2, 50, b"rgn ", 0, 0, 0, 0))
    note = files.chunk(b"note", struct.pack("<I", 1) + b"loud\0")
    found = read_metadata(
        files.wave(
            files.cue(300, 10),
            files.chunk(b"LIST", b"adtl" + region + note),
            files.labels(_1="Vers é", _2="Refrain"),
        )
    )
    assert found.markers == (
        Marker(300, "Vers é", "loud"),
        Marker(10, "Refrain", "", 50, "rgn "),
    )


def test_markers_whose_offset_is_not_filled_in_are_where_their_position_says() -> None:
    body = struct.pack("<I", 1) + struct.pack("<II4sIII", 1, 77, b"data", 0, 0, 0)
    assert read_metadata(files.wave(files.chunk(b"cue ", body))).markers == (Marker(77),)


def test_who_recorded_a_sound_and_when() -> None:
    found = read_metadata(
        files.wave(files.bext("Rain", 2**33, loudness=True, history="A=PCM\r\n"))
    ).broadcast
    assert found is not None
    assert (found.description, found.originator, found.date) == ("Rain", "recorder", "2026-11-29")
    assert found.reference_frames == 2**33
    assert found.loudness == (-2300, 400, -100, -1800, -2000)
    assert found.history == "A=PCM\r\n"


def test_texts_in_other_alphabets_keep_their_bytes() -> None:
    odd = files.chunk(b"INAM", "Ä".encode("latin-1") + b"\0")
    title = read_metadata(files.wave(files.chunk(b"LIST", b"INFO" + odd))).tags.first("TITLE")
    assert title.encode("utf-8", "surrogateescape") == b"\xc4"


def test_a_longer_text_counts_more_than_its_short_form() -> None:
    long = files.id3(files.frame(b"TIT2", b"\0A title that is long"))
    found = read_metadata(
        files.wave(files.info(INAM="A tit", IART="Me"), files.chunk(b"id3 ", long))
    )
    assert found.tags.values("TITLE") == ("A title that is long",)
    assert found.tags.first("ARTIST") == "Me"


def test_chunks_behind_the_sound_and_of_unknown_kinds_are_found() -> None:
    whole = files.wave(files.chunk(b"strc", b"abc")) + files.smpl((1, 2)) + files.cue(5)
    found = read_metadata(whole)
    assert found.loops == (Loop(1, 3),)
    assert found.markers == (Marker(5),)
    assert [(one.name, one.data) for one in found.others] == [("strc", b"abc")]


def test_an_odd_chunk_without_its_padding_hides_nothing() -> None:
    unpadded = b"xyz " + struct.pack("<I", 3) + b"abc"
    assert read_metadata(files.wave(unpadded, files.smpl((1, 2)))).loops == (Loop(1, 3),)


def test_of_two_chunks_of_a_kind_the_first_counts() -> None:
    assert read_metadata(files.wave(files.smpl((1, 2)), files.smpl((5, 6)))).loops == (Loop(1, 3),)


def test_a_file_that_was_not_finished_has_its_true_length() -> None:
    whole = bytearray(files.wave(files.smpl((1, 2))))
    at = whole.index(b"data") + 4
    for size in (0, 2**32 - 1):
        whole[at : at + 4] = struct.pack("<I", size)
        assert read_metadata(bytes(whole)).frames == 1000


def test_a_file_that_is_cut_off_tells_what_is_left() -> None:
    whole = files.wave(files.cue(5), files.smpl((1, 2), (3, 4), (5, 6)))
    found = read_metadata(whole[: whole.index(b"smpl") + 8 + 36 + 24 + 10])
    assert found.loops == (Loop(1, 3),)
    assert found.markers == (Marker(5),)
    assert found.problems == ("smpl: cut off",)


def test_files_of_more_than_four_gigabytes(tmp_path: Path) -> None:
    frames = 2_300_000_000
    head, tail = files.long_wave(
        files.smpl((1, 2_200_000_000)), files.info(INAM="long"), frames=frames
    )
    path = tmp_path / "long.wav"
    with path.open("wb") as file:
        file.write(head)
        file.seek(2 * frames, io.SEEK_CUR)  # a hole: the disk need not hold it
        file.write(tail)
    with path.open("rb") as file:
        found = read_metadata(file)
    assert found.frames == frames
    assert found.loops == (Loop(1, 2_200_000_001),)
    assert found.tags.first("TITLE") == "long"


def test_markers_that_loops_of_an_aiff_begin_and_end_at_are_loops() -> None:
    found = read_metadata(
        files.aiff(
            files.mark(
                (1, 100, b"beg"), (2, 900, b"end!"), (7, 50, b"hit"), (8, 910, b""), (9, 990, b"")
            ),
            files.inst(62, -20, (1, 1, 2), (2, 8, 9)),
            files.big(b"COMT", struct.pack(">HIHH", 1, 0, 7, 3) + b"odd\0"),
            files.big(b"NAME", b"Pad"),
            files.big(b"ANNO", b"made up"),
        )
    )
    assert found.loops == (
        Loop(100, 900),
        Loop(910, 990, LoopKind.ALTERNATING, release=True),
    )
    assert found.markers == (Marker(50, "hit", "odd"),)
    assert found.instrument == Instrument(62, -20)
    assert found.sampler is not None
    assert (found.sampler.note, round(found.sampler.cents)) == (62, 20)
    assert found.tags.fields == (("TITLE", "Pad"), ("COMMENT", "made up"))
    assert (found.rate, found.frames) == (44_100, 1000)


def test_loops_of_apple_say_how_many_beats_they_are() -> None:
    basc = struct.pack(">IIHHHHH", 1, 8, 57, 1, 4, 4, 2).ljust(84, b"\0")
    found = read_metadata(files.aiff(files.big(b"basc", basc), frames=4 * 44_100, kind=b"AIFC"))
    assert found.rhythm is not None
    assert (found.rhythm.beats, found.rhythm.tempo, found.rhythm.note) == (8, 120.0, 57)


def test_tags_of_flac_and_ogg() -> None:
    cover = Picture(b"jpeg", description="front")
    found = read_metadata(
        files.flac(
            (4, files.comments("title=Ä", "Tempo=120", "nothing", "LOOPSTART=10", "LOOPLENGTH=90")),
            (6, picture(cover)),
            (2, b"riff" + files.cue(3)),
            (2, b"Fooo" + b"1234"),
        )
    )
    assert found.tags.fields == (("TITLE", "Ä"), ("BPM", "120"))
    assert found.tags.pictures == (cover,)
    assert found.loops == (Loop(10, 100),)
    assert found.markers == (Marker(3),)
    assert [one.name for one in found.others] == ["application Fooo"]
    assert read_metadata(files.ogg("ARTIST=x")).tags.fields == (("ARTIST", "x"),)


LETTERS = "Ünï"
TITLES = {
    "latin-1": b"\0" + LETTERS.encode("latin-1"),
    "utf-16": b"\1" + b"\xff\xfe" + LETTERS.encode("utf-16-le"),
    "utf-16-be": b"\2" + LETTERS.encode("utf-16-be"),
    "utf-8": b"\3" + LETTERS.encode() + b"\0",
}


MARKS = {0: b"", 1: b"\xff\xfe", 2: b"", 3: b""}
CODECS = {0: "latin-1", 1: "utf-16-le", 2: "utf-16-be", 3: "utf-8"}


@given(st.sampled_from(sorted(CODECS)), st.data())
def test_id3_text_is_read_as_it_was_written(encoding: int, data: st.DataObject) -> None:
    codec, mark = CODECS[encoding], MARKS[encoding]
    letters = st.characters(codec=codec, exclude_characters="\0", exclude_categories=["Cs"])
    special = st.just("\ufeff") if encoding else st.nothing()
    texts = st.lists(special | letters, min_size=1).map("".join)
    written = data.draw(st.lists(texts, min_size=1))
    if encoding == 2:  # a faulty mark is not told from the character
        written = [text.lstrip("\ufeff") or "x" for text in written]
    nothing = "\0".encode(codec)
    strings = nothing.join(mark + text.encode(codec) for text in written)
    tag = files.id3(files.frame(b"TPE1", bytes([encoding]) + strings))

    assert read_metadata(tag + files.wave()).tags.fields == tuple(
        ("ARTIST", text) for text in written
    )


def test_id3_text_in_utf_16_of_either_byte_order() -> None:
    for mark, codec in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"", "utf-16-le"),
    ):
        words = b"\1eng" + mark + "about\0".encode(codec) + mark + "a\ufeffb".encode(codec)
        found = read_metadata(files.id3(files.frame(b"COMM", words)) + files.wave())
        assert found.tags.fields == (("COMMENT:ABOUT", "a\ufeffb"),)


@pytest.mark.parametrize("encoding", TITLES)
def test_id3_before_the_sound_in_every_encoding(encoding: str) -> None:
    tag = files.id3(
        files.frame(b"TIT2", TITLES[encoding]),
        files.frame(b"TCON", b"\0(17)"),
        files.frame(b"TXXX", b"\0mood\0calm"),
        files.frame(b"COMM", b"\0eng\0a comment"),
        files.frame(b"APIC", b"\0image/png\0\3\0PNG"),
        files.frame(b"PRIV", b"x"),
    )
    for sound in (b"\xff\xfb\x90\0" + bytes(400), files.wave(), files.flac()):
        found = read_metadata(tag + sound)
        assert found.tags.fields == (
            ("TITLE", LETTERS),
            ("GENRE", "Rock"),
            ("MOOD", "calm"),
            ("COMMENT", "a comment"),
        )
        assert found.tags.pictures == (Picture(b"PNG", "image/png"),)
        assert [one.name for one in found.others] == ["ID3 PRIV"]


def test_id3_at_the_end_counts_where_there_is_no_other() -> None:
    old = (
        b"TAG"
        + b"Title".ljust(30, b"\0")
        + b"Me".ljust(30)
        + bytes(30)
        + b"1999"
        + bytes(30)
        + b"\x11"
    )
    found = read_metadata(b"\xff\xfb\x90\0" + bytes(400) + old)
    assert found.tags.fields == (
        ("TITLE", "Title"),
        ("ARTIST", "Me"),
        ("DATE", "1999"),
        ("GENRE", "Rock"),
    )


def test_texts_and_markers_of_caf() -> None:
    def part(tag: bytes, body: bytes) -> bytes:
        return tag + struct.pack(">q", len(body)) + body

    def marker(kind: bytes, frame: float, number: int) -> bytes:
        return kind + struct.pack(">dI", frame, number) + bytes(12)

    layout = struct.pack(">d4s5I", 48_000.0, b"lpcm", 0, 4, 1, 2, 16)
    marks = marker(b"\0\0\0\0", 20, 1) + marker(b"slbg", 5, 0) + marker(b"slen", 90, 0)
    found = read_metadata(
        b"caff\0\1\0\0"
        + part(b"desc", layout)
        + part(b"info", struct.pack(">I", 2) + b"title\0Pad\0tempo\x0090\0")
        + part(b"strg", struct.pack(">IIq", 1, 1, 0) + b"hit\0")
        + part(b"mark", struct.pack(">II", 3, 0) + marks)
        + part(b"data", bytes(4 + 400))
    )
    assert (found.rate, found.channels, found.frames) == (48_000, 2, 100)
    assert found.tags.fields == (("TITLE", "Pad"), ("BPM", "90"))
    assert found.markers == (Marker(20, "hit"),)
    assert found.loops == (Loop(5, 90),)
