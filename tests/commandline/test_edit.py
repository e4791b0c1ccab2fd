"""Edits from the command line, read by other programs, and undone byte for byte."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ui.__main__ import carry_out
from ui.commandline.locked_run import run_locked
from ui.commandline.parser import parse
from ui.commandline.status import Status


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of a library in `data`, and one beside it."""
    noise = np.random.default_rng(1).uniform(-0.4, 0.4, (48_000, 2))
    (tmp_path / "sounds").mkdir()
    soundfile.write(tmp_path / "sounds" / "a.wav", noise, 48_000, "PCM_24")
    soundfile.write(tmp_path / "sounds" / "b.flac", noise, 48_000, "PCM_16")
    soundfile.write(tmp_path / "other.wav", noise, 48_000, "PCM_16")
    assert sempal(tmp_path, "scan", str(tmp_path / "sounds")) == Status.DONE
    return tmp_path


def sempal(folder: Path, *words: str) -> int:
    return run_locked(parse(["--data-dir", str(folder / "data"), *words]), carry_out)


def digests(folder: Path) -> list[str]:
    paths = sorted((folder / "sounds").iterdir())
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def statistics(path: Path) -> dict[str, float]:
    """Return what sox measures."""
    said = subprocess.run(["sox", path, "-n", "stat"], capture_output=True, text=True, check=True)
    pairs = [line.split(":") for line in said.stderr.splitlines() if ":" in line]
    return {" ".join(name.split()): float(value) for name, value in pairs}


def test_edits_are_made_listed_undone_and_redone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wav, flac = folder / "sounds" / "a.wav", folder / "sounds" / "b.flac"
    states = [digests(folder)]
    both = (str(wav), str(flac))
    assert sempal(folder, "edit", "crop", *both, "--start", "0.25", "--end", "24000f") == 0
    states.append(digests(folder))
    assert statistics(wav)["Length (seconds)"] == pytest.approx(0.25)
    assert sempal(folder, "edit", "normalise", *both, "--peak", "-6") == 0
    states.append(digests(folder))
    for path in (wav, flac):
        loudest = max(abs(statistics(path)[f"{one} amplitude"]) for one in ("Maximum", "Minimum"))
        assert 20 * np.log10(loudest) == pytest.approx(-6, abs=0.01)
    capsys.readouterr()
    assert sempal(folder, "history", "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["words"], row["undone"]) for row in rows] == [
        ("Cropped 2 samples", False),
        ("Normalised 2 samples", False),
    ]
    for state in (states[1], states[0]):
        assert sempal(folder, "undo") == 0
        assert digests(folder) == state
    assert sempal(folder, "undo") == Status.FAILED
    for state in states[1:]:
        assert sempal(folder, "redo") == 0
        assert digests(folder) == state
    assert sempal(folder, "redo") == Status.FAILED


def test_all_of_a_collection_is_edited_or_renamed_as_one_step(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "data" / "library.db")) as connection, connection:
        connection.execute("INSERT INTO collection VALUES (1, 'Dusty kit', 'dusty kit', 1.0)")
        connection.execute("INSERT INTO member SELECT 1, id, name = 'a.wav' FROM sample")
    before, kit = digests(folder), ("--collection", "dusty KIT")
    assert sempal(folder, "edit", "normalise", *kit, "--peak", "-3") == 0
    assert not set(digests(folder)) & set(before)
    assert sempal(folder, "undo") == 0
    assert digests(folder) == before
    (folder / "sounds" / "hit 1.flac").touch()
    named = ("edit", "rename", *kit, "--template", "hit {n}")
    capsys.readouterr()
    assert sempal(folder, *named) == Status.FAILED
    assert "hit 1.flac: this file exists: nothing was renamed" in capsys.readouterr().err
    (folder / "sounds" / "hit 1.flac").unlink()
    assert sempal(folder, *named, "--dry-run", "--json") == 0
    planned = json.loads(capsys.readouterr().out)["renamed"]
    assert [Path(one["to"]).name for one in planned] == ["hit 1.flac", "hit 2.wav"]
    assert digests(folder) == before
    assert sempal(folder, *named) == 0
    names = sorted(path.name for path in (folder / "sounds").iterdir())
    assert names == ["hit 1.flac", "hit 2.wav"]
    assert sempal(folder, "undo") == 0
    assert digests(folder) == before
    assert sempal(folder, "edit", "reverse", "--collection", "kit") == Status.FAILED
    assert sempal(folder, "edit", "reverse") == Status.MISUSED
    said = capsys.readouterr().err
    assert "there is no collection “kit”; there are “Dusty kit”" in said


