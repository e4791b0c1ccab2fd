"""Window tests need a display, and run one app at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commandline.conftest import Program

if TYPE_CHECKING:  # importing it opens a window
    from tests.ui.harness import Screen

EmbeddedDemo = Callable[..., AbstractAsyncContextManager["Screen"]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/ui/window" in str(item.path):
            item.add_marker(pytest.mark.ui)


@pytest.fixture(autouse=True)
def _display() -> None:
    if not os.environ.get("DISPLAY"):
        pytest.skip("no display: run scripts/test")


@pytest.fixture(autouse=True)
def _lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way back is there, however long a busy machine takes to press it."""
    from ui.shell import undo_bar

    monkeypatch.setattr(undo_bar, "WHILE", 600.0)


@pytest.fixture(scope="session")
def embedded_folder(tmp_path_factory: pytest.TempPathFactory, demo_sounds: Path) -> Path:
    """A data folder that knows the demo sounds, embedded and analysed; not to be written to."""
    sempal = Program(tmp_path_factory.mktemp("embedded") / "data")
    for words in (("scan", str(demo_sounds)), ("embed",), ("analyse",)):
        done = sempal.run(*words)
        assert done.returncode == 0, done.stderr.decode()
    return sempal.folder


@pytest.fixture
def embedded_demo(tmp_path: Path, embedded_folder: Path) -> EmbeddedDemo:
    """Return a function that shows a library that already knows the demo sounds, embedded."""
    from tests.ui.harness import listed, window

    @asynccontextmanager
    async def shown(*, handoff: bool = False) -> AsyncGenerator[Screen, None]:
        folder = tmp_path / "embedded"
        shutil.copytree(embedded_folder, folder)
        async with window(folder, auto_embed=True, handoff=handoff) as screen:
            await listed(screen)
            yield screen

    return shown
