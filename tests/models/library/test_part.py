"""What changed says which folders to look at, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.part import WHOLE, holds, touched


@pytest.mark.parametrize(
    ("paths", "parts"),
    [
        ([b"a/kick.wav"], {b"a": False}),
        ([b"kick.wav", b"snare.WAV"], {b"": False}),
        ([b"a/new folder"], {b"a": False, b"a/new folder": True}),
        ([b"a/new folder", b"a/new folder/kick.wav"], {b"a": False, b"a/new folder": True}),
        ([b"a.wav/b/c.wav"], {b"a.wav/b": False}),
    ],
)
def test_files_touch_their_folder_and_folders_all_they_hold(
    paths: list[bytes], parts: dict[bytes, bool]
) -> None:
    assert touched(paths) == parts


names = st.sampled_from([b"a", b"b", b"kick.wav", b"x.wav"])


@given(st.lists(st.lists(names, min_size=1, max_size=4).map(b"/".join), max_size=6))
def test_every_folder_of_a_change_is_held(paths: list[bytes]) -> None:
    parts = touched(paths)

    for path in paths:
        assert holds(parts, path.rpartition(b"/")[0])
        assert holds(WHOLE, path)
