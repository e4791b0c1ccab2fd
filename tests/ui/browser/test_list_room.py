"""Rows are seen whatever stands around the list, at any size and scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.audio.units import SampleId, Seconds
from models.embedding.aspect import Aspect
from models.layout.docks import waveform_height
from models.layout.list_room import ROWS
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult
from models.state.app import AppState
from models.state.similarity import Search, Similarity
from models.state.window_layout import WindowLayout

if TYPE_CHECKING:
    from tests.ui.stage import Stage

WINDOWS = ((420, 480), (420, 600), (420, 640), (743, 480), (800, 600), (1440, 900))
"""Windows in dp, of which 743x480 is one of 1300x840 pixels at 175 %."""
FINGERS = 600
"""Height in dp from which on rows and buttons that are as large as fingers need them have room."""
LOW, LOW_FOR_FINGERS = 600, 660
"""Heights in dp below which three rows are seen, not all `ROWS`; the latter with large rows."""


def asked(many: int) -> AppState:
    """Return the state in which a description and a recording found `many` sounds."""
    ids = SampleIds(np.arange(1, many + 1, dtype=np.int64))
    scores = np.linspace(1, 0, many, dtype=np.float32)
    answer = SimilarityResult(ids, scores, dict.fromkeys(Aspect, scores), many)
    take = Sound(b"/take.wav", recorded=Seconds(1.5))
    kick = Sound(b"/kick.wav", SampleId(1))
    search = Search(SimilarityQuery((kick, take)))
    similarity = Similarity(search=search, answer=answer, back=(search,))
    state = AppState(similarity=similarity)
    return replace(state, browser=replace(state.browser, ids=ids, focus=ids[0], row=0))


@pytest.mark.parametrize("scale", [1.0, 1.75, 2.0])
@pytest.mark.parametrize("size", WINDOWS)
def test_three_rows_are_seen_at_any_size_and_four_where_there_is_room(
    stage: Stage, size: tuple[int, int], scale: float
) -> None:
    from kivy.metrics import Metrics

    from ui.browser.part import BrowserPart
    from ui.slices import BrowserSlices, pick
    from ui.theme import COMPACT, DESKTOP, TABLET

    Metrics.density = Metrics.fontscale = scale
    fingers = (TABLET,) if size[1] >= FINGERS else ()
    for sizes in (DESKTOP, COMPACT, *fingers):
        part = BrowserPart(lambda _intent: None, sizes)
        middle = size[1] - sizes.top - sizes.bottom
        low = LOW_FOR_FINGERS if sizes is TABLET else LOW
        seen = ROWS if size[1] >= low else 3
        for layout in (WindowLayout(), WindowLayout(waveform_height=2000)):
            least = part.least_height / scale + sizes.splitter
            tall = middle - waveform_height(layout, middle, least) - sizes.splitter
            wide = size[0] - 2 * sizes.edge
            stage.put(part, 0, 0, round(wide * scale), round(tall * scale))
            part.show(pick(BrowserSlices, asked(50)))
            stage.frame()
            rows = part._list
            assert rows.height >= seen * rows.row_height - 1
            if size == (1440, 900) and layout.waveform_height is None:
                assert part._aspects.children, "sliders are there where they have room"
            stage.clear()
            Metrics.density = Metrics.fontscale = scale
