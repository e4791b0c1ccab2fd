"""Models do no file I/O: they take content or opened files (see `actors/model_files`).

The import contract "Models are pure" cannot see this, as `pathlib` and `os` also have pure parts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXCEPTIONS = {
    "models/audio/compiled.py": "imports single compiled modules of SciPy, by path",
    "models/embedding/network.py": "ONNX Runtime maps external weights beside the graph by path",
    "models/embedding/index/engine.py": "hnswlib and usearch read and write graphs by path only",
}
"""Modules that hand a path to a library, and why; everything else is open already."""
MODULES = {"pathlib", "shutil", "tempfile", "glob", "mmap", "subprocess", "socket", "importlib"}
"""Modules with I/O; `shutil.copyfileobj` alone copies between opened files."""
ALLOWED = {"shutil.copyfileobj"}
PURE_OS = {"path", "name", "fsencode", "fsdecode", "fspath", "sep", "altsep", "PathLike"}
"""Parts of `os` that reach no file."""
PURE_PATHS = {"basename", "dirname", "join", "split", "splitext", "normpath", "commonpath", "isabs"}
"""The same of `os.path`; `expanduser` asks the environment."""
METHODS = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rmdir", "touch"),
    *("iterdir", "rglob", "is_file", "is_dir", "stat", "lstat", "chmod", "symlink_to"),
    *("hardlink_to", "readlink", "resolve"),
}
"""Methods of `pathlib.Path` with I/O that no other type of ours has."""


def io_calls(source: str) -> Iterator[str]:
    """Yield imports and calls with which a module could reach a file, by line."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found = [one.name for one in names if one.name.split(".")[0] in MODULES]
                found = [one for one in found if one != "shutil"]
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in MODULES:
                found = [module]
            case ast.ImportFrom(module="os" | "os.path" as module):
                found = [module]
            case ast.Attribute(value=ast.Name(id="os"), attr=attr) if attr not in PURE_OS:
                found = [f"os.{attr}"]
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="os"), attr="path"), attr=attr
            ):
                found = [] if attr in PURE_PATHS | {"expanduser"} else [f"os.path.{attr}"]
            case ast.Attribute(value=ast.Name(id="shutil"), attr=attr):
                found = [] if f"shutil.{attr}" in ALLOWED else [f"shutil.{attr}"]
            case ast.Call(func=ast.Name(id="open")):
                found = ["open"]
            case ast.Call(func=ast.Attribute(attr="open" | "fromfile" | "tofile" as attr)):
                found = [attr]
            case ast.Attribute(attr=attr) if attr in METHODS:
                found = [attr]
            case _:
                found = []
        yield from (f"{getattr(node, 'lineno', 0)}: {one}" for one in found)


def _modules() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "models").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_models_do_no_file_io() -> None:
    found = [
        f"{path}:{call}"
        for path, source in _modules()
        if path not in EXCEPTIONS
        for call in io_calls(source)
    ]

    assert not found, "\n".join(found)


def test_every_exception_is_needed() -> None:
    needed = {path for path, source in _modules() if any(io_calls(source))}

    assert needed == EXCEPTIONS.keys()


@pytest.mark.parametrize(
    "planted",
    [
        "from pathlib import Path",
        "import pathlib",
        "import tempfile",
        "from importlib.resources import files",
        "from os import stat",
        "size = os.stat(path).st_size",
        "there = os.path.exists(path)",
        "os.fsync(file.fileno())",
        "shutil.rmtree(folder)",
        "with open(path) as file: ...",
        "with path.open('rb') as file: ...",
        "content = path.read_bytes()",
        "values = np.fromfile(path)",
    ],
)
def test_planted_file_io_is_found(planted: str) -> None:
    assert list(io_calls(planted))


@pytest.mark.parametrize(
    "plain",
    [
        "import os\nname = os.path.basename(path)",
        "shutil.copyfileobj(file, target)",
        "head = file.read(8)",
        "file.write(content)",
        "stored = np.memmap(file, np.uint8, 'r')",
        "stored = np.load(io.BytesIO(content))",
    ],
)
def test_opened_files_and_names_are_left_alone(plain: str) -> None:
    assert not list(io_calls(plain))
