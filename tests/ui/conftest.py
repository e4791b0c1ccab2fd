"""What every suite of the window shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import tests.ui.prepared  # noqa: F401 - before any test imports Kivy

if TYPE_CHECKING:  # importing it opens a window, which not every suite wants
    from tests.ui.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    """The empty window; empty again and at density 1 afterwards."""
    from tests.ui.stage import Stage

    Stage.clear()
    yield Stage()
    Stage.clear()
