"""`sempal import-predecessor`, as a person or a program calls it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.actors.library.predecessor import installations as old
from tests.commandline.conftest import Program


def test_counts_are_told_to_programs_and_the_library_has_them(
    sempal: Program, tmp_path: Path
) -> None:
    home = old.seed(tmp_path)
    reported = sempal.json("import-predecessor", str(home), "--json")
    rows = sempal.run("list").stdout.decode()

    assert reported["collections"] == {old.KICKS: 4, old.EMPTY: 0}
    assert reported["unresolved_members"] == 2
    assert reported["tags"]["Drums"]["909/kick 01.wav"] == "trash"
    assert Path(reported["report"]).exists()
    assert rows.count("\tkeep\t") == 2
    assert "auto_play = false" in (sempal.folder / "config.toml").read_text()
    assert sempal.json("import-predecessor", str(home), "--json")["already"]


def test_a_dry_run_makes_nothing(sempal: Program, tmp_path: Path) -> None:
    home = old.with_library(tmp_path)
    reported = sempal.run("import-predecessor", str(home), "--dry-run")

    assert (
        b"Would be imported: 2 sources, 2 collections with 2 samples, 4 marks." in reported.stdout
    )
    assert not sempal.folder.exists()


def test_half_a_file_is_an_error_and_nothing_is_made(sempal: Program, tmp_path: Path) -> None:
    home = old.seed(tmp_path)
    document = home / ".config/sempal/config.json"
    document.write_bytes(document.read_bytes()[:300])
    reported = sempal.run("import-predecessor", str(home), "--json")

    assert reported.returncode == 1
    assert "config.json is not JSON" in json.loads(reported.stdout)["error"]
    assert b"nothing was imported" in reported.stderr
    assert not sempal.folder.exists()


def test_both_programs_may_keep_their_files_in_one_folder(sempal: Program, tmp_path: Path) -> None:
    home = old.with_library(tmp_path / "x")
    (home / ".config/.sempal").rename(sempal.folder)
    before = {path: path.read_bytes() for path in sempal.folder.iterdir()}
    reported = sempal.json("import-predecessor", str(sempal.folder), "--json")

    assert reported["collections"] == {old.KICKS: 2, old.EMPTY: 0}
    assert {path: path.read_bytes() for path in before} == before
    assert (sempal.folder / "sempal.db").exists()
    assert "volume = -7.5" in (sempal.folder / "sempal.toml").read_text()
