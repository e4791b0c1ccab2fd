"""The file for the report of a bug says nothing that the user named."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loguru import logger

from actors import entry
from actors.kernel import logbook
from actors.library import backups
from tests.actors.library.ends import write
from ui.__main__ import carry_out
from ui.commandline.bug_report import write_report
from ui.commandline.context import Context
from ui.commandline.parser import parse
from ui.commandline.redaction import setting_words, without_names

NAME = "Zwetschge"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder in whose paths, library, settings and log a name occurs."""
    folder = tmp_path / NAME / "data"
    sounds = tmp_path / f"{NAME} sounds"
    write(sounds / f"{NAME}.wav", 1)
    assert carry_out(parse(["--data-dir", str(folder), "scan", str(sounds)])) == 0
    (folder / "config.toml").write_text(
        f'mono = 3\n[files]\ntrash_folder = "/home/{NAME}"\neditor = "{NAME} %F"\n'
        f'[keys]\nloop = "{NAME}"\n'
    )
    try:
        logbook.start(folder / "logs", "INFO")
        backups.back_up(folder / "library.db", datetime.now().astimezone())
        logger.warning("{} is no template of ours", NAME)
        try:
            os.stat(f"/nowhere/{NAME}")  # noqa: PTH116 - its error names the path
        except OSError:
            logger.exception(f"cannot read {NAME}")
    finally:
        logbook.start(None, "WARNING")
    return folder


@pytest.mark.parametrize("names", [False, True])
def test_names_are_in_it_only_if_asked_for(data: Path, tmp_path: Path, *, names: bool) -> None:
    facts = {"versions": {"kivy": "2.3.1"}, "data": {"folder": str(data), "exists": True}}
    report = tmp_path / "report.txt"
    write_report(Context(data, entry), facts, report, names=names)
    text = report.read_text("utf-8")

    assert [line for line in text.splitlines() if NAME in line and not names] == []
    assert (NAME in text) is names
    for part in ("2.3.1", "sample: 1", "library copied to", "FileNotFoundError", "step: 0"):
        assert part in text
    with pytest.raises(FileExistsError):
        write_report(Context(data, entry), facts, report, names=names)


@given(st.text())
def test_no_text_of_a_message_survives(text: str) -> None:
    line = f"2026-03-04 05:06:07.890 INFO    12:MainThread actors.none:f:3 {text}X{NAME}"
    error = f"FileNotFoundError: [Errno 2] {NAME}"
    shown = "\n".join(without_names(f"{line}\n{error}\n{NAME}{text}"))

    assert NAME not in shown
    assert "FileNotFoundError" in shown


@given(st.text(min_size=1))
def test_no_text_that_the_user_wrote_survives_in_settings(text: str) -> None:
    assert setting_words("files.editor", text) == "…"
    assert setting_words("keys.loop", text) == "…"
    assert setting_words("theme.accent", f"/{text}") == "…"
    assert setting_words("audio.volume", -6.0) == -6.0
