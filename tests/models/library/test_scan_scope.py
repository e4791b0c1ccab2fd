"""What changed says which folders to look at, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.scan_scope import MANY, WHOLE, Change, in_scope, merge_scopes, scope_of_changes


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
    assert scope_of_changes(changes) == parts


names = st.sampled_from([b"a", b"b", b"kick.wav", b"x.wav"])
paths = st.lists(names, min_size=1, max_size=4).map(b"/".join)
some_changes = st.lists(st.tuples(paths, st.booleans()), max_size=6)


@given(some_changes)
def test_every_folder_of_a_change_is_held(changes: list[Change]) -> None:
    parts = scope_of_changes(changes)

    for path, folder in changes:
        assert in_scope(parts, path.rpartition(b"/")[0])
        assert in_scope(WHOLE, path)
        assert not folder or in_scope(parts, path + b"/deeper")


@given(some_changes, some_changes, paths)
def test_a_union_holds_what_either_holds(
    one: list[Change], other: list[Change], path: bytes
) -> None:
    parts = scope_of_changes(one), scope_of_changes(other)

    assert in_scope(merge_scopes(*parts), path) == any(in_scope(each, path) for each in parts)
