"""Modules from the bundle are those that Python would import, also after changes."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ui import import_bundle
from ui.import_bundle import ImportBundle, write

NAMES = ("bundled", "bundled.inner", "bundled_alone")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with three modules of source, on Python's path."""
    (tmp_path / "bundled").mkdir()
    (tmp_path / "bundled" / "__init__.py").write_text("from bundled import inner\nVALUE = 1\n")
    (tmp_path / "bundled" / "inner.py").write_text('"""Inner."""\nVALUE = 2\n')
    (tmp_path / "bundled_alone.py").write_text("VALUE = 3\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    yield tmp_path
    forget()


def forget() -> None:
    for name in NAMES:
        sys.modules.pop(name, None)


def imported() -> dict[str, ModuleType]:
    forget()
    importlib.invalidate_caches()
    return {name: importlib.import_module(name) for name in NAMES}


def test_they_have_the_same_facts_and_code(folder: Path) -> None:
    usual = imported()
    write(folder / "bundle", {})
    bundle = ImportBundle(folder / "bundle")
    sys.meta_path.insert(0, bundle)
    found = imported()

    for name, module in found.items():
        spec, before = module.__spec__, usual[name].__spec__
        assert spec is not None
        assert before is not None
        assert type(spec.loader).__module__ == import_bundle.__name__
        assert vars(module)["VALUE"] == vars(usual[name])["VALUE"]
        assert module.__doc__ == usual[name].__doc__
        for fact in ("name", "origin", "cached", "parent", "submodule_search_locations"):
            assert getattr(spec, fact) == getattr(before, fact), fact
        for fact in ("__file__", "__cached__", "__package__", "__path__"):
            assert getattr(module, fact, None) == getattr(usual[name], fact, None), fact
    assert importlib.reload(found["bundled_alone"]).VALUE == 3


def test_a_source_that_changed_or_went_is_not_taken_from_it(folder: Path) -> None:
    imported()
    write(folder / "bundle", {})
    changed, touched, gone = (
        folder / "bundled" / "inner.py",
        folder / "bundled_alone.py",
        folder / "bundled" / "__init__.py",
    )
    changed.write_text("VALUE = 22\n")
    os.utime(touched, (1, 1))
    gone.unlink()
    bundle = ImportBundle(folder / "bundle")

    assert [bundle.find_spec(name) for name in NAMES] == [None, None, None]
    sys.meta_path.insert(0, bundle)
    forget()
    assert importlib.import_module("bundled.inner").VALUE == 22


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "garbage", "other"])
def test_a_bundle_that_is_none_is_empty(
    folder: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported()
    path = folder / "bundle"
    write(path, {})
    content = path.read_bytes()
    assert ImportBundle(path).find_spec("bundled") is not None
    match damage:
        case "missing":
            path.unlink()
        case "other":
            monkeypatch.setenv("PYTHONPATH", "/elsewhere")
        case _:
            wrong = {"empty": b"", "cut": content[:-9], "garbage": b"\xff" * 64}
            path.write_bytes(wrong[damage])

    assert ImportBundle(path).find_spec("bundled") is None


def test_the_program_writes_one_and_works_without_permission_to(tmp_path: Path) -> None:
    """In a process of its own; this Python's bundle lies beside our compiled modules."""
    program = (
        "import sys; from pathlib import Path; from ui import import_bundle\n"
        "import_bundle.bundle_path = lambda: Path(sys.argv.pop(1))\n"
        "from ui.__main__ import main; sys.exit(main())"
    )
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    (tmp_path / "file").touch()

    printed = []
    for place in ("bundle", "bundle", "file/bundle"):
        arguments = [str(tmp_path / place), "--data-dir", str(tmp_path), "config"]
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=environment,
            capture_output=True,
            check=True,
        )
        printed.append(done.stdout)

    assert printed[0]
    assert printed[1:] == [printed[0]] * 2
    assert (tmp_path / "bundle").stat().st_size > 100_000
