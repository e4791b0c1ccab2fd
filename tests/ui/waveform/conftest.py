"""An offscreen GL context, for tests of pixels."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""uint8 [height, width, 3], bottom row first."""


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The window of this process; other tests may have opened it."""
    if "kivy.core.window" not in sys.modules:
        from ui.window import prepare

        home: Path = tmp_path_factory.mktemp("kivy")
        prepare(home, (1440, 900), offscreen=True)
    from kivy.core.window import Window

    assert Window is not None, "no GL: is Mesa installed?"
    return Window


@pytest.fixture
def seen(window: object) -> Callable[..., Pixels]:
    """Return a function that draws into an offscreen buffer and returns its pixels."""
    from kivy.graphics import ClearBuffers, ClearColor, Fbo

    def look(paint: Callable[[object], None], size: tuple[int, int]) -> Pixels:
        fbo = Fbo(size=size)
        with fbo:
            ClearColor(0.1, 0.2, 0.3, 1)
            ClearBuffers()
        paint(fbo)
        fbo.draw()
        pixels = np.frombuffer(fbo.pixels, np.uint8).reshape(size[1], size[0], 4)
        return pixels[..., :3].copy()

    return look
