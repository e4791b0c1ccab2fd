"""Fixtures shared by all UI tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import tests.ui.prepared  # noqa: F401 - before any test imports Kivy

if TYPE_CHECKING:  # importing it opens a window, which not all tests need
    from tests.ui.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    """An empty window at density 1, cleared afterwards."""
    from tests.ui.stage import Stage

    Stage.clear()
    yield Stage()
    Stage.clear()
