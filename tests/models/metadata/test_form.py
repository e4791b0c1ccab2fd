"""What was written is read as it was; what a container cannot hold is named."""

from __future__ import annotations

import struct
from dataclasses import replace

from hypothesis import given, settings

from models.metadata.form.aiff import aiff_chunks
from models.metadata.form.caf import caf_chunks
from models.metadata.form.container import for_container
from models.metadata.form.flac import flac_blocks
from models.metadata.form.riff import wave_chunks
from models.metadata.insertion import insert_metadata
from models.metadata.loop import Loop, LoopKind
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.picture import Picture
from models.metadata.reader import read_metadata
from models.metadata.rhythm import Rhythm
from models.metadata.source import Source
from models.metadata.tags import Tags
from models.metadata.wave import chunks
from tests.models.metadata import files, sounds

FEW = settings(max_examples=25)


def plain(found: Metadata) -> Metadata:
    """Return metadata without what is said twice, and without the order of different fields."""
    rhythm = found.rhythm
    return replace(
        found,
        rhythm=replace(rhythm, flags=0) if rhythm else None,
        tags=Tags(tuple(sorted(found.tags.fields)), found.tags.pictures),
    )


@FEW
@given(sounds.metadata())
def test_wav(found: Metadata) -> None:
    made = insert_metadata(files.wave(), wave_chunks(found).parts)
    assert plain(read_metadata(made)) == plain(found)


@FEW
@given(sounds.metadata(container="FLAC"))
def test_flac(found: Metadata) -> None:
    made = insert_metadata(files.flac(), flac_blocks(found).parts)
    assert plain(read_metadata(made)) == plain(replace(found, channels=2))


@FEW
@given(sounds.metadata(container="AIFF"))
def test_aiff(found: Metadata) -> None:
    written = aiff_chunks(found)
    again = read_metadata(insert_metadata(files.aiff(), written.parts))
    forward = [loop for loop in found.loops if loop.kind is not LoopKind.BACKWARD][:1]
    assert [(one.start, one.end, one.kind) for one in again.loops] == [
        (one.start, one.end, one.kind) for one in forward
    ]
    assert [(one.frame, one.label, one.note) for one in again.markers] == [
        (one.frame, one.label, one.note) for one in found.markers
    ]
    assert plain(again).tags == plain(found).tags
    lost = len(found.loops) - len(forward)
    assert any("AIFF holds one" in line for line in written.left_out) == (lost > 0)
    assert ("bext: not supported by AIFF" in written.left_out) == (found.broadcast is not None)
    assert again.rhythm is None or found.rhythm is not None
    if found.rhythm is not None and again.rhythm is not None:
        assert (again.rhythm.beats, again.rhythm.one_shot) == (
            found.rhythm.beats,
            found.rhythm.one_shot,
        )


@FEW
@given(sounds.metadata(container="CAF"))
def test_caf(found: Metadata) -> None:
    head = b"caff\0\1\0\0desc" + struct.pack(">q", 32)
    head += struct.pack(">d4s5I", 44_100.0, b"lpcm", 0, 2, 1, 1, 16)
    sound = b"data" + struct.pack(">q", 4 + 2000) + bytes(2004)
    again = read_metadata(insert_metadata(head + sound, caf_chunks(found).parts))
    assert [(one.frame, one.label) for one in again.markers] == [
        (one.frame, one.label) for one in found.markers
    ]
    assert again.tags.fields == found.tags.fields
    assert again.frames == 1000


@FEW
@given(sounds.metadata())
def test_nothing_is_lost_without_a_word(found: Metadata) -> None:
    lines = " ".join(for_container(found, "W64").left_out)
    assert ("loops" in lines) == bool(found.loops)
    assert ("markers" in lines) == bool(found.markers)
    assert ("acid" in lines) == bool(found.rhythm)
    assert all(name in lines for name, _ in found.tags.fields)


def test_chunks_lie_behind_the_sound_of_a_file_that_is_odd() -> None:
    odd = files.wave(frames=999)
    odd = odd[:-1]  # one channel, and half a frame is gone: 1997 bytes
    at = odd.index(b"data") + 4
    odd = odd[:at] + struct.pack("<I", 1997) + odd[at + 4 :]
    made = insert_metadata(odd, wave_chunks(Metadata(loops=(Loop(1, 9),), rate=44_100)).parts)
    assert [chunk.tag for chunk in chunks(Source(made))] == [b"fmt ", b"data", b"smpl"]
    assert struct.unpack("<I", made[4:8]) == (len(made) - 8,)


def test_files_of_more_than_four_gigabytes_tell_their_size_in_64_bits() -> None:
    head, _ = files.long_wave(frames=500)
    made = insert_metadata(head + bytes(1000), wave_chunks(Metadata(markers=(Marker(7),))).parts)
    assert struct.unpack("<Q", made[20:28]) == (len(made) - 8,)
    assert struct.unpack("<I", made[4:8]) == (2**32 - 1,)
    assert read_metadata(made).markers == (Marker(7),)


def test_places_behind_frame_2_to_the_32_are_named() -> None:
    far = Metadata(loops=(Loop(1, 2**32 + 5),), markers=(Marker(2**33), Marker(2**34)))
    for made in (wave_chunks(far), aiff_chunks(far)):
        assert any(line.startswith("1 loop: behind frame 2^32") for line in made.left_out)
        assert any(line.startswith("2 markers: behind frame 2^32") for line in made.left_out)


def test_a_picture_that_is_too_large_for_flac_is_named() -> None:
    large = Tags(pictures=(Picture(bytes(2**24)),))
    made = flac_blocks(Metadata(tags=large))
    assert made.parts == ()
    assert made.left_out == ("picture 1: too large for FLAC",)


def test_texts_that_are_no_unicode_keep_their_bytes_in_wav_and_are_latin_elsewhere() -> None:
    old = b"\xdcber".decode("utf-8", "surrogateescape")
    found = Metadata("WAV", tags=Tags((("TITLE", old),)))
    assert (
        read_metadata(insert_metadata(files.wave(), wave_chunks(found).parts)).tags.first("TITLE")
        == old
    )
    assert (
        read_metadata(insert_metadata(files.flac(), flac_blocks(found).parts)).tags.first("TITLE")
        == "Über"
    )


def test_what_seeks_in_a_flac_stays() -> None:
    seek = bytes(18)
    made = insert_metadata(
        files.flac((3, seek)) + b"sound", flac_blocks(Metadata(rhythm=Rhythm())).parts
    )
    kinds, at, last = [], 4, False
    while not last:
        last, kind = made[at] >= 0x80, made[at] & 0x7F
        kinds.append(kind)
        at += 4 + int.from_bytes(made[at + 1 : at + 4], "big")
    assert kinds == [0, 3, 2, 1]
    assert made[at:] == b"sound"


def test_memory_files_stay_as_they_are_without_parts() -> None:
    assert insert_metadata(files.wave(), ()) == files.wave()
