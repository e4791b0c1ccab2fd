"""What a start must not wait for, nor keep in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline.conftest import ROOT

HEAVY = ["scipy", "onnxruntime", "tokenizers", "librosa", "numba", "pyo", "markdown_it"]
"""Take seconds to import, or tens of megabytes; processes of their own have them."""
ANSWER = """
import sys
from ui.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
late = "LatePackage"  # the name stands there, and nothing else
print("\\nIMPORTED", *(name for name, it in sys.modules.items() if type(it).__name__ != late))
"""


def imported(*words: str) -> set[str]:
    """Return the modules that a program has imported after a verb is done."""
    done = subprocess.run(
        [sys.executable, "-c", ANSWER, *words], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return set(done.stdout.rpartition("\nIMPORTED ")[2].split())


@pytest.mark.parametrize("slow", HEAVY)
def test_a_start_does_not_wait_for_what_is_needed_later(slow: str) -> None:
    code = (
        "import sys; from actors import entry; entry.import_rooms();"
        f"sys.exit({slow!r} in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_and_version_need_nothing_but_the_parser(word: str) -> None:
    found = imported(word)

    assert "ui.commandline.parser" in found
    assert not found & {"numpy", "trio", "loguru", "tomlkit", "kivy", "sqlite3", "asyncio"}
    assert not [name for name in found if name.startswith("actors.")]


def test_settings_are_listed_without_numpy(tmp_path: Path) -> None:
    found = imported("--data-dir", str(tmp_path), "config")

    assert "actors.config.origins" in found
    assert not found & {"numpy", "tomlkit", "kivy", "sqlite3", *HEAVY}


def test_samples_are_listed_without_session_and_sound(tmp_path: Path) -> None:
    found = imported("--data-dir", str(tmp_path), "list")

    assert "actors.library.actor" in found
    assert not found & {"kivy", "models.state.app", "actors.system", *HEAVY}
    rooms = ("session", "audio", "waveform", "embeddings", "config", "handoff")
    assert not [name for name in found if name.startswith(tuple(f"actors.{one}." for one in rooms))]