def test_what_is_refused_is_named_with_its_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(folder)
    capsys.readouterr()
    wav, other = str(folder / "sounds" / "a.wav"), str(folder / "other.wav")
    assert sempal(folder, "edit", "stereo", wav, other, "--json") == Status.FAILED
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "op": "stereo",
        "dry_run": False,
        "changed": [],
        "refused": [
            {
                "path": other,
                "problem": "not in the library: add its folder with `sempal scan DIR`",
            },
            {"path": wav, "problem": "it is stereo already"},
        ],
    }
    assert f"{wav}: it is stereo already" in said.err
    assert sempal(folder, "edit", "crop", wav, "--start", "2") == Status.FAILED
    assert sempal(folder, "edit", "reverse", wav, "--dry-run") == Status.DONE
    assert digests(folder) == before


def test_a_file_is_cut_into_slices_and_they_are_taken_away_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hits = np.zeros((48_000, 2))
    for start in (4_800, 16_000, 30_000):
        hits[start : start + 2_000] = np.random.default_rng(start).uniform(-0.8, 0.8, (2_000, 2))
    soundfile.write(folder / "sounds" / "c.wav", hits, 48_000, "PCM_24")
    sempal(folder, "scan", str(folder / "sounds"))
    before = sorted((folder / "sounds").iterdir())
    file = str(folder / "sounds" / "c.wav")
    capsys.readouterr()

    assert sempal(folder, "edit", "slice", file, "--dry-run", "--json") == 0
    planned = json.loads(capsys.readouterr().out)
    assert sorted((folder / "sounds").iterdir()) == before
    assert sempal(folder, "edit", "slice", file, "--json") == 0
    done = json.loads(capsys.readouterr().out)
    made = [Path(one["copy"]) for one in done["changed"]]
    whole, _ = soundfile.read(file, dtype="int32", always_2d=True)
    cut = [soundfile.read(path, dtype="int32", always_2d=True)[0] for path in made]

    assert [one["copy"] for one in planned["changed"]] == [str(path) for path in made]
    assert [path.name for path in made] == ["c_01.wav", "c_02.wav", "c_03.wav"]
    assert np.array_equal(np.concatenate(cut), whole[len(whole) - sum(map(len, cut)) :])
    words = ["--method", "parts", "--parts", "2", "--start", "0.2", "--end", "24000f", "--json"]
    assert sempal(folder, "edit", "slice", file, *words) == 0
    halves = [Path(one["copy"]) for one in json.loads(capsys.readouterr().out)["changed"]]
    parts = [soundfile.read(path, dtype="int32", always_2d=True)[0] for path in halves]
    assert np.array_equal(np.concatenate(parts), whole[9_600:24_000])
    assert sempal(folder, "undo") == 0
    assert sempal(folder, "edit", "slice", file, "--start", "2") == Status.FAILED
    assert sempal(folder, "edit", "slice", file, "--method", "parts", "--parts", "4") == 0
    assert len(list((folder / "sounds").glob("c_*.wav"))) > len(made)
    assert sempal(folder, "edit", "slice", file, "--method", "beats") == Status.FAILED
    assert "its tempo is not known" in capsys.readouterr().err
    assert sempal(folder, "undo") == sempal(folder, "undo") == 0
    assert sorted((folder / "sounds").iterdir()) == before


def test_the_space_of_originals_is_shown_and_reclaimed_when_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wav = folder / "sounds" / "a.wav"
    size = wav.stat().st_size
    for op in ("reverse", "swap-channels"):
        assert sempal(folder, "edit", op, str(wav)) == 0

    def asked(*words: str) -> dict[str, object]:
        capsys.readouterr()
        assert sempal(folder, "originals", "--json", *words) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    kept = asked()
    assert (kept["files"], kept["size"], kept["freed"]) == (2, 2 * size, 0)
    assert asked("--reclaim", "--keep", "1")["files"] == 2
    kept = asked("--reclaim")
    assert (kept["files"], kept["size"]) == (0, 0)
    assert sempal(folder, "undo") == Status.FAILED
