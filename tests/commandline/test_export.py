"""`sempal export`: a collection as a folder of files."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import soundfile

from tests.commandline.conftest import Program

MANY = 300


def collected(sempal: Program, root: Path) -> None:
    """Make a collection of everything in a folder."""
    sempal.json("scan", str(root), "--json")
    with closing(sqlite3.connect(sempal.folder / "library.db")) as connection, connection:
        connection.execute("INSERT INTO collection VALUES (1, 'Dusty kit', 'dusty kit', 1.0)")
        connection.execute("INSERT INTO member SELECT 1, id, id FROM sample")


def test_a_collection_becomes_files(
    sempal: Program, tmp_path: Path, wav: Callable[[Path, int], None]
) -> None:
    root, out = tmp_path / "sounds", tmp_path / "out"
    root.mkdir()
    for number in range(3):
        wav(root / f"{number}.wav", number)
    collected(sempal, root)
    reported = sempal.json(
        "export", "dusty KIT", str(out), "--template", "{index} {name}", "--json"
    )
    again = sempal.run("export", "Dusty kit", str(out), "--template", "{index} {name}")
    sempal.json("export", "Dusty kit", str(out), "--container", "flac", "--rate", "44100", "--json")

    assert reported["written"] == 3
    assert again.stdout == f"{out}: 3 unchanged\n".encode()
    assert sorted(path.name[:3] for path in out.glob("*.wav")) == ["01 ", "02 ", "03 "]
    assert {path.name[3:] for path in out.glob("*.wav")} == {"0.wav", "1.wav", "2.wav"}
    assert {soundfile.info(path).samplerate for path in out.glob("*.flac")} == {44_100}


def test_a_collection_there_is_not_is_said(sempal: Program, tmp_path: Path) -> None:
    (tmp_path / "sounds").mkdir()
    collected(sempal, tmp_path / "sounds")
    reported = sempal.run("export", "kit", str(tmp_path / "out"))

    assert reported.returncode == 1
    assert b"there is no collection \xe2\x80\x9ckit\xe2\x80\x9d; there are: " in reported.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--rate", "0", b"not from 1000 to 384000 hertz: 0"),
        ("--rate", "cd", b"not from 1000 to 384000 hertz: cd"),
        ("--peak", "3", b"not from -60 to 0 decibels: 3"),
        ("--peak", "nan", b"not from -60 to 0 decibels: nan"),
        ("--depth", "8", b"invalid choice"),
    ],
)
def test_what_cannot_be_made_is_refused(
    sempal: Program, tmp_path: Path, option: str, value: str, said: bytes
) -> None:
    reported = sempal.run("export", "kit", str(tmp_path / "out"), option, value)

    assert reported.returncode == 2
    assert said in reported.stderr


def test_what_left_and_what_failed_is_told(
    sempal: Program, tmp_path: Path, wav: Callable[[Path, int], None]
) -> None:
    root, out = tmp_path / "sounds", tmp_path / "out"
    root.mkdir()
    for number in range(3):
        wav(root / f"{number}.wav", number)
    collected(sempal, root)
    sempal.run("export", "Dusty kit", str(out))
    with closing(sqlite3.connect(sempal.folder / "library.db")) as connection, connection:
        connection.execute(
            "DELETE FROM member WHERE sample = (SELECT id FROM sample WHERE name = ?)", (b"0.wav",)
        )
    (root / "1.wav").unlink()
    sempal.run("scan", str(root))
    reported = sempal.run("export", "Dusty kit", str(out))
    pruned = sempal.run("export", "Dusty kit", str(out), "--prune", "--json")

    assert reported.returncode == 1
    assert b"no longer in the collection, still in the folder: 0.wav" in reported.stdout
    assert b"1.wav: its file is missing" in reported.stderr
    assert json.loads(pruned.stdout)["removed"] == 1
    assert {path.name for path in out.glob("*.wav")} == {"1.wav", "2.wav"}


def test_a_killed_export_leaves_whole_files_and_goes_on(
    sempal: Program, tmp_path: Path, wav: Callable[[Path, int], None]
) -> None:
    root, out = tmp_path / "sounds", tmp_path / "out"
    root.mkdir()
    for number in range(MANY):
        wav(root / f"{number}.wav", number)
    collected(sempal, root)
    with sempal.start("export", "Dusty kit", str(out), stdout=subprocess.DEVNULL) as process:
        while not out.exists() or len(list(out.glob("*.wav"))) < 20:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    there = len(list(out.glob("*.wav")))
    reported = sempal.json("export", "Dusty kit", str(out), "--json")

    assert reported["written"] + reported["unchanged"] == MANY
    assert reported["unchanged"] >= there - 1
    assert {path.name: path.read_bytes() for path in out.glob("*.wav")} == {
        path.name: path.read_bytes() for path in root.iterdir()
    }
    assert not list(out.glob(".sempal-export-*"))


def test_a_profile_decides_format_names_and_folder(
    sempal: Program, tmp_path: Path, wav: Callable[[Path, int], None]
) -> None:
    root, out = tmp_path / "sounds", tmp_path / "out"
    root.mkdir()
    for number in range(3):
        wav(root / f"Ö {number}.wav", number)
    collected(sempal, root)
    own = sempal.folder / "profiles"
    own.mkdir()
    (own / "mine.toml").write_text('title = "Mine"\n[limits]\ncount = 2\n')
    (own / "torn.toml").write_text("[names]\nlength = 1\n")
    done = sempal.json("export", "Dusty kit", str(out), "--profile", "deluge", "--json")
    refused = sempal.run("export", "Dusty kit", str(tmp_path / "no"), "--profile", "mine")
    unknown = sempal.run("export", "Dusty kit", str(tmp_path / "no"), "--profile", "nope")
    torn = sempal.run("export", "Dusty kit", str(tmp_path / "no"), "--profile", "torn")
    listed = sempal.run("export", "--list-profiles", "--json")
    both = sempal.run("export", "Kit", str(out), "--profile", "m8", "--depth", "24")

    assert done["written"] == 3
    kit = out / "SAMPLES" / "Dusty kit"
    assert sorted(path.name for path in kit.glob("*.wav")) == ["O 0.wav", "O 1.wav", "O 2.wav"]
    assert refused.returncode == 1
    assert "not for the Mine: 3 samples are more than 2" in refused.stderr.decode()
    assert "there is no profile “nope”; there are: blackbox, deluge" in unknown.stderr.decode()
    assert "profiles/torn.toml: names.length: a whole number from 4" in torn.stderr.decode()
    assert not (tmp_path / "no").exists()
    profiles = json.loads(listed.stdout)["profiles"]
    assert profiles["mine"]["own"]
    assert profiles["deluge"]["sources"][0].startswith("https://delugecommunity.com")
    assert listed.returncode == 1
    assert "torn.toml" in listed.stderr.decode()
    assert both.returncode == 2
    assert "--depth" in both.stderr.decode()


def test_what_is_exported_where_to_must_be_given(sempal: Program) -> None:
    given = sempal.run("export")

    assert given.returncode == 2
    assert b"--list-profiles" in given.stderr
