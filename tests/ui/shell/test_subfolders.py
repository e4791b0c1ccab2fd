"""Typed paths are completed by the folders that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.shell.subfolders import subfolders


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("Drums 2", "Drums 10", "drumkits", "Café", ".hidden", "a\udcffb"):
        (tmp_path / name).mkdir()
    (tmp_path / "drum.wav").touch()
    (tmp_path / "Loops").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Loops")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "names", "completed"),
    [
        ("/dru", ("drumkits", "Drums 2", "Drums 10"), "/drum"),
        ("/Drums", ("Drums 2", "Drums 10"), "/Drums "),
        ("/cafe", ("Café",), "/Café/"),
        ("/.h", (".hidden",), "/.hidden/"),
        ("/lin", ("link",), "/link/"),
        ("/nothing", (), "/nothing"),
        ("/a", ("a\udcffb",), "/a\udcffb/"),
    ],
)
def test_folders_that_begin_so_are_found(
    home: Path, typed: str, names: tuple[str, ...], completed: str
) -> None:
    found = subfolders(f"{home}{typed}")

    assert found.names == names
    assert found.completed == f"{home}{completed}"
    assert not found.reason


def test_the_home_folder_and_all_that_is_in_it(home: Path) -> None:
    found = subfolders("~/")

    assert found.parent == f"{home}/"
    assert "Loops" in found.names
    assert "drum.wav" not in found.names
    assert found.path(found.names.index("Loops")) == f"{home}/Loops/"


def test_what_cannot_be_read_is_said(home: Path) -> None:
    assert subfolders(f"{home}/none/x").reason == "folder not found"
    assert subfolders(f"{home}/drum.wav/x").reason == "not a folder"
    assert subfolders("/\0/").reason


@pytest.mark.parametrize(
    ("typed", "ambiguous"),
    [("l", True), ("lo", True), ("long", False), ("longer", False), ("", False)],
)
def test_tab_stays_while_a_name_may_become_several(
    tmp_path: Path, typed: str, ambiguous: bool
) -> None:
    for name in ("long", "longer", "loops"):
        (tmp_path / name).mkdir()
    assert subfolders(f"{tmp_path}/{typed}").ambiguous is ambiguous
