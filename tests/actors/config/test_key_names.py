"""Keys that people gave to commands by former names keep working, and are renewed on a save."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from loguru import logger

from actors.config.reader import read_settings
from actors.config.writer import write_settings
from models.state.screen import Density
from ui.keypress import Keymap

TEXT = """\
# mine
density = "desktop"

[keys]   # of the left hand
trash = ["q", "Ctrl+q"]  # quick
loop = "o"
closer = "w"
no-such = "j"
"""


def saved(path: Path, text: str) -> str:
    """Return what stands there after another setting was chosen."""
    path.write_text(text)
    before = read_settings(path.parent).settings
    write_settings(path, before, replace(before, density=Density.AUTO))
    return path.read_text()


def test_former_names_are_renewed_where_they_stand(tmp_path: Path) -> None:
    lines: list[str] = []
    sink = logger.add(lines.append, format="{message}")
    try:
        found = saved(tmp_path / "config.toml", TEXT)
    finally:
        logger.remove(sink)

    expected = TEXT.replace("trash", "reject").replace("closer", "zoom-in")
    assert found == expected.replace('density = "desktop"\n', "")
    (line,) = lines
    assert "keys.trash is keys.reject" in line
    assert "keys.closer is keys.zoom-in" in line


def test_they_hold_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(TEXT)
    before = Keymap.with_overrides(read_settings(tmp_path).settings.keys)
    saved(path, TEXT)
    after = Keymap.with_overrides(read_settings(tmp_path).settings.keys)

    assert [row.keys for row in before.bindings if row.name == "reject"] == ["q", "Ctrl+q"]
    assert after.bindings == before.bindings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[keys]\ntrash = "q"\nreject = "w"\n', '[keys]\ntrash = "q"\nreject = "w"\n'),
        ('keys = {trash = "q"}\n', 'keys = {reject = "q"}\n'),
        ('keys.trash = "q"\n', 'keys.reject = "q"\n'),
        ("keys = 1\n", "keys = 1\n"),
    ],
    ids=["both", "inline", "dotted", "no table"],
)
def test_other_forms(tmp_path: Path, text: str, expected: str) -> None:
    head = 'density = "desktop"\n'

    assert saved(tmp_path / "config.toml", head + text) == expected
