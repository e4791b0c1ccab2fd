"""`sempal` itself: words, doctor, the window without a screen."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.commandline.conftest import ROOT, Program
from ui.commandline import parser
from ui.commandline.lock import hold
from ui.commandline.start import StartOptions


@pytest.mark.parametrize("words", [("fly",), ("--fly",), ("scan",), ("--size", "big")])
def test_words_it_does_not_know_are_refused(sempal: Program, words: tuple[str, ...]) -> None:
    done = sempal.run(*words)

    assert done.returncode == 2
    assert b"usage: sempal" in done.stderr
    assert not sempal.folder.exists()


def test_help_and_version_are_said(sempal: Program) -> None:
    assert b"scan" in sempal.run("--help").stdout
    assert sempal.run("--version").stdout.startswith(b"sempal ")


def test_the_doctor_looks_at_everything(sempal: Program) -> None:
    found = sempal.json("doctor", "--json")
    said = sempal.run("doctor")

    assert set(found) >= {"audio", "data", "graphics", "models", "versions"}
    assert str(sempal.folder) in json.dumps(found)
    assert said.returncode == 0
    assert str(sempal.folder).encode() in said.stdout


def test_every_choice_is_told_with_its_origin(sempal: Program) -> None:
    sempal.folder.mkdir()
    (sempal.folder / "config.toml").write_text(
        "audition = 3\n[waveform]\nsnap = 'beats'\n[keys]\nloop = 'o'\n"
    )
    done = sempal.run("config", "--json")
    found = json.loads(done.stdout)

    assert found["choices"]["waveform.snap"] == {"value": "grid", "from": "config.toml"}
    assert found["choices"]["audio.volume"] == {"value": 0.0, "from": "default"}
    assert found["choices"]["keys.loop"] == {"value": "o", "from": "config.toml"}
    assert found["problems"] == ["audition must be true or false, ignored"]
    assert b"audition must be" in done.stderr
    assert b"waveform.snap" in sempal.run("config").stdout


def test_without_a_display_it_says_what_can_be_done(sempal: Program) -> None:
    done = sempal.run()

    assert done.returncode == 2
    assert b"no display" in done.stderr
    assert b"--offscreen" in done.stderr


def test_offscreen_it_opens_the_demo_and_leaves_nothing_behind(sempal: Program) -> None:
    with sempal.start("--offscreen") as process:
        log = _log_with(sempal.folder, "first row drawn")
        family = _children(process.pid)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)
    names = [row["name"] for row in sempal.json("list", "--json")]

    assert process.returncode == 130
    assert "Traceback" not in log
    assert b"kivy" not in b"".join(filter(None, said))
    assert set(names) <= {path.name for path in (sempal.folder / "demo").rglob("*.*")}
    assert names
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{child}").exists() for child in family):
        assert time.monotonic() < deadline, "a child outlived the app"
        time.sleep(0.05)


def test_a_second_one_on_the_same_folder_is_refused(sempal: Program, tmp_path: Path) -> None:
    with sempal.start("--offscreen", "--no-demo") as process:
        _log_with(sempal.folder, "first frame drawn")
        second, scan = sempal.run("--offscreen"), sempal.run("scan", str(tmp_path))
        listed = sempal.run("list", "--json")
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
    after = sempal.run("scan", str(tmp_path), "--json")

    for refused in (second, scan):
        assert refused.returncode == 3
        assert f"process {process.pid}".encode() in refused.stderr
        assert b"--data-dir" in refused.stderr
    assert listed.returncode == 0
    assert after.returncode == 0, "a crash leaves no lock behind"


def test_a_second_start_calls_the_window_that_runs(sempal: Program, tmp_path: Path) -> None:
    (pack := tmp_path / "pack #1").mkdir()
    with sempal.start("--offscreen", "--no-demo") as process:
        _log_with(sempal.folder, "first frame drawn")
        done = sempal.run("./pack", str(pack))
        process.send_signal(signal.SIGSTOP)
        begun = time.monotonic()
        hung = sempal.run(str(pack))
        took = time.monotonic() - begun
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
    assert (sempal.folder / "socket").is_socket(), "killed, it leaves that behind"
    with hold(sempal.folder):
        nobody = sempal.run(str(pack))

    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    assert hung.returncode == 3
    assert b"does not respond" in hung.stderr
    assert took < 60
    assert nobody.returncode == 3
    assert b"is open in another sempal" in nobody.stderr


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        (["--size", "800x600", "/a", "b", "--debug"], ("/a", "b")),
        (["--data-dir", "x.y", "./scan", "scan"], ("./scan", "scan")),
        (["--", "scan"], ("scan",)),
        ([], ()),
        (["fly"], None),
    ],
)
def test_words_that_are_paths_are_for_the_window(
    words: list[str], paths: tuple[str, ...] | None
) -> None:
    try:
        options = parser.parse(words).options
    except SystemExit:
        assert paths is None
        return
    assert isinstance(options, StartOptions)
    assert options.paths == paths


def test_no_demo_starts_empty(sempal: Program) -> None:
    with sempal.start("--offscreen", "--no-demo") as process:
        _log_with(sempal.folder, "first frame drawn")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)

    assert process.returncode == 130
    assert sempal.json("list", "--json") == []


def _log_with(folder: Path, words: str) -> str:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        for log in (folder / "logs").glob("sempal-*.log"):
            if words in (text := log.read_text()):
                return text
        time.sleep(0.05)
    raise AssertionError(f"no log says {words!r}")


def _children(process: int) -> list[int]:
    found = [process]
    for parent in found:
        path = Path(f"/proc/{parent}/task/{parent}/children")
        found += [int(child) for child in path.read_text().split()] if path.exists() else []
    return found[1:]


def test_the_environment_can_choose_the_folder(tmp_path: Path) -> None:
    import subprocess
    import sys

    home = tmp_path / "config home"
    environment = {**os.environ, "SEMPAL_CONFIG_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "ui", "list", "--json"],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert (home / ".sempal" / "library.db").exists()


def test_closed_streams_are_no_failure_and_no_file_takes_their_place(sempal: Program) -> None:
    shell = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *sempal.words("list", "--json")]
    done = subprocess.run(shell, env=sempal.environment, cwd=ROOT, timeout=60, check=False)

    assert done.returncode == 0
