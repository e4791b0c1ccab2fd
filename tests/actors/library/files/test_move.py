"""A file is at its old or new path, and half-moved only until the next start."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from actors.library.errors import LibraryError
from actors.library.files.move import copy, move
from tests.actors.library.faults import Fault, Killed, faulty


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
        with pytest.raises(LibraryError, match="b already exists"):
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
    with pytest.raises(LibraryError, match="a cannot be moved: file not found"):
        move(bytes(tmp_path / "a"), bytes(tmp_path / "b"))


def tree(folder: Path) -> Path:
    """Create a folder with files, a symlink and an empty folder."""
    (folder / "deep" / "empty").mkdir(parents=True)
    (folder / "kick.wav").write_bytes(b"kick" * 100_000)
    (folder / "deep" / "snare.wav").write_text("snare")
    (folder / "link.wav").symlink_to("kick.wav")
    os.utime(folder / "kick.wav", ns=(5, 1_600_000_000_000_000_000))
    return folder


def seen(path: Path) -> dict[str, str]:
    """Return the entries at and below a path; empty: none."""
    found = {}
    for one in [path, *sorted(path.rglob("*"))] if os.path.lexists(path) else ():
        if one.is_symlink():
            found[str(one.relative_to(path))] = f"link to {one.readlink()}"
        else:
            found[str(one.relative_to(path))] = "folder" if one.is_dir() else one.read_text()
    return found


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108 - a drive of its own on every Linux
    folder = Path(tempfile.mkdtemp(dir=memory))
    assert folder.stat().st_dev != tmp_path.stat().st_dev
    yield folder
    shutil.rmtree(folder)


def carry(before: Path, after: Path) -> None:
    """Move to another drive, as `file_steps` does."""
    if os.path.lexists(before) and not os.path.lexists(after):
        ready = copy(bytes(before), bytes(after), "1-0")
        move(bytes(before), bytes(after), ready=ready, name="1-0")
    else:
        move(bytes(before), bytes(after), name="1-0", resumed=True)


def test_a_folder_goes_to_another_drive_and_back_whole(tmp_path: Path, far: Path) -> None:
    before, after = tree(tmp_path / "pack"), far / "to" / "pack"
    whole = seen(before)
    carry(before, after)

    assert (seen(before), seen(after)) == ({}, whole)
    assert (after / "kick.wav").stat().st_mtime_ns == 1_600_000_000_000_000_000
    carry(after, before)
    assert (seen(before), seen(after)) == (whole, {})
    assert list(after.parent.iterdir()) == []


def test_a_link_goes_to_another_drive_as_a_link(tmp_path: Path, far: Path) -> None:
    (tmp_path / "kick.wav").write_text("kick")
    (tmp_path / "link.wav").symlink_to("kick.wav")
    carry(tmp_path / "link.wav", far / "link.wav")

    assert (far / "link.wav").readlink() == Path("kick.wav")
    assert there(tmp_path) == {"kick.wav": "kick"}


def test_what_cannot_be_copied_is_named_and_nothing_is_left_of_it(
    tmp_path: Path, far: Path
) -> None:
    before = tree(tmp_path / "pack")
    os.mkfifo(before / "deep" / "pipe.wav")
    with pytest.raises(LibraryError, match=r"pipe\.wav is neither file nor folder"):
        carry(before, far / "pack")

    assert list(far.iterdir()) == []


def test_a_folder_is_not_moved_into_itself_nor_over_another(tmp_path: Path, far: Path) -> None:
    before = tree(tmp_path / "pack")
    (far / "pack").mkdir()
    with pytest.raises(LibraryError, match="into itself"):
        move(bytes(before), bytes(before / "deep" / "pack"))
    with pytest.raises(LibraryError, match="already exists"):
        copy(bytes(before), bytes(far / "pack"), "1-0")

    assert seen(far / "pack") == {".": "folder"}


def test_what_changes_while_it_is_copied_stays(tmp_path: Path, far: Path) -> None:
    before = tree(tmp_path / "pack")
    ready = copy(bytes(before), bytes(far / "pack"), "1-0")
    (before / "new.wav").write_text("new")
    with pytest.raises(LibraryError, match="changed while it was copied"):
        move(bytes(before), bytes(far / "pack"), ready=ready, name="1-0")

    assert seen(before)["new.wav"] == "new"
    assert list(far.iterdir()) == []


def test_stopped_in_the_middle_nothing_is_left_of_the_copy(tmp_path: Path, far: Path) -> None:
    before = tree(tmp_path / "pack")
    whole = seen(before)

    def stop(_count: int) -> None:
        raise InterruptedError

    with pytest.raises(LibraryError):
        copy(bytes(before), bytes(far / "pack"), "1-0", stop)

    assert seen(before) == whole
    assert list(far.iterdir()) == []


def fails_at(number: int, error: BaseException, folders: tuple[Path, ...]) -> Fault:
    """Fail at the nth call; a kill makes all later calls fail too."""
    count = 0

    def fault(_event: str, path: bytes) -> None:
        nonlocal count
        if path.startswith(tuple(bytes(folder) for folder in folders)):
            count += 1
            if count == number or (count > number and isinstance(error, Killed)):
                raise error

    return fault


@pytest.mark.parametrize("error", [OSError(errno.EIO, "fails"), Killed()])
@pytest.mark.parametrize("single", [True, False])
def test_whichever_call_fails_all_of_it_is_at_one_place(
    tmp_path: Path, far: Path, error: BaseException, single: bool
) -> None:
    for number in range(1, 45):
        here, there_ = tmp_path / str(number), far / str(number)
        there_.mkdir()
        before, after = tree(here / "pack"), there_ / "pack"
        if single:
            before, after = before / "kick.wav", there_ / "kick.wav"
        whole = seen(before)
        with faulty(fails_at(number, error, (here, there_))), suppress(LibraryError, Killed):
            carry(before, after)
        if isinstance(error, Killed):
            assert whole in (seen(before), seen(after))
            carry(before, after)
            assert (seen(before), seen(after)) == ({}, whole)
            assert [path.name for path in there_.iterdir()] == [after.name]
            assert not list(here.rglob(".sempal-*"))
        else:
            assert (seen(before), seen(after)) in [(whole, {}), ({}, whole)], number
