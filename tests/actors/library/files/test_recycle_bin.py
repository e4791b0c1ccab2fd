"""Records of the Recycle Bin of Windows: what Explorer reads is written, and undo finds its way."""

from __future__ import annotations

import os
import re
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.library.files import trash
from actors.library.files.recycle_bin import (
    RecycleBin,
    bin_of,
    bin_of_place,
    record,
    record_of,
)

BIN = ("$Recycle.Bin", "S-1-5-21-1-2-3-1001")
PATHS = st.binary(min_size=1, max_size=200).filter(lambda path: b"\0" not in path)


def read(content: bytes) -> tuple[int, datetime, str]:
    """Return size, time and path of a record. Source: libyal, Windows Recycle.Bin."""
    version, size, ticks, letters = struct.unpack_from("<qqqi", content)
    assert version == 2
    assert len(content) == 28 + 2 * letters
    words = content[28:].decode("utf-16-le", "surrogatepass")
    assert words.endswith("\0")
    return size, datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks / 10), words[:-1]


@given(path=PATHS)
def test_a_record_says_where_an_entry_was_and_when_it_left(path: bytes) -> None:
    size, when, words = read(record(b"/nowhere/" + path))

    assert os.fsencode(words) == b"/nowhere/" + path
    assert size == 0
    assert abs(datetime.now(UTC) - when) < timedelta(minutes=1)


def test_a_place_is_reserved_restored_and_reserved_again(tmp_path: Path) -> None:
    bin_, path = RecycleBin(bytes(tmp_path.joinpath(*BIN))), tmp_path / "Käse ♯.wav"
    path.write_bytes(b"sound")

    place = bin_.take(bytes(path), set())
    assert re.fullmatch(r"\$R[0-9A-Z]{6}\.wav", Path(os.fsdecode(place)).name)
    assert bin_of_place(place) == bin_
    said = Path(os.fsdecode(record_of(place))).read_bytes()
    assert read(said)[::2] == (5, str(path))
    assert bin_.take(bytes(path), {place}) != place

    path.rename(os.fsdecode(place))
    trash.complete_info(bytes(path), place)
    Path(os.fsdecode(place)).rename(path)
    trash.remove_info(place)
    trash.remove_info(place)
    assert not os.path.lexists(record_of(place))

    again = trash.reserve_again(bytes(path), place)
    assert bin_of_place(again) == bin_
    assert os.path.lexists(record_of(again))
    trash.remove_info(again)
    trash.complete_info(bytes(path), again)
    assert os.path.lexists(record_of(again)), "a record that is gone is written again"


@pytest.mark.parametrize("path", [rb"\\server\share\kick.wav", b"/drums/kick.wav", b""])
def test_what_has_no_drive_of_windows_has_no_bin(path: bytes) -> None:
    with pytest.raises(OSError, match="no Recycle Bin"):
        bin_of(path)


def test_other_places_are_in_no_bin() -> None:
    assert bin_of_place(b"/drums/$Rkick.wav") is None
    assert bin_of_place(b"/home/u/.local/share/Trash/files/kick.wav") is None
