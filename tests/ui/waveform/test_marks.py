"""Loops and markers of a file, as they are drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.metadata.loop import Loop
from models.metadata.marker import Marker
from tests.ui.waveform.test_picture import FRAMES, LEFT, WIDTH, Panel

if TYPE_CHECKING:
    from tests.ui.stage import Stage

pytestmark = pytest.mark.ui


def test_loops_and_markers_are_lines_where_their_frames_are(stage: Stage) -> None:
    stage.clear()
    panel = Panel(stage)
    stage.frame()
    before = stage.pixels()
    per_pixel = FRAMES // WIDTH
    loops = (Loop(100 * per_pixel, 700 * per_pixel),)
    markers = (Marker(300 * per_pixel, "\udcfcber"), Marker(400 * per_pixel), Marker(2 * FRAMES))
    panel.state = replace(
        panel.state, editor=replace(panel.state.editor, loops=loops, markers=markers)
    )
    panel.show()
    stage.frame()
    changed = (stage.pixels() != before).any(2)
    lines = np.flatnonzero(changed.sum(0) > 250) - LEFT

    assert [int(x) for x in lines] == [100, 300, 400, 700]
    assert int(changed[:, :LEFT].sum()) == 0
