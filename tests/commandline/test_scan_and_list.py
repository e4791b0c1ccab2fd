"""`sempal scan` and `sempal list`."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.commandline.conftest import ROOT, Program

Write = Callable[[Path, int], None]
KEYS = {"id", "path", "source", "name", "length_s", "rate", "channels", "tag", "missing", "error"}
ODD = (b"bad \xff\xfe.wav", "名前 ♯.wav".encode(), b"line\nfeed.wav", b"x" * 251 + b".wav")


@pytest.fixture
def sounds(tmp_path: Path, wav: Write) -> Path:
    folder = tmp_path / "sounds"
    folder.mkdir()
    for number, name in enumerate((b"kick.wav", b"snare.wav"), 1):
        wav(folder / os.fsdecode(name), number)
    return folder


def test_a_folder_is_scanned_and_listed(sempal: Program, sounds: Path) -> None:
    (sounds / "pad.ape").write_bytes(b"")
    (sounds / "bundle.wav").mkdir()
    os.mkfifo(sounds / "pipe.wav")
    report = sempal.json("scan", str(sounds), "--json")
    rows = sempal.json("list", "--json")

    assert report["unsupported"] == {"ape": 1, "wav (folder)": 1, "wav (pipe)": 1}
    assert (report["added"], report["unreadable"], report["problem"]) == (2, 0, "")
    assert sorted(row["name"] for row in rows) == ["kick.wav", "snare.wav"]
    assert all(set(row) >= KEYS for row in rows)
    assert {(row["tag"], row["missing"], row["error"]) for row in rows} == {
        ("neutral", False, None)
    }
    assert {(row["rate"], row["channels"]) for row in rows} == {(48_000, 1)}
    assert rows[0]["length_s"] == pytest.approx(16 / 48_000)


def test_names_of_any_bytes_come_back_as_they_are(
    sempal: Program, tmp_path: Path, wav: Write
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for number, name in enumerate(ODD):
        wav(folder / os.fsdecode(name), number)
    sempal.json("scan", str(folder), "--json")
    done = sempal.run("list", "--json")
    paths = {os.fsencode(row["path"]) for row in json.loads(done.stdout)}

    assert paths == {os.fsencode(folder) + b"/" + name for name in ODD}
    assert done.stdout.isascii()
    assert sempal.run("list").returncode == 0


def test_a_root_of_odd_bytes_can_be_named(sempal: Program, tmp_path: Path, wav: Write) -> None:
    folder = tmp_path / os.fsdecode(b"root \xe9")
    folder.mkdir()
    wav(folder / "a.wav", 1)

    assert sempal.json("scan", os.fsencode(folder), "--json")["added"] == 1


def test_a_second_scan_finds_what_changed(sempal: Program, sounds: Path, wav: Write) -> None:
    sempal.json("scan", str(sounds), "--json")
    (sounds / "kick.wav").rename(sounds / "boom.wav")
    (sounds / "snare.wav").unlink()
    wav(sounds / "new.wav", 9)
    report = sempal.json("scan", str(sounds), "--json")

    assert (report["added"], report["moved"], report["missing"]) == (1, 1, 1)
    missing = {row["name"]: row["missing"] for row in sempal.json("list", "--json")}
    assert missing == {"boom.wav": False, "snare.wav": True, "new.wav": False}


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_folder_that_is_not_there_is_said(
    sempal: Program, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = sempal.run("scan", str(tmp_path / "nowhere"), *words)
    said = json.loads(done.stdout)["problem"] if words else done.stderr.decode()

    assert done.returncode == 1
    assert "nowhere" in said
    assert "Traceback" not in done.stderr.decode()


def test_a_file_is_no_folder(sempal: Program, sounds: Path) -> None:
    done = sempal.run("scan", str(sounds / "kick.wav"))

    assert done.returncode == 1
    assert b"kick.wav" in done.stderr


def test_whoever_has_enough_may_close_the_pipe(sempal: Program, sounds: Path) -> None:
    sempal.json("scan", str(sounds), "--json")
    with sempal.start("list") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()

    assert process.returncode == 0
    assert said == b""


def test_an_empty_library_lists_nothing(sempal: Program) -> None:
    assert sempal.json("list", "--json") == []


def test_ctrl_c_ends_a_scan_and_the_next_one_goes_on(
    sempal: Program, tmp_path: Path, wav: Write
) -> None:
    many = tmp_path / "many"
    for number in range(12_000):
        folder = many / f"{number // 500}"
        if number % 500 == 0:
            folder.mkdir(parents=True)
        wav(folder / f"{number}.wav", number)
    with sempal.start("scan", str(many)) as process:
        while not _count(sempal.folder):
            assert process.poll() is None, "it was too quick"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    found = _count(sempal.folder)
    report = sempal.json("scan", str(many), "--json")

    assert process.returncode == 130
    assert b"Traceback" not in said
    assert 0 < found < 12_000
    assert report["added"] == 12_000 - found


def _count(folder: Path) -> int:
    """Return how many samples the library holds by now."""
    path = folder / "library.db"
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
        try:
            (count,) = connection.execute("SELECT count(*) FROM sample").fetchone()
        except sqlite3.OperationalError:
            return 0
    return int(count)


def test_a_newer_library_is_refused_and_left_alone(sempal: Program, sounds: Path) -> None:
    sempal.json("scan", str(sounds), "--json")
    path = sempal.folder / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    listed, scanned = sempal.run("list"), sempal.run("scan", str(sounds))

    assert listed.returncode == scanned.returncode == 1
    assert b"newer version" in listed.stderr
    assert b"newer version" in scanned.stderr
    assert path.read_bytes() == before


def test_files_of_another_program_stay_as_they_are(sempal: Program, sounds: Path) -> None:
    folder = sempal.folder
    (folder / "logs").mkdir(parents=True)
    writer = sqlite3.connect(folder / "library.db", isolation_level=None)
    with closing(writer):
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE sources (id TEXT PRIMARY KEY, root TEXT)")
        writer.execute("INSERT INTO sources VALUES ('one', '/samples')")
        (folder / "config.toml").write_text("volume = 0.4\n[feature_flags]\nx = true\n")
        (folder / "logs" / "sempal_2025-12-01.log").write_text("theirs")
        names = ("library.db", "library.db-wal", "config.toml", "logs/sempal_2025-12-01.log")
        before = {name: (folder / name).read_bytes() for name in names}
        report = sempal.json("scan", str(sounds), "--json")
        rows = sempal.json("list", "--json")
        after = {name: (folder / name).read_bytes() for name in names}

    assert report["added"] == len(rows) == 2
    assert after == before
    assert (folder / "sempal.db").exists()


def test_one_data_folder_does_not_know_of_another(
    sempal: Program, sounds: Path, tmp_path: Path
) -> None:
    sempal.json("scan", str(sounds), "--json")

    assert Program(tmp_path / "other").json("list", "--json") == []


@pytest.mark.unprivileged
@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_data_folder_that_may_not_be_written_is_said(sempal: Program) -> None:
    sempal.folder.mkdir()
    # Everything is imported while it may be read, wherever the project lies.
    script = (
        "import os, sys; from ui.__main__ import main; main(['--data-dir', sys.argv[2], 'list']);"
        "os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534);"
        "sys.exit(main(['--data-dir', sys.argv[1], 'list']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(sempal.folder), str(sempal.folder.parent / "warm")],
        env=sempal.environment,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert b"permission" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_moved_source_is_relinked_and_keeps_its_samples(
    sempal: Program, tmp_path: Path, wav: Callable[[Path, int], None]
) -> None:
    root = tmp_path / "sounds"
    root.mkdir()
    for number in range(3):
        wav(root / f"{number}.wav", number)
    sempal.json("scan", str(root), "--json")
    before = {one["id"] for one in sempal.json("list", "--json")}
    root.rename(tmp_path / "elsewhere")
    wrong = sempal.run("relink", str(root), str(tmp_path))
    right = sempal.run("relink", str(root), str(tmp_path / "elsewhere"))
    after = sempal.json("list", "--json")

    assert wrong.returncode == 1
    assert b"is another folder" in wrong.stderr
    assert right.returncode == 0, right.stderr
    assert {one["id"] for one in after} == before
    assert {Path(one["path"]).parent for one in after} == {tmp_path / "elsewhere"}
