"""Tokens cover size and ends of a content; hashes cover all of it."""

from __future__ import annotations

from hashlib import blake2b
from io import FileIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.library.scan.token import WholeHash
from actors.media.content_token import token
from models.library.identity import END

sizes = st.one_of(
    st.integers(0, 200), st.integers(END - 2, END + 2), st.integers(2 * END - 2, 3 * END)
)
same_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=40,
)


def _token(path: Path, content: bytes) -> bytes:
    path.write_bytes(content)
    with FileIO(path) as file:
        return token(file, len(content))


@given(size=sizes, at=st.floats(0, 1, exclude_max=True))
@same_folder
def test_a_byte_matters_if_it_is_near_an_end(tmp_path: Path, size: int, at: float) -> None:
    content = bytearray(size)
    before = _token(tmp_path / "a", bytes(content))
    assert len(before) == 16
    if size:
        place = int(at * size)
        content[place] ^= 1
        near = place < END or place >= size - END
        assert (_token(tmp_path / "a", bytes(content)) != before) == near


@given(size=sizes, other=sizes)
@same_folder
def test_the_size_matters(tmp_path: Path, size: int, other: int) -> None:
    equal = _token(tmp_path / "a", bytes(size)) == _token(tmp_path / "b", bytes(other))
    assert equal == (size == other)


@pytest.mark.parametrize("size", [0, 1, 262_144, 1_000_000])
def test_the_whole_is_hashed_however_small_the_steps(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    (tmp_path / "a").write_bytes(content[:size])
    whole = WholeHash(bytes(tmp_path / "a"))
    while (found := whole.step(0)) is None:
        pass

    assert found == blake2b(content[:size], digest_size=32).digest()
