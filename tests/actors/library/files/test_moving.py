"""A file is here or there, and half-way only until the next start."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from actors.library.errors import LibraryError
from actors.library.files.moving import move


def there(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_it_moves_and_may_be_told_twice(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("sound")
    for _ in range(2):
        move(bytes(tmp_path / "a"), bytes(tmp_path / "b"))

    assert there(tmp_path) == {"b": "sound"}


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("two")
    for resumed in (False, True):
        with pytest.raises(LibraryError, match="b is there already"):
            move(bytes(tmp_path / "a"), bytes(tmp_path / "b"), resumed=resumed)

    assert there(tmp_path) == {"a": "one", "b": "two"}


@pytest.mark.parametrize("half", [os.link, shutil.copy])
def test_what_was_half_moved_by_a_crash_is_completed(tmp_path: Path, half: object) -> None:
    (tmp_path / "a").write_text("sound")
    half(tmp_path / "a", tmp_path / "b")  # type: ignore[operator]
    with pytest.raises(LibraryError):
        move(bytes(tmp_path / "a"), bytes(tmp_path / "b"))
    move(bytes(tmp_path / "a"), bytes(tmp_path / "b"), resumed=True)

    assert there(tmp_path) == {"b": "sound"}


def test_a_link_moves_as_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("sound")
    (tmp_path / "a").symlink_to("real")
    move(bytes(tmp_path / "a"), bytes(tmp_path / "sub" / "b"))

    assert (tmp_path / "sub" / "b").is_symlink()
    assert not (tmp_path / "a").is_symlink()


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="a cannot be moved: no such file"):
        move(bytes(tmp_path / "a"), bytes(tmp_path / "b"))
