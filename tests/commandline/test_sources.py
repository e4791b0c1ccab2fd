"""`sempal scan` of folders around and inside of sources, `remove`, `narrow`, `forget`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.commandline.conftest import Program

Write = Callable[[Path, int], None]


def types(sempal: Program, root: Path) -> dict[str, str | None]:
    """Return what is listed, with the type of each."""
    rows = sempal.json("list", "--json")
    return {str(Path(row["path"]).relative_to(root)): row["type"] for row in rows}


def music(tmp_path: Path, wav: Write) -> Path:
    (tmp_path / "music" / "kicks").mkdir(parents=True)
    for number, name in enumerate(("kicks/0.wav", "kicks/1.wav", "snare.wav")):
        wav(tmp_path / "music" / name, number)
    return tmp_path / "music"


def test_a_source_grows_shrinks_goes_and_is_forgotten(
    sempal: Program, tmp_path: Path, wav: Write
) -> None:
    root = music(tmp_path, wav)
    sempal.json("scan", str(root / "kicks"), "--json")
    sempal.run("type", "kick", str(root / "kicks" / "0.wav"))
    wider = sempal.json("scan", str(root), "--json")
    narrowed = sempal.run("narrow", str(root / "kicks"))
    removed = sempal.run("remove", str(root / "kicks"))
    refused = sempal.run("remove", str(root))
    back = sempal.json("scan", str(root), "--json")
    found = types(sempal, root)
    asked = sempal.run("forget", str(root))
    done = sempal.json("forget", str(root), "--yes", "--json")
    nothing = sempal.run("forget", str(root))
    sempal.run("scan", str(root))
    (root / "snare.wav").unlink()
    sempal.run("scan", str(root))
    some = sempal.json("forget", str(root), "--missing", "--yes", "--json")

    assert (wider["added"], wider["problem"]) == (1, "")
    assert narrowed.returncode == removed.returncode == asked.returncode == 0, narrowed.stderr
    assert refused.returncode == nothing.returncode == 1
    assert refused.stderr.decode() == f"sempal: {root} is not a source\n"
    assert (back["added"], back["updated"]) == (0, 0)
    assert found == {"kicks/0.wav": "kick", "kicks/1.wav": None, "snare.wav": None}
    assert b"would forget 3 samples, 1 type set by you" in asked.stdout
    assert (done["samples"], done["types"], done["problem"]) == (3, 1, "")
    assert b"no data of" in nothing.stderr
    assert some["samples"] == 1
    assert len(list(root.rglob("*.wav"))) == 2


def test_a_source_that_was_moved_into_another_one_is_a_part_of_that(
    sempal: Program, tmp_path: Path, wav: Write
) -> None:
    root, old = music(tmp_path, wav), tmp_path / "drums"
    (root / "kicks").rename(old)
    sempal.json("scan", str(old), "--json")
    sempal.run("type", "kick", str(old / "0.wav"))
    sempal.json("scan", str(root), "--json")
    old.rename(root / "kicks")
    moved = sempal.run("relink", str(old), str(root / "kicks"))

    assert moved.returncode == 0, moved.stderr
    assert types(sempal, root) == {
        "kicks/0.wav": "kick",
        "kicks/1.wav": None,
        "snare.wav": None,
    }
