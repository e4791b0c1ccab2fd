"""Command lines of all verbs, and the folder they work on."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from actors.library.backups import back_up
from tests.actors.library.ends import write
from tests.actors.library.predecessor import installations
from ui.__main__ import carry_out
from ui.commandline.parser import parse


def invocations(base: Path, data: Path) -> dict[str, list[list[str]]]:
    """Return one or more command lines for each verb, by name.

    Args:
        base: Folder filled by `prepared`.
        data: The `.sempal` folder to work on.
    """
    sounds, out = str(base / "sounds"), str(base / "out")
    sound, weights = f"{sounds}/0.wav", str(base / "weights.pt")
    rest: dict[str, list[list[str]]] = {
        "analyse": [[]],
        "backup list": [[]],
        "backup restore": [["20260304-050607"]],
        "completion": [["bash"], ["zsh"], ["fish"]],
        "config": [[]],
        "doctor": [[], ["--report", "--output", f"{out}.txt"]],
        "duplicates": [[], ["--exact"]],
        "edit": [["reverse", sound], ["normalise", sound, "--peak", "-3", "--dry-run"]],
        "embed": [[], ["--cluster", "local:1", "--map", f"{sounds}={sounds}"]],
        "embeddings": [["export", f"{out}.npz"]],
        "export": [["Kit", out], ["Kit", f"{out}-2", "--profile", "mpc"]],
        "forget": [[str(base / "gone")], [str(base / "gone"), "--yes"]],
        "history": [[]],
        "originals": [[]],
        "import-predecessor": [[str(base / "old/home")], [str(base / "old/home"), "--dry-run"]],
        "list": [[]],
        "model install": [["clap", "--checkpoint", weights]],
        "model list": [[]],
        "model use": [["aisfx"]],
        "model verify": [[]],
        "narrow": [[f"{sounds}/deep"]],
        "redo": [[]],
        "relink": [[sounds, str(base / "moved")]],
        "remove": [[sounds]],
        "scan": [[str(base / "more")]],
        "search list": [[]],
        "search save": [["Dusty", "--text", "dusty snare", "--like", sound, "--filter", "len<9"]],
        "search run": [["Kicks"]],
        "search rename": [["Kicks", "Booms"]],
        "search remove": [["Kicks"]],
        "similar": [[sound], ["--text", "short kick"], [sound, "--inside", "--end", "1"]],
        "source": [[sounds], [sounds, "--read-only", "yes"]],
        "triage reset": [[], ["--source", sounds], ["--collection", "Kit"]],
        "undo": [[]],
        "worker": [["tcp://other.invalid:8786"]],
        "type": [["kick", sound]],
        "window": [["--offscreen"]],
    }
    typed = {name: [] if name == "window" else name.split() for name in rest}
    return {
        name: [["--data-dir", str(data), *typed[name], *words] for words in lines]
        for name, lines in rest.items()
    }


def prepared(base: Path, kicks: Path) -> Path:
    """Fill a folder with a library in `data`, its sounds, and files of the predecessor.

    Args:
        base: An empty folder.
        kicks: Folder with sounds, two of which are copied.
    """
    for number, place in enumerate(("gone", "more", "sounds/deep")):
        write(base / place / f"{number}.wav", number)
    for number, path in enumerate(sorted(kicks.glob("*.wav"))[:2]):
        shutil.copy(path, base / "sounds" / f"{number}.wav")
    shutil.copytree(base / "sounds", base / "moved")
    (base / "weights.pt").write_bytes(b"<html>")
    installations.with_library(base / "old")
    data = base / "data"
    for words in ("scan", "sounds"), ("scan", "gone"), ("remove", "gone"):
        verb, place = words
        if verb == "remove":
            assert back_up(data / "library.db", datetime(2026, 3, 4, 5, 6, 7).astimezone()) == ""
        assert carry_out(parse(["--data-dir", str(data), verb, str(base / place), "--json"])) == 0
    with closing(sqlite3.connect(data / "library.db")) as connection, connection:
        connection.execute("INSERT INTO collection VALUES (1, 'Kit', 'kit', 1.0)")
        question, zero = """{"list": {"words": "len<9"}}""", (b"0.wav",)
        connection.execute("INSERT INTO saved_search VALUES (1, 'Kicks', ?)", (question,))
        connection.execute("INSERT INTO member SELECT 1, id, id FROM sample WHERE name = ?", zero)
        connection.execute("UPDATE sample SET tag = 1 WHERE name = ?", zero)  # Keep
    return data
