"""Scroll cost of the list at 100 000 rows, in a real window.

Needs: screen.

Ours is the Python time of a frame (moving and filling rows); the whole frame with drawing depends
on the renderer, which is named in the output. The baseline is Kivy's own RecycleView with one label
per row, in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ui.window import prepare

prepare(Path(tempfile.mkdtemp(prefix="sempal-list-")), (1440, 900), offscreen=False)

from kivy.base import EventLoop  # noqa: E402 - after `prepare`
from kivy.core.window import Window  # noqa: E402
from kivy.graphics.opengl import GL_RENDERER, glGetString  # noqa: E402
from kivy.lang import Builder  # noqa: E402
from kivy.uix.widget import Widget  # noqa: E402

from models.audio.units import Frames, Hertz, SampleId, SourceId  # noqa: E402
from models.library.sample import Sample  # noqa: E402
from models.library.samples import SampleIds  # noqa: E402
from models.state import browser as states  # noqa: E402
from models.waveform.thumbnail import Thumbnail  # noqa: E402
from ui.browser.sample_list import SampleList  # noqa: E402
from ui.theme import DESKTOP  # noqa: E402

NAIVE = """
RecycleView:
    viewclass: 'Label'
    RecycleBoxLayout:
        default_size: None, dp(36)
        default_size_hint: 1, None
        size_hint_y: None
        height: self.minimum_height
        orientation: 'vertical'
"""


def percentile(times: list[float], part: float) -> float:
    """Return the percentile `part` (0 to 1) of `times` in milliseconds."""
    return sorted(times)[int(part * (len(times) - 1))] * 1e3


def time_steps(step: Callable[[int], None], frames: int) -> tuple[list[float], list[float]]:
    """Return the seconds of the steps, and of the whole frames."""
    steps, wholes = [], []
    for number in range(frames):
        begun = time.perf_counter()
        step(number)
        steps.append(time.perf_counter() - begun)
        EventLoop.idle()
        wholes.append(time.perf_counter() - begun)
    return steps, wholes


def show_only(widget: Widget) -> None:
    """Make `widget` the only one in the window."""
    for child in Window.children[:]:
        Window.remove_widget(child)
    widget.size = Window.size
    Window.add_widget(widget)
    for _ in range(5):
        EventLoop.idle()


def samples(count: int) -> tuple[Sample, ...]:
    """Return `count` distinct rows."""
    return tuple(
        Sample(
            SampleId(number),
            SourceId(1),
            b"/drums/pack %d/Snare dusty %06d.wav" % (number // 100, number),
            f"Snare dusty {number:06}.wav",
            Frames(24_000 + number),
            Hertz(48_000),
            2,
            "WAV 24-bit",
        )
        for number in range(count)
    )


def scroll_ours(rows: tuple[Sample, ...], frames: int) -> tuple[list[float], list[float], float]:
    """Scroll our list; also return the seconds to rebuild it."""
    listing = SampleList(lambda _intent: None, DESKTOP)
    show_only(listing)
    wave = np.random.default_rng(1).uniform(0, 0.9, (64, 150)).astype(np.float32)
    pictures = [Thumbnail(np.stack([-wave[k], wave[k]])) for k in range(64)]
    thumbnails = {row.id: pictures[row.id % 64] for row in rows}
    ids = SampleIds(np.arange(len(rows)))
    browser = states.Browser(ids=ids, window=states.Window(0, rows), focus=SampleId(3), row=3)
    begun = time.perf_counter()
    listing.show_samples(browser, thumbnails, None, active=True)
    redrawn = time.perf_counter() - begun
    return *time_steps(lambda _: listing.scroll(96), frames), redrawn


def scroll_naive(rows: tuple[Sample, ...], frames: int) -> tuple[list[float], list[float], float]:
    """Scroll a RecycleView of the same rows."""
    view = Builder.load_string(NAIVE)
    show_only(view)
    begun = time.perf_counter()
    view.data = [{"text": row.name} for row in rows]
    EventLoop.idle()
    redrawn = time.perf_counter() - begun
    total = len(rows) * 36

    def step(number: int) -> None:
        view.scroll_y = 1 - number * 96 / total

    return *time_steps(step, frames // 10), redrawn


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--frames", type=int, default=300)
    asked = words.parse_args()
    EventLoop.ensure_window()
    Window.dispatch("on_draw")
    rows = samples(asked.rows)
    steps, wholes, redrawn = scroll_ours(rows, asked.frames)
    naive_steps, naive_wholes, naive_redrawn = scroll_naive(rows, asked.frames)
    renderer = glGetString(GL_RENDERER).decode()
    print(
        f"{asked.rows} rows: scroll {percentile(steps, 0.5):.2f} ms"
        f" (p95 {percentile(steps, 0.95):.2f}), whole frame {percentile(wholes, 0.5):.1f} ms"
        f" on {renderer}; RecycleView whole frame {percentile(naive_wholes, 0.5):.1f} ms,"
        f" new rows {redrawn * 1e3:.0f} against {naive_redrawn * 1e3:.0f} ms"
    )
    print(
        json.dumps(
            {
                "bench": "list",
                "rows": asked.rows,
                "renderer": renderer,
                "scroll_p50_ms": round(percentile(steps, 0.5), 3),
                "scroll_p95_ms": round(percentile(steps, 0.95), 3),
                "frame_p50_ms": round(percentile(wholes, 0.5), 2),
                "new_rows_ms": round(redrawn * 1e3, 2),
                "baseline_recycleview_scroll_p50_ms": round(percentile(naive_steps, 0.5), 3),
                "baseline_recycleview_frame_p50_ms": round(percentile(naive_wholes, 0.5), 2),
                "baseline_recycleview_new_rows_ms": round(naive_redrawn * 1e3, 1),
                "median_frame_ratio": round(
                    statistics.median(naive_wholes) / statistics.median(wholes), 2
                ),
                "target_scroll_ms": 4.0,
            }
        )
    )
    sys.stdout.flush()
    os._exit(0)  # skip the shutdown of the window


if __name__ == "__main__":
    main()
