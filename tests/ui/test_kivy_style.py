"""Our style sheet replaces Kivy's: it holds what Kivy's says of the widgets that we use."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import kivy
import pytest

import ui
from ui.kivy_style import STYLE

USED = {"kivy.uix.widget", "kivy.uix.textinput"}
SOURCES = sorted(Path(ui.__path__[0]).rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_only_styled_widgets_of_kivy_are_used(source: Path) -> None:
    found = {
        node.module
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kivy.uix")
    }

    drawn = {module for module in found if not (module or "").startswith("kivy.uix.behaviors")}
    assert drawn <= USED


def test_it_says_what_kivy_says() -> None:
    usual = (Path(kivy.__file__).parent / "data" / "style.kv").read_text()
    block = re.search(r"^<TextInput>:\n(?:[ \t]+.*\n)+", usual, re.MULTILINE)
    assert block is not None
    theirs, ours = ([line.strip() for line in one.splitlines()] for one in (block[0], STYLE))

    assert ours[:2] == theirs[:2]
    assert "\n".join(ours[2:-1]) in "\n".join(theirs)
    assert ours[-1].removeprefix("rgba: ") in theirs[-1]  # without the disabled state


def test_kivy_has_read_it() -> None:
    import tests.ui.prepared  # noqa: F401 - configures Kivy

    # isort: split
    from kivy.lang import Builder

    assert {str(rule.name) for _, rule in Builder.rules} >= {"<TextInput>"}
    assert len(Builder.rules) < 10
