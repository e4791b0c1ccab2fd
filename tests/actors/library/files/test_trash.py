"""The trash follows the FreeDesktop.org specification, and nothing in it is ever overwritten."""

from __future__ import annotations

import os
import stat
import string
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.library.errors import TrashRefused
from actors.library.files import trash
from actors.library.files.trash import (
    Trash,
    complete_info,
    remove_info,
    reserve_again,
    reserve_places,
)

USER = os.getuid()


@pytest.fixture
def drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a drive other than that of the home folder."""
    top = tmp_path / "drive"
    top.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(trash, "_mount", lambda path: bytes(top))  # what only root may mount
    inside = bytes(top) + b"/"
    monkeypatch.setattr(trash, "_device", lambda path: (path + b"/").startswith(inside))
    return top


def write(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("sound")
    return bytes(path)


def note(place: bytes) -> dict[str, str]:
    """Return the fields of the `.trashinfo` of a place."""
    folder, name = os.path.split(os.fsdecode(place))
    lines = Path(folder).parent.joinpath("info", f"{name}.trashinfo").read_text().splitlines()
    assert lines[0] == "[Trash Info]"
    return dict(line.split("=", 1) for line in lines[1:])


def test_on_another_drive_the_note_comes_first_and_is_relative(drive: Path) -> None:
    path = write(drive / "pack" / "kick (1) ü%.wav")
    ((_, place),) = reserve_places([path], None)
    said = note(place)

    assert place == bytes(drive / f".Trash-{USER}" / "files" / "kick (1) ü%.wav")
    assert not os.path.lexists(place)
    assert said["Path"] == "pack/kick%20%281%29%20%C3%BC%25.wav"
    deleted = datetime.fromisoformat(said["DeletionDate"])  # local time, and nothing says so
    assert deleted.tzinfo is None
    assert abs(datetime.now() - deleted) < timedelta(minutes=1)  # noqa: DTZ005 - as the note has it
    for folder in ("", "files", "info"):
        mode = (drive / f".Trash-{USER}" / folder).stat().st_mode
        assert stat.S_IMODE(mode) == 0o700


def test_in_the_trash_of_the_home_folder_paths_are_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    path = write(tmp_path / "kick.wav")
    ((_, place),) = reserve_places([path], None)

    assert place == bytes(tmp_path / "share" / "Trash" / "files" / "kick.wav")
    assert note(place)["Path"] == str(tmp_path / "kick.wav")


@given(name=st.binary(min_size=1, max_size=255).filter(lambda it: not {0, 47} & set(it)))
def test_any_name_is_taken_and_can_be_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: bytes
) -> None:
    if name in {b".", b".."}:
        return
    top = bytes(tmp_path_factory.getbasetemp())
    place = Trash(top + b"/.Trash-0", top).take(top + b"/" + name, set())
    try:
        said = note(place)["Path"]
        assert set(said) <= set(string.ascii_letters + string.digits + "_.-~/%")
        assert unquote_to_bytes(said) == name
    finally:
        remove_info(place)


def test_no_two_go_to_one_place_and_what_is_there_stays(drive: Path) -> None:
    files = drive / f".Trash-{USER}" / "files"
    write(files / "kick.wav")
    write(files.parent / "info" / "kick (2).wav.trashinfo")  # of something, wherever that is
    paths = [write(drive / name / "kick.wav") for name in "ab"]
    found = [Path(os.fsdecode(place)).name for _, place in reserve_places(paths, None)]

    assert found == ["kick (3).wav", "kick (4).wav"]


@pytest.mark.parametrize("mode", [0o1777, 0o777])
def test_a_shared_trash_is_used_if_it_is_sticky(drive: Path, mode: int) -> None:
    (drive / ".Trash").mkdir()
    (drive / ".Trash").chmod(mode)
    ((_, place),) = reserve_places([write(drive / "kick.wav")], None)
    shared = drive / ".Trash" / str(USER)

    assert Path(os.fsdecode(place)).is_relative_to(shared) == (mode == 0o1777)
    assert note(place)["Path"] == "kick.wav"


def test_links_in_the_place_of_a_trash_are_passed_by(drive: Path, tmp_path: Path) -> None:
    (tmp_path / "trap").mkdir()
    (tmp_path / "trap").chmod(0o1777)
    for name in (".Trash", f".Trash-{USER}"):
        (drive / name).symlink_to(tmp_path / "trap")
    ((_, place),) = reserve_places([write(drive / "kick.wav")], None)

    assert place == bytes(tmp_path / "share" / "Trash" / "files" / "kick.wav")
    assert list((tmp_path / "trap").iterdir()) == []


def test_where_nothing_can_be_thrown_away_all_that_was_tried_is_named(
    drive: Path, tmp_path: Path
) -> None:
    (drive / f".Trash-{USER}").write_text("in the way")
    (tmp_path / "share").write_text("in the way")
    paths = [write(drive / "kick.wav")]
    with pytest.raises(TrashRefused) as refused:
        reserve_places(paths, None)
    with pytest.raises(TrashRefused, match="share"):
        reserve_places(paths, bytes(tmp_path / "share" / "mine"))

    assert f"{drive}/.Trash-{USER}: " in str(refused.value)
    assert f"{tmp_path}/share/Trash: " in str(refused.value)


def test_the_size_of_a_folder_is_kept_until_it_comes_back(drive: Path) -> None:
    write(drive / "my pack" / "kick.wav")
    ((before, place),) = reserve_places([bytes(drive / "my pack")], None)
    Path(os.fsdecode(before)).rename(os.fsdecode(place))
    complete_info(before, place)
    sizes = drive / f".Trash-{USER}" / "directorysizes"
    size, time, name = sizes.read_text().split()
    info = drive / f".Trash-{USER}" / "info" / "my pack.trashinfo"

    assert int(size) > 0
    assert int(time) == info.stat().st_mtime_ns // 1_000_000
    assert name == "my%20pack"
    remove_info(place)
    assert sizes.read_text() == ""
    assert not info.exists()


def test_what_is_thrown_away_again_takes_another_name_if_its_own_is_taken(drive: Path) -> None:
    path = write(drive / "kick.wav")
    ((_, place),) = reserve_places([path], None)
    other = reserve_again(path, place)  # its note is there: someone else's by now

    assert other.endswith(b"/kick (2).wav")
    assert note(other)["Path"] == "kick.wav"
