"""Completion and the manual page, made from the parser and read by the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.packaging.manual import manual_page
from ui.commandline import verbs
from ui.commandline.completion import SHELLS, script
from ui.commandline.synopsis import synopses

ALL = tuple(synopses())
COMPLETE = """
source "$1"; shift
COMP_WORDS=(sempal "$@"); COMP_CWORD=$#
_sempal 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(path: Path, *words: str) -> set[str]:
    """Return what bash offers for the last word."""
    command = ["bash", "-c", COMPLETE, "bash", str(path), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_its_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    path = tmp_path / "sempal"
    path.write_text(script(shell, ALL))

    assert subprocess.run([shell, "-n", str(path)], check=False).returncode == 0


def test_bash_offers_verbs_actions_options_and_values(tmp_path: Path) -> None:
    path = tmp_path / "sempal"
    path.write_text(script("bash", ALL))
    names = {name for name in verbs.summaries() if name != verbs.WINDOW}

    assert completed(path, "") == names
    assert completed(path, "--data-dir", "scan", "hi") == {"history"}, "the value is no verb"
    assert completed(path, "backup", "") == {"list", "restore"}
    assert {"--depth", "--json"} <= completed(path, "edit", "reverse", "--")
    assert "24" in completed(path, "edit", "convert", "--depth", "")
    assert {"kick", "snare"} <= completed(path, "type", "")


def test_fish_offers_the_same(tmp_path: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    path = tmp_path / "sempal.fish"
    path.write_text(script("fish", ALL))
    ask = f"source {path}; complete -C 'sempal backup '"
    done = subprocess.run(["fish", "-N", "-c", ask], capture_output=True, text=True, check=True)

    assert {line.split("\t")[0] for line in done.stdout.splitlines()} >= {"list", "restore"}


def test_the_manual_page_names_every_verb_and_option(tmp_path: Path) -> None:
    page = manual_page()
    for one in ALL:
        assert f".SS {one.words}".replace("-", "\\-") in page or not one.words
        for option in one.options:
            assert f".B {option.flag}".replace("-", "\\-") in page
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed: the page was not set")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-Kutf8"],
        input=page.encode(),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
