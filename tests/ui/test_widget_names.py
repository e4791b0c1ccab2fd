"""No widget has the name of one of Kivy's, whose looks Kivy would apply to it, by name."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec
from pathlib import Path

UI = Path(__file__).parents[2] / "ui"


def styled() -> set[str]:
    """Return the names of classes for which Kivy's style sheet has a rule."""
    kivy = find_spec("kivy")
    assert kivy is not None
    assert kivy.origin is not None
    text = (Path(kivy.origin).parent / "data/style.kv").read_text("utf-8")
    rules = re.findall(r"^<([^>]+)>:", text, re.MULTILINE)
    return {name.strip("-+ ").split("@")[0] for rule in rules for name in rule.split(",")}


def test_no_widget_is_styled_by_kivy() -> None:
    rules = styled()
    clashes = [
        f"{path.relative_to(UI)}: {node.name}"
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and node.bases and node.name in rules
    ]

    assert {"Slider", "Label", "Button"} <= rules
    assert clashes == []
