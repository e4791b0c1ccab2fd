"""Private attributes of widgets exist: Kivy's classes are `Any`, so no type checker sees others.

A name that is read on `self` must be defined in the class or one of its bases in `ui`, and so must
the text given to `hasattr(self, …)` and `getattr(self, …)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Class:
    """A class of `ui`, by what it defines and reads on `self`."""

    bases: tuple[str, ...]
    defined: frozenset[str]
    read: tuple[tuple[int, str], ...]


def classes(source: str) -> Iterator[tuple[str, Class]]:
    """Yield the classes of a module with their names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            bases = (ast.unparse(base).split("[")[0].split(".")[-1] for base in node.bases)
            yield node.name, Class(tuple(bases), frozenset(_defined(node)), tuple(_read(node)))


def _defined(owner: ast.ClassDef) -> Iterator[str]:
    for node in owner.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                yield from (one.id for one in targets if isinstance(one, ast.Name))
            case _:
                pass
    for inner in ast.walk(owner):
        match inner:
            case ast.Attribute(value=ast.Name(id="self"), attr=attr, ctx=ast.Store()):
                yield attr
            case ast.Subscript(
                value=ast.Attribute(value=ast.Name(id="self"), attr="__dict__"),
                slice=ast.Constant(value=str(attr)),
                ctx=ast.Store(),
            ):
                yield attr
            case _:
                pass


def _read(owner: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for node in ast.walk(owner):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=attr, ctx=ast.Load()):
                yield node.lineno, attr
            case ast.Call(
                func=ast.Name(id="hasattr" | "getattr"),
                args=[ast.Name(id="self"), ast.Constant(value=str(attr)), *_],
            ):
                yield node.lineno, attr
            case _:
                pass


def undefined(known: Mapping[str, Class], name: str) -> Iterator[str]:
    """Yield the private names that a class reads and nobody defines."""
    defined, waiting = set[str](), [name]
    while waiting:
        one = known.get(waiting.pop())
        if one is not None:
            defined |= one.defined
            waiting += one.bases
    for line, attr in known[name].read:
        private = attr.startswith("_") and not attr.startswith("__")
        if private and attr not in defined:
            yield f"{line}: {name}.{attr}"


def test_private_attributes_of_the_window_exist() -> None:
    sources = {path: path.read_text("utf-8") for path in sorted((ROOT / "ui").rglob("*.py"))}
    known = {name: one for text in sources.values() for name, one in classes(text)}
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path, text in sources.items()
        for name, one in classes(text)
        for line in undefined({**known, name: one}, name)
    ]

    assert len(known) > 100
    assert not found, "\n".join(found)


BASE = "class Base(Widget):\n    _given = 1\n    def _place(self): ...\n"


@pytest.mark.parametrize(
    "planted",
    [
        "class A(Base):\n    def show(self):\n        self._told.text = ''",
        "class A(Base):\n    def place(self):\n        if not hasattr(self, '_how'): return",
        "class A(Base):\n    def place(self):\n        for row in getattr(self, '_rows', ()): ...",
        "class A(Base):\n    def __init__(self):\n        self.bind(pos=self._settle)",
    ],
)
def test_a_planted_attribute_is_found(planted: str) -> None:
    known = dict(classes(BASE + planted))

    assert list(undefined(known, "A"))


@pytest.mark.parametrize(
    "plain",
    [
        "class A(Base):\n    def show(self):\n        self._place(self._given)",
        "class A(Base):\n    def show(self):\n        self._one, _ = 1, 2\n        self._one()",
        "class A(Base):\n    _rows: int = 0\n    def show(self):\n        return self._rows",
    ],
)
def test_what_is_defined_is_left_alone(plain: str) -> None:
    known = dict(classes(BASE + plain))

    assert not list(undefined(known, "A"))
