"""What changed says which folders to look at, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.scan_scope import MANY, WHOLE, Change, holds, touched, union


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ([(b"a/kick.wav", False)], {b"a": False}),
        ([(b"kick.wav", False), (b"snare.WAV", False)], {b"": False}),
        ([(b"a/new", True)], {b"a": False, b"a/new": True}),
        ([(b"a/new", True), (b"a/new/kick.wav", False)], {b"a": False, b"a/new": True}),
        ([(b"Vendor.Drums.WAV", True)], {b"": False, b"Vendor.Drums.WAV": True}),
        ([(b"a.wav/b/c.wav", False)], {b"a.wav/b": False}),
        ([(f"{number}/a.wav".encode(), False) for number in range(MANY + 1)], WHOLE),
    ],
)
def test_files_touch_their_folder_and_folders_all_they_hold(
    changes: list[Change], parts: dict[bytes, bool]
) -> None:
    assert touched(changes) == parts


names = st.sampled_from([b"a", b"b", b"kick.wav", b"x.wav"])
paths = st.lists(names, min_size=1, max_size=4).map(b"/".join)
some_changes = st.lists(st.tuples(paths, st.booleans()), max_size=6)


@given(some_changes)
def test_every_folder_of_a_change_is_held(changes: list[Change]) -> None:
    parts = touched(changes)

    for path, folder in changes:
        assert holds(parts, path.rpartition(b"/")[0])
        assert holds(WHOLE, path)
        assert not folder or holds(parts, path + b"/deeper")


@given(some_changes, some_changes, paths)
def test_a_union_holds_what_either_holds(
    one: list[Change], other: list[Change], path: bytes
) -> None:
    parts = touched(one), touched(other)

    assert holds(union(*parts), path) == any(holds(each, path) for each in parts)
