"""Paths as workers name them: the longest folder decides; names that only begin alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cluster.path_map import PathMap, is_inside, parse_pair, roots_there

NAMES = st.lists(st.sampled_from([b"a", b"ab", b"b c", b"\xff"]), min_size=1, max_size=4)
FOLDERS = NAMES.map(lambda names: b"/" + b"/".join(names))


@given(st.lists(st.tuples(FOLDERS, FOLDERS), max_size=4, unique_by=lambda pair: pair[0]), FOLDERS)
def test_a_path_changes_its_longest_folder_only(
    folders: list[tuple[bytes, bytes]], path: bytes
) -> None:
    found = PathMap(tuple(folders)).there(path)
    inside = [(here, there) for here, there in folders if is_inside(path, here)]

    if not inside:
        assert found == path
    else:
        here, there = max(inside, key=lambda pair: len(pair[0]))
        assert found == there + path[len(here) :]
        assert all(len(other) <= len(here) for other, _ in inside)


@given(FOLDERS, NAMES)
def test_only_what_is_below_is_inside(folder: bytes, names: list[bytes]) -> None:
    assert is_inside(folder + b"/" + b"/".join(names), folder)
    assert is_inside(folder, folder)
    assert not is_inside(folder + b"x/" + names[0], folder)


def test_pairs_of_the_command_line() -> None:
    assert parse_pair("/mnt/archive/=/data/archive") == ("/mnt/archive", "/data/archive")
    for wrong in ("/mnt/archive", "archive=/data", "/mnt=data", "=", ""):
        with pytest.raises(ValueError, match="is not two folders"):
            parse_pair(wrong)


def test_each_source_in_a_folder_has_its_root_there() -> None:
    roots = [b"/mnt/archive/a", b"/mnt/archive", b"/mnt/archives"]

    assert roots_there(roots, b"/mnt/archive", b"/data") == {
        b"/mnt/archive/a": b"/data/a",
        b"/mnt/archive": b"/data",
    }
