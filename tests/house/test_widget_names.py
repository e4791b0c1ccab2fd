"""No widget of ours has the name of a rule of Kivy's style sheet.

Kivy finds rules by the bare name of a class: `Slider` of ours would be drawn by the rule for its
own one, which asks for what ours does not have, and the window would not open.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "ui"
RULE = re.compile(r"^<([^>]+)>:", re.MULTILINE)


def ruled() -> set[str]:
    """Return the names of classes that Kivy's style sheet has rules for."""
    found = importlib.util.find_spec("kivy")
    assert found is not None
    assert found.origin is not None
    sheet = (Path(found.origin).parent / "data" / "style.kv").read_text(encoding="utf-8")
    names = (name for rule in RULE.findall(sheet) for name in rule.split(","))
    return {name.strip().lstrip("-+").partition("@")[0] for name in names}


def widgets() -> dict[str, str]:
    """Return modules by the names of the classes in them that are derived from another."""
    return {
        node.name: path.relative_to(ROOT).as_posix()
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.bases
    }


def test_no_widget_is_called_like_one_of_kivy() -> None:
    assert {"Slider", "Label", "ScrollView"} <= ruled()
    assert {name: module for name, module in widgets().items() if name in ruled()} == {}
