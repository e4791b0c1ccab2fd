"""Cost of the map of 100 000 sounds: layout, and each frame while navigating.

Needs: screen.

Frames are those of the view alone, in a real window: our code from the input event until the GPU
has the vertices (`look`), and finding the point under the pointer (`pick`). Recolouring all points
happens when the list changes (`fill`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from actors.embeddings.extraction import load_model
from models.audio.units import SampleId
from models.library.samples import SampleIds
from models.library.traits import Traits
from models.map.chart import MapLayout
from models.map.layout import lay_out
from models.state.app import AppState
from scripts.benches.library import figures
from scripts.benches.similar import realistic_features

FRAMES = 200
TARGET = 4.0
"""Milliseconds of our code per frame."""


def time_layouts(counts: list[int]) -> dict[str, float]:
    """Return the seconds of each layout."""
    model, timings = load_model(), {}
    for count in counts:
        rows = realistic_features(model, count)
        vectors = model.space.adapted(rows).project(rows)
        begun = time.perf_counter()
        lay_out(vectors)
        timings[str(count)] = round(time.perf_counter() - begun, 2)
    return timings


def state(count: int) -> AppState:
    """Return the state of a map with clustered points."""
    chance = np.random.default_rng(1)
    heaps = chance.uniform(-0.8, 0.8, (30, 2))
    heap = chance.integers(0, len(heaps), count)
    places = np.clip(heaps[heap] + chance.normal(0, 0.08, (count, 2)), -1, 1).astype(np.float32)
    numbers = np.arange(1, count + 1)
    ids = SampleIds(numbers)
    traits = Traits(
        numbers.copy(),
        chance.integers(-1, 2, count).astype(np.int8),
        heap.astype(np.int32),
        chance.integers(-1, 13, count).astype(np.int8),
        tuple(f"Pack {number}" for number in range(len(heaps))),
    )
    made = AppState()
    known = replace(made.map, shown=True, chart=MapLayout(ids, places), traits=traits)
    return replace(made, map=known, browser=replace(made.browser, ids=ids))


def time_calls(work: Callable[[int], object], count: int = FRAMES) -> list[float]:
    """Return the seconds of each call."""
    times = []
    for number in range(count):
        begun = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - begun)
    return times


def time_frames(count: int) -> dict[str, dict[str, float]]:
    """Return milliseconds by operation, in a window."""
    from ui.window import prepare  # imported late, as it opens the window

    prepare(Path(tempfile.mkdtemp(prefix="sempal-map-")), (1440, 900), offscreen=True)
    from kivy.core.window import Window

    from ui.map.view import MapView
    from ui.slices import MapSlices, pick
    from ui.theme import DESKTOP

    view = MapView(lambda _intent: None, DESKTOP)
    view.size = Window.size
    Window.add_widget(view)
    shown = pick(MapSlices, state(count))
    fill = time_calls(
        lambda number: view.show(
            replace(
                shown, browser=replace(shown.browser, selection=frozenset({SampleId(number + 1)}))
            )
        ),
        10,
    )
    chance = np.random.default_rng(3)
    spots = [(float(x), float(y)) for x, y in chance.uniform(100, 700, (FRAMES, 2))]
    view.zoom_to(4.0)
    return {
        "look": figures(time_calls(lambda number: view.pan(1 if number % 2 else -1, 1))),
        "pick": figures(time_calls(lambda number: view.under(spots[number]))),
        "fill": figures(fill),
    }


def main() -> None:
    """Print a readable line, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench map", description=__doc__)
    words.add_argument("--sounds", type=int, default=100_000)
    given = words.parse_args()
    timings = time_frames(given.sounds)
    laid = time_layouts([1_000, 10_000, given.sounds])
    print(
        f"{given.sounds} points, ms p50 / p95 (target {TARGET} per frame): "
        + ", ".join(f"{name} {one['p50']} / {one['p95']}" for name, one in timings.items())
        + "; layout in s: "
        + ", ".join(f"{count}: {seconds}" for count, seconds in laid.items())
    )
    print(json.dumps({"bench": "map", "points": given.sounds, **timings, "layout_s": laid}))


if __name__ == "__main__":
    main()
