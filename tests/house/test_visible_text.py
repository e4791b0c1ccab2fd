"""All words of the window stand in `ui/text`; no other module of `ui` writes any.

Found in the syntax tree: strings that read as words (a space between them, or a capital letter at
the beginning), and any word at all where text goes (the arguments of widgets that show some,
`text`, `hint`, `title` …, what functions that return a `str` return).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "ui"
ELSEWHERE = {
    "kivy_style.py": "Kivy's language",
    "text": "the place for words",
    "commandline": "words of the terminal, a table of verbs of its own",
    "keymap.py": "a table: each row has its words; the sheet and README are made from it",
    "browser/columns.py": "a table: each column has its title",
    "keystroke.py": "names of keys, which people also write in `config.toml`",
    "keyboard_layout.py": "names of X11",
    "window.py": "names of variables and options of Kivy",
    "screen_scale.py": "names of variables and of X11",
    "xlib.py": "the name of a library",
    "early_display.py": "names of variables",
    "quick_imports.py": "names of variables",
    "import_bundle.py": "names of variables",
    "late_packages.py": "names of types",
    "sdl.py": "names of libraries and of SDL",
    "sdl_library.py": "names of files",
    "widgets/font.py": "names of files",
    "widgets/shaping/harfbuzz.py": "names of scripts",
    "widgets/shaping/line.py": "names of scripts",
    "widgets/shaping/system_fonts.py": "names of files",
    "shell/options_sheet.py": "rows of settings, on their way to the table of settings",
    "shell/sound_sheet.py": "the same",
}
"""Below `ui`: what may have words, and why."""
ALLOWED = {
    ("waveform/spectrogram.py", "100 Hz"): "a unit, the same in every language",
    ("waveform/spectrogram.py", "1 kHz"): "a unit, the same in every language",
    ("waveform/spectrogram.py", "10 kHz"): "a unit, the same in every language",
    ("shell/top_bar.py", "sem"): "our name, in two colours",
    ("shell/top_bar.py", "pal"): "our name, in two colours",
    ("app.py", "sempal"): "our name",
    ("browser/side.py", "gS"): "keys",
    ("browser/side.py", "gf"): "keys",
    ("collections/part.py", "gC"): "keys",
    ("collections/part.py", "gc"): "keys",
}
"""Literals elsewhere, and why."""
WIDGETS = {
    "TextLabel": 0,
    "Choice": 0,
    "DragPayload": 0,
    "Named": 0,
    "ShowNotice": 0,
    "PushButton": 1,
    "ChoiceRow": 0,
    "Offer": 0,
    "Offers": 0,
}
"""Where the words are among the arguments of what shows some."""
NAMES = {"text", "words", "hint", "title", "label", "placeholder", "hint_text"}
"""Parameters and attributes that take words."""
QUIET = {"TypeVar", "cast", "NewType", "getLogger", "namedtuple"}
"""Calls whose words reach no screen, beside those of loggers."""
WORDS = re.compile(r"\w\s+\w|^[A-ZÀ-Þ]\w|\w…")
LETTERS = re.compile(r"[^\W\d_]{2}")
"""A word of any kind: two letters."""


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of every literal in a module that a person may read."""
    yield from sorted(set(_Finder().found(ast.parse(source))))


