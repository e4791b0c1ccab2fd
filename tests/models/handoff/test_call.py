"""A call is one line, whatever the names of its files."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handoff.call import Call, decode_call, encode_call

PATHS = st.binary(max_size=40).filter(lambda name: b"\0" not in name).map(lambda name: b"/" + name)


@given(st.lists(PATHS, max_size=5), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_it_is_read_as_it_was_written(paths: list[bytes], startup: str) -> None:
    line = encode_call(Call(tuple(paths), startup))
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode_call(line) == Call(tuple(paths), startup)


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"\n", b"\xff\n", b"7\n", b"{}\n", b'{"paths": []}\n'),
        b'{"paths": "/a", "startup": ""}\n',
        b'{"paths": ["a"], "startup": ""}\n',
        b'{"paths": ["/a\\u0000"], "startup": ""}\n',
        b'{"paths": ["/a", 3], "startup": ""}\n',
        b'{"paths": [], "startup": "\\ud800"}\n',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_no_call(line: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        decode_call(line)


@given(st.binary(max_size=60))
def test_no_bytes_do_more_than_be_refused(line: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(decode_call(line), Call)
