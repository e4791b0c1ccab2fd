"""`sempal model`: list, install, verify and use."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from actors.model_files import registry
from actors.model_files.installation import install
from tests.commandline.conftest import Program
from tests.models.embedding.clap.weights import TINY, named, safetensors


def test_the_shipped_model_is_listed_and_whole(sempal: Program) -> None:
    found = json.loads(sempal.run("model", "verify", "--json").stdout)

    assert [(one["name"], one["installed"], one["chosen"]) for one in found] == [
        *(("aisfx", True, True), ("clap", False, False))
    ]
    reported = sempal.run("model", "verify").stdout.decode()
    assert reported.startswith("aisfx verified\n")
    assert "clap     not installed" in sempal.run("model", "list").stdout.decode()


def test_what_cannot_listen_is_not_chosen(sempal: Program, tmp_path: Path) -> None:
    (tmp_path / "weights.pt").write_bytes(b"<html>")
    refused = sempal.run("model", "install", "clap", "--checkpoint", str(tmp_path / "weights.pt"))
    unknown = sempal.run("model", "use", "clap")

    assert refused.returncode == unknown.returncode == 1
    assert b"weights.pt: no readable weights" in refused.stderr
    assert unknown.stderr.decode().strip() == "sempal: the model clap is not installed"


def test_a_choice_is_written_among_the_others(sempal: Program, tmp_path: Path) -> None:
    (tmp_path / "w").write_bytes(safetensors(named()))
    install(tmp_path / "w", registry.model_folder("clap", sempal.folder), graphs=TINY)
    (sempal.folder / "config.toml").write_text("auto_play = false  # at night\n")
    sempal.run("model", "use", "aisfx")

    text = (sempal.folder / "config.toml").read_text()
    assert tomllib.loads(text)["similarity"] == {"model": "aisfx"}
    assert "auto_play = false  # at night" in text