class _Finder(ast.NodeVisitor):
    def __init__(self) -> None:
        self._lines: list[tuple[int, str]] = []
        self._returns_text = [False]

    def found(self, tree: ast.AST) -> list[tuple[int, str]]:
        self.visit(tree)
        return self._lines

    def _look(self, node: ast.AST | None, pattern: re.Pattern[str] = LETTERS) -> None:
        """Note the literals that are the value of an expression, not those it is computed from."""
        match node:
            case ast.Constant(value=str(text)):
                # GLSL is no language of people.
                if pattern.search(text) and "$HEADER$" not in text:
                    self._lines.append((node.lineno, text))
            case ast.JoinedStr(values=parts):
                for part in parts:
                    self._look(part, LETTERS)
            case ast.IfExp(body=body, orelse=orelse):
                self._look(body, pattern)
                self._look(orelse, pattern)
            case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                for value in values:
                    self._look(value, pattern)
            case ast.BinOp(left=left, right=right):
                self._look(left, pattern)
                self._look(right, pattern)
            case _:
                pass

    def visit_Constant(self, node: ast.Constant) -> None:
        self._look(node, WORDS)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        if WORDS.search("".join(_constant(part) for part in node.values)):
            self._look(node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # else a docstring
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        """What is raised is for the log; errors that are shown take their words from `ui.text`."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._returns_text.append(isinstance(node.returns, ast.Name) and node.returns.id == "str")
        for piece in (*node.args.defaults, *node.args.kw_defaults, *node.body):
            if piece is not None:
                self.visit(piece)
        self._returns_text.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._assigned([node.target], node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._assigned(node.targets, node.value)

    def _assigned(self, targets: list[ast.expr], value: ast.expr) -> None:
        if any(_name(target) in NAMES for target in targets):
            self._look(value)
        self.visit(value)

    def visit_Return(self, node: ast.Return) -> None:
        if self._returns_text[-1]:
            self._look(node.value)
        if node.value is not None:
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        called = _name(node.func)
        owner = _name(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        if called in QUIET or owner == "logger":
            return
        if called in WIDGETS:
            self._look(node.args[WIDGETS[called]] if len(node.args) > WIDGETS[called] else None)
        elif called == "show" and node.args:
            self._look(node.args[0])
        for keyword in node.keywords:
            if keyword.arg in NAMES:
                self._look(keyword.value)
        self.generic_visit(node)


def _constant(node: ast.expr) -> str:
    """Return a constant part of an f-string; a letter in place of a value."""
    return str(node.value) if isinstance(node, ast.Constant) else "x"


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def modules() -> list[str]:
    found = (path.relative_to(ROOT).as_posix() for path in sorted(ROOT.rglob("*.py")))
    return [
        path for path in found if path not in ELSEWHERE and path.partition("/")[0] not in ELSEWHERE
    ]


@pytest.mark.parametrize("module", modules())
def test_no_words_of_the_window_stand_outside_of_their_place(module: str) -> None:
    source = (ROOT / module).read_text(encoding="utf-8")
    found = [
        f"ui/{module}:{line}: {text!r} belongs in ui/text"
        for line, text in literals(source)
        if (module, text) not in ALLOWED
    ]

    assert not found, "\n".join(found)


def test_every_exemption_is_needed() -> None:
    assert all((ROOT / name).exists() for name in ELSEWHERE)
    for module, text in ALLOWED:
        source = (ROOT / module).read_text(encoding="utf-8")
        assert text in {found for _, found in literals(source)}, (module, text)


@pytest.mark.parametrize(
    "planted",
    [
        'button = PushButton(press, "Keep", "check")',
        'self._title = TextLabel("loop", BODY)',
        'Choice(f"Delete {many} files", act)',
        'self._label.show("sorted" if done else "")',
        'def words(sample: Sample) -> str:\n    return "missing"',
        'PushButton(press, icon="plus", hint="add")',
        'TITLES = (("Size", None), ("", None))',
        'say(session.ShowNotice(f"no {thing}"))',
        'self.title = "map"',
        'HINT = "press + to add"',
        'waiting = "Loading…"',
    ],
)
def test_a_planted_word_is_found(planted: str) -> None:
    assert list(literals(planted))


@pytest.mark.parametrize(
    "plain",
    [
        '"""Words about a module."""',
        'def f() -> None:\n    """Say what it does."""',
        'logger.info("first frame drawn")',
        'raise RuntimeError("the window is not built yet")',
        'PushButton(press, text.PLAY, icon="play")',
        'self._label.show(f"{count} · {rate}", PALETTE.second)',
        'State = TypeVar("State")',
        'SHADER = "$HEADER$ void main(void) {}"',
        'shade = colour("#F2777A")',
    ],
)
def test_what_nobody_reads_is_left_alone(plain: str) -> None:
    assert not list(literals(plain))
