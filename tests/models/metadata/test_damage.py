"""Files that lie, end early or are no files at all: never an error, never without bounds."""

from __future__ import annotations

import io
import struct
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from models.metadata.evidence import evidence
from models.metadata.metadata import Metadata
from models.metadata.reader import read_metadata
from models.metadata.source import TOTAL
from tests.models.metadata import files

TAG = files.id3(
    files.frame(b"TIT2", b"\1\xff\xfeA\0"),
    files.frame(b"COMM", b"\0eng\0text"),
    files.frame(b"APIC", b"\0image/png\0\3\0PNG"),
)
RIGHT = (
    files.wave(
        files.smpl((1, 9), (20, 30)),
        files.cue(4, 5),
        files.labels(_1="a", _2="b"),
        files.acid(120, 8),
        files.bext("x", 99, loudness=True),
        files.info(INAM="t"),
        files.chunk(b"inst", bytes(7)),
        files.chunk(b"id3 ", TAG),
    ),
    files.long_wave(files.smpl((1, 9)), frames=3)[0] + bytes(6) + files.smpl((1, 2)),
    files.aiff(
        files.mark((1, 1, b"a"), (2, 9, b"bb")),
        files.inst(60, 0, (1, 1, 2), (0, 0, 0)),
        files.big(b"ID3 ", TAG),
        files.big(b"basc", bytes(84)),
    ),
    files.flac(
        (4, files.comments("A=b", "LOOPSTART=1")), (2, b"riff" + files.cue(1)), (6, bytes(40))
    ),
    files.ogg("A=b", "METADATA_BLOCK_PICTURE=AAAA"),
    TAG + b"\xff\xfb\x90\0" + bytes(200),
    files.id3(files.frame(b"TT2", b"\0x"), version=2) + bytes(40),
    b"caff\0\1\0\0" + b"mark" + struct.pack(">q", 36) + struct.pack(">II", 1, 0) + bytes(28),
)


class Counting(io.BytesIO):
    """Knows how much was read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def bounded(data: bytes) -> Metadata:
    file = Counting(data)
    found = read_metadata(file)
    assert file.taken <= TOTAL
    assert all(0 <= loop.start < loop.end for loop in found.loops)
    if found.frames:
        assert all(loop.end <= found.frames for loop in found.loops)
        assert all(0 <= marker.frame <= found.frames for marker in found.markers)
    reported = evidence(data)
    assert reported.tempo is None or 0 < reported.tempo < float("inf")
    return found


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    bounded(data)


@given(st.sampled_from(RIGHT), st.data())
@settings(max_examples=100)
def test_right_files_with_wrong_bytes(right: bytes, data: st.DataObject) -> None:
    wrong = bytearray(right)
    places = st.integers(0, len(right) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(places)
        patch = data.draw(st.sampled_from((b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x7f", b"ID3")))
        wrong[at : at + len(patch)] = patch
    bounded(bytes(wrong))


@given(st.sampled_from(RIGHT), st.data())
def test_right_files_that_end_early(right: bytes, data: st.DataObject) -> None:
    bounded(right[: data.draw(st.integers(0, len(right)))])


@settings(max_examples=8)
@given(st.sampled_from((b"smpl", b"cue ", b"LIST", b"id3 ", b"bext", b"acid", b"iXML", b"????")))
def test_chunks_of_absurd_sizes(tag: bytes) -> None:
    for size in (2**31, 2**32 - 2, 2**32 - 1, 0, 1, 17 << 20):
        whole = files.wave() + tag + struct.pack("<I", size) + bytes(64)
        assert bounded(whole).frames == 1000


def test_many_large_chunks_are_read_up_to_a_limit() -> None:
    large = files.chunk(b"id3 ", bytes(8 << 20))
    found = bounded(files.wave(*[large] * 8, files.smpl((1, 2))))
    assert any("too large" in problem for problem in found.problems)


def test_a_tag_that_unpacks_without_end_does_not() -> None:
    bomb = zlib.compress(b"\0" + b"A" * (32 << 20))
    body = struct.pack(">I", 32 << 20) + bomb
    frame = b"TIT2" + struct.pack(">IH", len(body), 0x80) + body
    found = bounded(files.id3(frame) + b"\xff\xfb\x90\0")
    assert len(found.tags.first("TITLE")) <= 16 << 20
