"""A walk finds every audio file once, whatever the structure of the tree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actors.library.scan.walk import clamp_time, walk
from models.library.file import Entry, ExcludedFolders, Problem, Unsupported


def _met(root: Path) -> tuple[set[bytes], list[Problem]]:
    met = [one for one in walk(os.fsencode(root)) if isinstance(one, Entry | Problem)]
    paths = [one.path for one in met if isinstance(one, Entry)]
    assert len(paths) == len(set(paths))
    return set(paths), [one for one in met if isinstance(one, Problem)]


def _touch(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"sound")


def test_it_meets_audio_files_only(tmp_path: Path) -> None:
    _touch(tmp_path, "a.wav", "b.txt", "deep/er/c.FLAC", "._a.wav", ".hidden/d.ogg", "wav")
    (tmp_path / "folder.wav").mkdir()

    assert _met(tmp_path) == ({b"a.wav", b"deep/er/c.FLAC", b".hidden/d.ogg"}, [])


def test_sound_of_kinds_that_cannot_be_read_is_told_by_its_ending(tmp_path: Path) -> None:
    _touch(tmp_path, "a.ape", "deep/b.APE", "c.rx2", "d.txt", "._e.ape", "ape", "f.wav")
    (tmp_path / "folder.mka").mkdir()

    met = [one.kind for one in walk(os.fsencode(tmp_path)) if isinstance(one, Unsupported)]
    assert sorted(met) == ["ape", "ape", "rx2"]


def test_size_and_time_come_along(tmp_path: Path) -> None:
    _touch(tmp_path, "a/b.wav")
    os.utime(tmp_path / "a" / "b.wav", ns=(5, 123_456_789))

    (entry,) = [one for one in walk(os.fsencode(tmp_path)) if one is not None]
    status = (tmp_path / "a" / "b.wav").stat()
    identity = (status.st_ctime_ns, status.st_dev, status.st_ino)
    assert entry == Entry(b"a", b"b.wav", 5, 123_456_789, *identity)


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    _touch(tmp_path, "a/b/c.wav")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "round").symlink_to("round")

    assert _met(tmp_path) == ({b"a/b/c.wav"}, [])


def test_a_folder_behind_two_links_is_met_under_the_first_name(tmp_path: Path) -> None:
    root = tmp_path / "root"
    _touch(tmp_path, "outside/x.wav", "root/real/y.wav")
    (root / "2nd").symlink_to(tmp_path / "outside")
    (root / "1st").symlink_to(tmp_path / "outside")
    (root / "0").symlink_to(root / "real")

    assert _met(root) == ({b"real/y.wav", b"1st/x.wav"}, [])


def test_broken_links_of_sounds_are_reported(tmp_path: Path) -> None:
    (tmp_path / "gone.wav").symlink_to("nowhere.wav")
    (tmp_path / "loop.wav").symlink_to("loop.wav")
    (tmp_path / "lock").symlink_to("user@host.123")

    paths, problems = _met(tmp_path)
    assert paths == set()
    assert sorted(problems, key=lambda problem: problem.path) == [
        Problem(b"gone.wav", "broken link", exists=False),
        Problem(b"loop.wav", "circular link"),
    ]


def test_a_linked_file_is_met(tmp_path: Path) -> None:
    _touch(tmp_path, "a.bin")
    (tmp_path / "a.wav").symlink_to("a.bin")

    assert _met(tmp_path) == ({b"a.wav"}, [])


def test_pipes_are_passed_by(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")

    assert _met(tmp_path) == (set(), [])


@pytest.mark.parametrize("name", [b"\xff\xfe\x01.wav", b"x" * 251 + b".wav", b"line\nbreak.wav"])
def test_any_name_of_bytes_is_met(tmp_path: Path, name: bytes) -> None:
    (tmp_path / os.fsdecode(name)).touch()

    assert _met(tmp_path) == ({name}, [])


def test_an_absent_root_is_a_problem(tmp_path: Path) -> None:
    assert _met(tmp_path / "absent") == (set(), [Problem(b"", "file not found")])


def test_a_full_folder_gives_many_chances_to_stop(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"{number}.txt").touch()

    assert len(list(walk(os.fsencode(tmp_path)))) >= 4


def test_times_the_database_cannot_hold_are_cut() -> None:
    assert clamp_time(2**70) == 2**63 - 1
    assert clamp_time(-(2**70)) == 1 - 2**63
    assert clamp_time(12) == 12


def _apart(root: Path, *trashes: Path) -> set[bytes]:
    known = {os.fsencode(path) for path in trashes}
    return {
        one.path
        for one in walk(os.fsencode(root), trashes=known)
        if isinstance(one, ExcludedFolders)
    }


@pytest.mark.parametrize(
    "folder",
    [
        *(".Trash-0/files", ".Trash-1000/files/pack", ".Trash/0/files", ".local/share/Trash/files"),
        *(
            "$RECYCLE.BIN/S-1-5",
            "$Recycle.Bin",
            "RECYCLER",
            ".Trashes/501",
            "a/@eaDir/b",
            "#recycle",
        ),
        *("@Recycle", "System Volume Information", "lost+found", "__MACOSX", ".sempal-move-3-0"),
    ],
)
def test_what_was_thrown_away_and_what_machines_keep_is_not_met(
    tmp_path: Path, folder: str
) -> None:
    _touch(tmp_path, "pack/kick.wav", f"{folder}/old.wav", f"pack/{folder}/old.wav")
    if folder.startswith(".local"):
        for root in (tmp_path, tmp_path / "pack"):
            (root / ".local/share/Trash/info").mkdir()

    assert _met(tmp_path) == ({b"pack/kick.wav"}, [])
    assert len(_apart(tmp_path)) == 2


@pytest.mark.parametrize(
    "folder",
    [
        *(
            "...And Then",
            ".hidden",
            "Trash",
            "Trash/files",
            ".Trash-metal",
            ".Trash-",
            "recycled kit",
        ),
        *("trashes", "@eaDirs", ".sempal", "info", "files", "x.Trash-0"),
    ],
)
def test_folders_that_are_only_called_alike_are_met(tmp_path: Path, folder: str) -> None:
    _touch(tmp_path, f"{folder}/snare.wav")

    assert _met(tmp_path) == ({os.fsencode(f"{folder}/snare.wav")}, [])


def test_a_trash_of_a_persons_choice_and_links_into_one_are_not_met(tmp_path: Path) -> None:
    root = tmp_path / "root"
    _touch(tmp_path, "root/kick.wav", "root/mine/old.wav", ".Trash-0/files/pack/old.wav")
    (root / "link").symlink_to(tmp_path / ".Trash-0" / "files" / "pack")

    assert _apart(root, root / "mine") == {b"mine", b"link"}


def test_a_trash_that_is_chosen_as_a_source_is_met_all_the_same(tmp_path: Path) -> None:
    _touch(tmp_path, ".Trash-0/files/old.wav")

    assert _met(tmp_path / ".Trash-0") == ({b"files/old.wav"}, [])


def test_parts_within_a_trash_are_not_met(tmp_path: Path) -> None:
    _touch(tmp_path, ".Trash-0/files/old.wav", ".Trash-0/files/deep/old.wav")
    parts = {b".Trash-0/files": False, b".Trash-0/files/deep": True}
    met = [one for one in walk(os.fsencode(tmp_path), parts) if one is not None]

    assert met == [ExcludedFolders(b".Trash-0")]
