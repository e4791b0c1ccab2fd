"""Window tests need a display, and run one app at a time."""

from __future__ import annotations

import os

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/ui/window" in str(item.path):
            item.add_marker(pytest.mark.ui)


@pytest.fixture(autouse=True)
def _display() -> None:
    if not os.environ.get("DISPLAY"):
        pytest.skip("no display: run scripts/test")
