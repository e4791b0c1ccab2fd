"""The folder tree counts what is below."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.library.folder import Folder
from models.library.tree import folder_rows

paths = st.lists(st.sampled_from([b"a", b"b", b"kick 2", b"kick 10"]), max_size=4).map(b"/".join)


def test_a_small_tree() -> None:
    counts = [(b"", 5), (b"drums/kick 10", 2), (b"drums/kick 2", 1), (b"b\xff", 1)]

    assert folder_rows(counts) == (
        Folder(b"b\xff", "b�", 0, 1, parent=False),
        Folder(b"drums", "drums", 0, 3, parent=True),
        Folder(b"drums/kick 2", "kick 2", 1, 1, parent=False),
        Folder(b"drums/kick 10", "kick 10", 1, 2, parent=False),
    )


@given(st.dictionaries(paths, st.integers(1, 9)))
def test_parents_come_right_before_what_is_in_them(counts: dict[bytes, int]) -> None:
    rows = folder_rows(counts.items())

    assert len({row.path for row in rows}) == len(rows)
    for before, row in zip((None, *rows), rows, strict=False):
        parent = row.path.rpartition(b"/")[0]
        assert row.depth == row.path.count(b"/")
        if parent:
            assert before
            assert (before.path + b"/").startswith(parent + b"/")
    parents = Counter(row.path.rpartition(b"/")[0] for row in rows)
    assert all(row.parent == (parents[row.path] > 0) for row in rows)


@given(st.dictionaries(paths, st.integers(1, 9)))
def test_no_sample_is_lost_or_counted_twice(counts: dict[bytes, int]) -> None:
    rows = folder_rows(counts.items())

    assert sum(row.count for row in rows if row.depth == 0) == sum(
        count for path, count in counts.items() if path
    )
