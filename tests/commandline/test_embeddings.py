"""`sempal embed`, `similar` and `embeddings export`."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.embeddings.job import BATCH
from models.library.file_name import decode_path
from models.similarity.embedding_report import EmbeddingReport
from tests.commandline.conftest import Program
from ui.commandline.output import report_fields


@pytest.fixture
def kit(sempal: Program, tmp_path: Path, demo_sounds: Path) -> Path:
    """A scanned folder."""
    return scanned(sempal, tmp_path, demo_sounds)


def scanned(sempal: Program, base: Path, demo_sounds: Path) -> Path:
    """Return a new folder in `base` that was scanned."""
    folder = base / "kit"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder / "Kicks")
    shutil.copytree(demo_sounds / "Pads", folder / "Pads")
    sempal.json("scan", str(folder), "--json")
    return folder


@dataclass(frozen=True)
class EmbeddedKit:
    """A library that was embedded; not to be written to."""

    data: Path
    sounds: Path
    report: dict[str, object]
    """What `embed` reported."""


@pytest.fixture(scope="module")
def embedded_kit(tmp_path_factory: pytest.TempPathFactory, demo_sounds: Path) -> EmbeddedKit:
    base = tmp_path_factory.mktemp("embedded")
    sempal = Program(base / "data")
    folder = scanned(sempal, base, demo_sounds)
    return EmbeddedKit(sempal.folder, folder, sempal.json("embed", "--json"))


@pytest.fixture
def known_kit(sempal: Program, embedded_kit: EmbeddedKit) -> Path:
    """The sounds of a library that was embedded before; they are not to be written to."""
    shutil.copytree(embedded_kit.data, sempal.folder)
    return embedded_kit.sounds


def stored_embeddings(sempal: Program) -> int:
    """Return how many embeddings the library holds."""
    with closing(sqlite3.connect(sempal.folder / "library.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM embedding").fetchone()
    return int(count)


def test_everything_is_heard_once(
    sempal: Program, known_kit: Path, embedded_kit: EmbeddedKit, tmp_path: Path
) -> None:
    first, count = embedded_kit.report, sum(1 for path in known_kit.rglob("*.*"))
    (more := tmp_path / "more").mkdir()
    soundfile.write(more / "silence.wav", np.zeros(4_000), 44_100)
    sempal.json("scan", str(more), "--json")
    second, third = sempal.json("embed", "--json"), sempal.json("embed", "--json")

    kept = {"model", "embedded", "failed", "known", "seconds", "problem"}
    assert set(first) == kept | {"warnings", "quarantined", "unread", "example"}
    assert (first["embedded"], first["failed"], first["known"]) == (count, 0, 0)
    assert (second["embedded"], second["failed"], second["known"]) == (0, 1, count)
    assert (third["embedded"], third["failed"], third["known"]) == (0, 0, count)
    assert "0 embedded" in sempal.run("embed").stdout.decode()


def test_files_that_ended_workers_are_named_in_json() -> None:
    report = EmbeddingReport("aisfx", 3, 0, 0, 0.5, quarantined=(b"/sounds/a.wav", b"/b\xff.wav"))

    fields = json.loads(json.dumps(report_fields(report)))
    assert [decode_path(path) for path in fields["quarantined"]] == list(report.quarantined)


def test_a_line_for_each_file_in_or_outside_the_library(
    sempal: Program, kit: Path, tmp_path: Path
) -> None:
    kick = min((kit / "Kicks").iterdir())
    outside = tmp_path / ("copy" + kick.suffix)
    shutil.copy(kick, outside)
    done = sempal.run("similar", str(kick), str(outside), "--limit", "3", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr.decode()
    assert [row["query"] for row in rows] == [str(kick), str(outside)]
    assert [len(row["neighbours"]) for row in rows] == [3, 3]
    assert all(one["path"] != str(kick) for one in rows[0]["neighbours"])
    assert all("/Kicks/" in one["path"] for one in rows[0]["neighbours"])
    assert rows[1]["neighbours"][0]["path"] == str(kick)
    assert rows[1]["neighbours"][0]["score"] == pytest.approx(1.0, abs=1e-3)
    scores = [one["score"] for one in rows[0]["neighbours"]]
    assert scores == sorted(scores, reverse=True)


def test_a_file_that_cannot_be_heard_does_not_end_the_others(
    sempal: Program, known_kit: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    kick = min((known_kit / "Kicks").iterdir())
    done = sempal.run("similar", str(broken), str(kick), "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 1
    assert "broken.wav" in done.stderr.decode()
    assert rows[0]["neighbours"] == []
    assert rows[0]["problem"] == "not an audio file"
    assert rows[1]["neighbours"]


def test_without_a_library_it_says_what_is_missing(sempal: Program, demo_sounds: Path) -> None:
    kick = min((demo_sounds / "Drums" / "Kicks").iterdir())
    done = sempal.run("similar", str(kick))

    assert done.returncode == 1
    assert "no sound has been analysed yet" in done.stderr.decode()


def test_all_vectors_are_exported(sempal: Program, known_kit: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.npz"
    done = sempal.run("embeddings", "export", str(out))
    with np.load(out) as found:
        paths, vectors, model = found["paths"], found["vectors"], str(found["model"])

    assert done.returncode == 0, done.stderr.decode()
    assert sorted(paths.tolist()) == sorted(str(path) for path in known_kit.rglob("*.*"))
    assert vectors.shape[0] == len(paths)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert model == "aisfx-1"


def test_a_place_that_cannot_be_written_is_told(sempal: Program, known_kit: Path) -> None:
    done = sempal.run("embeddings", "export", os.fspath(known_kit / "no" / "out.npz"))

    assert done.returncode == 1
    assert "cannot be written" in done.stderr.decode()


def test_a_kill_loses_two_batches_at_most_and_the_next_run_goes_on(
    sempal: Program, demo_sounds: Path, tmp_path: Path
) -> None:
    (tmp_path / "many").mkdir()
    for at, path in enumerate(sorted((demo_sounds / "Drums" / "Kicks").iterdir())):
        audio, rate = soundfile.read(path)
        for number in range(16):  # equal files would be heard once for all
            soundfile.write(tmp_path / "many" / f"{at} {number}.wav", audio * 0.9**number, rate)
    count = sempal.json("scan", str(tmp_path / "many"), "--json")["added"]
    assert count > 3 * BATCH
    kept = 0
    for _ in range(2):  # during the first run, and during the one that goes on
        with sempal.start("embed", "--json") as running:
            while stored_embeddings(sempal) == kept:
                assert running.poll() is None, "it ended without having stored anything"
                time.sleep(0.01)
            running.kill()
            running.communicate()
        before, kept = kept, stored_embeddings(sempal)
        assert before < kept < count
        assert kept % BATCH in (0, count % BATCH)  # whole batches
        with closing(sqlite3.connect(sempal.folder / "library.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    report = sempal.json("embed", "--json")

    assert report["known"] == kept
    assert report["embedded"] == count - kept


def test_duplicates_are_told_with_their_proof(sempal: Program, kit: Path) -> None:
    kick = min((kit / "Kicks").glob("*.wav"))
    audio, rate = soundfile.read(kick)
    shutil.copy(kick, kit / "again.wav")
    for name in "deep.wav", "deep again.wav":
        soundfile.write(kit / name, audio, rate, subtype="PCM_24")
    soundfile.write(kit / "quiet.wav", audio * 0.4, rate, subtype="PCM_16")
    sempal.json("scan", str(kit), "--json")
    group = sempal.json("duplicates", "--json")
    words = sempal.run("duplicates").stdout.decode()

    assert set(group) == {"kind", "best_by", "samples"}
    assert group["kind"] == "likely"
    assert {Path(one["path"]).name: one["kind"] for one in group["samples"]} == {
        "deep.wav": "best",
        "deep again.wav": "exact",
        "again.wav": "near",
        kick.name: "near",
        "quiet.wav": "likely",
    }
    assert all(one["null_db"] is None or one["null_db"] < -60 for one in group["samples"])
    equal = {Path(one["path"]).name: one["equal_to"] for one in group["samples"]}
    assert equal["again.wav"] == [str(kick)]
    assert equal["quiet.wav"] == []
    assert "identical, " in words
    assert "left?" in words or "audio?" in words
    assert "1 group, 3 redundant files, 1 uncertain, 0 linked" in words


def test_a_type_that_is_said_is_kept_and_can_be_taken_back(
    sempal: Program, known_kit: Path
) -> None:
    kick = min((known_kit / "Kicks").iterdir())
    said = sempal.json("type", "tom", str(kick), "--json")
    listed = {one["path"]: one for one in sempal.json("list", "--json")}
    back = sempal.json("type", "detected", str(kick), "--json")
    refused = sempal.run("type", "tom", str(known_kit / "none.wav"))

    assert (said["path"], said["type"]) == (str(kick), "tom")
    assert (listed[str(kick)]["type"], listed[str(kick)]["type_confidence"]) == ("tom", 1.0)
    assert back["type"] == "kick"
    assert refused.returncode == 1
    assert "is not in the library" in refused.stderr.decode()
    assert sempal.run("type", "trombone", str(kick)).returncode == 2


def test_words_find_sounds_without_another_model(sempal: Program, known_kit: Path) -> None:
    reported = sempal.json("similar", "--text", "kick", "--json")

    assert reported["query"] == "kick"
    assert "kick" in Path(reported["neighbours"][0]["path"]).name.lower()


def test_a_model_may_be_named_for_one_time(sempal: Program, kit: Path) -> None:
    sempal.json("scan", str(kit), "--json")
    shipped = sempal.json("embed", "--model", "aisfx", "--json")
    absent = sempal.run("embed", "--model", "clap", "--json")
    unknown = sempal.run("embed", "--model", "ears")

    assert shipped["model"].startswith("aisfx")
    assert shipped["embedded"] > 0
    assert absent.returncode == 1
    assert "clap is not installed" in absent.stderr.decode()
    assert unknown.returncode == 1
    assert "there is no model “ears”" in unknown.stderr.decode()


def test_tempo_and_key_are_found_out_and_listed(
    sempal: Program, tmp_path: Path, real_sounds: Path
) -> None:
    folder = tmp_path / "loops"
    folder.mkdir()
    for name in ("loop_mika", "bass_thick_c"):
        (path,) = real_sounds.rglob(f"{name}.flac")
        shutil.copy(path, folder)
    sempal.json("scan", str(folder), "--json")
    first, second = (sempal.json("analyse", "--json") for _ in range(2))
    listed = {one["name"]: one for one in sempal.json("list", "--json")}

    fields = {"analysed", "seconds", "problem", "warnings", "quarantined", "unread", "example"}
    assert set(first) == fields
    assert (first["analysed"], second["analysed"]) == (2, 0)
    assert listed["loop_mika.flac"]["tempo_bpm"] == pytest.approx(120, abs=0.1)
    assert listed["bass_thick_c.flac"]["key"] == "C"
    assert listed["bass_thick_c.flac"]["loudness_lufs"] < 0


def test_a_question_without_anything_asked_is_refused(sempal: Program, known_kit: Path) -> None:
    kick = str(next((known_kit / "Kicks").iterdir()))
    asked = [("similar",), ("similar", "--text", " "), ("similar", kick, "--limit", "0")]
    refused = [sempal.run(*words) for words in (*asked, ("type", "", kick))]

    assert [done.returncode for done in refused] == [2, 2, 2, 2]
    assert (
        refused[0].stderr.decode()
        == "sempal: nothing to compare with: give files, --text WORDS, or --record\n"
    )
    assert "not a number from 1 on: 0" in refused[2].stderr.decode()
    assert "detected" in refused[3].stderr.decode()


def test_what_is_likely_kept_needs_decisions(sempal: Program, known_kit: Path) -> None:
    refused = sempal.run("list", "--sort", "likely-keep")

    assert known_kit.exists()
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "0 kept and 0 rejected" in refused.stderr.decode()
