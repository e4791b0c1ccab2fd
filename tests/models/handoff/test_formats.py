"""Formats of lists of files: laws over any bytes, and what other programs write."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.handoff import formats
from models.handoff.file_uri import file_path, file_uri
from models.handoff.formats import FileList, decode_files, encode_files

PATHS = st.binary(max_size=40).map(lambda raw: b"/" + raw.replace(b"\0", b""))
"""Any absolute path that Linux allows."""


@given(PATHS)
@example(b"/a b#c%20?d\n\xff\xfe")
def test_any_path_survives_its_uri(path: bytes) -> None:
    uri = file_uri(path)

    assert file_path(uri) == path
    assert uri.isascii()
    assert unquote_to_bytes(urlsplit(uri.decode()).path) == path, "as others read it"
    assert not set(uri) & set(b"\r\n\0 #?"), "nothing ends the line or the path early"


@given(st.lists(PATHS))
@pytest.mark.parametrize("kind", [formats.URI_LIST, formats.GNOME_COPIED])
def test_any_list_survives_its_format(kind: str, paths: list[bytes]) -> None:
    data = encode_files(kind, paths)

    assert data is not None
    assert decode_files(kind, data) == FileList(tuple(paths), cut=False)


@given(st.binary(), st.sampled_from([formats.URI_LIST, formats.GNOME_COPIED]))
def test_any_bytes_are_read(data: bytes, kind: str) -> None:
    found = decode_files(kind, data)

    assert all(path.startswith(b"/") and b"\0" not in path for path in found.paths)


@given(st.lists(PATHS, min_size=1))
@pytest.mark.parametrize("kind", [*formats.COPIED, *formats.DRAGGED])
def test_every_offered_format_can_be_handed_over(kind: str, paths: list[bytes]) -> None:
    assert encode_files(kind, paths) is not None


@given(st.lists(PATHS, min_size=1))
@pytest.mark.parametrize("kind", formats.TEXT)
def test_text_is_utf_8_whatever_the_names_are(kind: str, paths: list[bytes]) -> None:
    data = encode_files(kind, paths) or b""

    assert data.decode("utf-8") == b"\n".join(paths).decode("utf-8", "replace")


def test_lines_of_other_programs() -> None:
    nautilus = b"cut\nfile:///a%20b.wav\nfile:///c.wav\0"
    firefox = b"# a comment\r\nhttp://example.org/a.wav\r\nFILE://localhost/c.wav#t=1\r\n\r\n"

    assert decode_files(formats.GNOME_COPIED, nautilus) == FileList((b"/a b.wav", b"/c.wav"), True)
    assert decode_files(formats.URI_LIST, firefox) == FileList((b"/c.wav",))
    assert decode_files(formats.URI_LIST, nautilus) == FileList((b"/a b.wav", b"/c.wav"))


def test_ends_of_lines() -> None:
    assert encode_files(formats.URI_LIST, [b"/a", b"/b"]) == b"file:///a\r\nfile:///b\r\n"
    assert encode_files(formats.GNOME_COPIED, [b"/a", b"/b"]) == b"copy\nfile:///a\nfile:///b"
    assert encode_files(formats.LMMS_PAIR, [b"/a b", b"/b"]) == b"samplefile:/a b"
    assert encode_files(formats.LMMS_PAIR, []) is None
    assert encode_files("image/png", [b"/a"]) is None


@pytest.mark.parametrize("uri", [b"file:relative", b"smb://host/a", b"/a", b"file:///a%00b", b""])
def test_what_names_no_file(uri: bytes) -> None:
    assert file_path(uri) is None
