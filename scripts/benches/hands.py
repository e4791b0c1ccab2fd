"""Pointer-to-screen latency with a large library and a busy CPU.

Needs: screen.

A library of 56 000 samples is open and another process multiplies matrices without pause (or, with
`--listening`, the app embeds 6 000 sounds). The X server's pointer (XTEST) drags an edge of the
selection; latency is from just before an event is sent until the frame with the edge at its new
position has been handed to the screen. Also zoom and pan in an hour of stereo: rules, columns and
upload, which are our code; drawing is the renderer's, which is named in the output. Likewise for
the pointer: time until drawing begins is ours (including a frame being drawn), the rest the
renderer's.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import trio
from loguru import logger

from actors.messages import intents
from actors.session.decide import decide
from actors.session.similarity.embedding import LABEL
from models.audio.span import Span
from models.audio.units import Frames, PixelPosition, Pixels
from models.state.app import AppState
from models.state.editor import Editor
from models.waveform.columns import columns
from models.waveform.view import View
from scripts.benches.waveform import sample, write_beat
from tests.ui.harness import frames, keys, parts, window
from ui.waveform.painter import Painter
from ui.waveform.picture import PictureView

HEIGHT, WIDTH = 400, 1_400
EVENT_TARGET, OURS_TARGET = 16.0, 4.0
"""Milliseconds, 95th percentile."""
LOAD = """
import numpy as np
a = np.random.rand(600, 600).astype("f4")
while True:
    a = a @ a
    a /= a.max()
"""
DEMO = Path(__file__).parents[2] / "data" / "demo"
EMBEDDED = 6_000
"""Sounds to embed meanwhile: more than can finish."""
FARTHEST = 40
"""Amplitude of the pointer movement in pixels."""


class XMouse:
    """Moves the X server's pointer without starting a program each time."""

    def __init__(self) -> None:
        self._x11, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        display = self._x11.XOpenDisplay(None)
        if not display:
            sys.exit("hands: no display")
        self._display = ctypes.c_void_p(display)

    def move(self, x: float, y: float) -> None:
        """Move the pointer to window pixels, origin at the lower left."""
        from kivy.core.window import Window  # opened by the harness

        left, top = round(Window.left + x), round(Window.top + Window.height - y)
        self._test.XTestFakeMotionEvent(self._display, -1, left, top, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def press(self, *, down: bool) -> None:
        """Press or release the left button."""
        self._test.XTestFakeButtonEvent(self._display, 1, int(down), ctypes.c_ulong(0))
        self._x11.XFlush(self._display)


@contextmanager
def busy_cpu() -> Iterator[None]:
    """Keep the other core busy, at low priority."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(["nice", "-n", "5", sys.executable, "-c", LOAD], env=environment)
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def write_sounds(folder: Path, count: int) -> None:
    """Write `count` tiny distinct sounds."""
    for number in range(count):
        if number % 1_000 == 0:
            (folder / f"Pack {number // 1_000:03}").mkdir(parents=True)
        samples = struct.pack("<4i", number, -number, number, 0)
        head = b"RIFF" + struct.pack("<L", 36 + len(samples)) + b"WAVEfmt "
        head += struct.pack("<LHHLLHH", 16, 1, 1, 48_000, 192_000, 4, 32)
        path = folder / f"Pack {number // 1_000:03}" / f"Sound {number:05}.wav"
        path.write_bytes(head + b"data" + struct.pack("<L", len(samples)) + samples)


async def time_drags(picture: PictureView, rounds: int) -> tuple[list[float], list[float]]:
    """Return milliseconds from each pointer movement to its drawing, and to its frame."""
    from kivy.core.window import Window

    mouse, times, ours = XMouse(), list[float](), list[float]()
    editor = picture.editor
    if editor.view is None or editor.selection is None:
        sys.exit("hands: no selection")
    x, y = picture.x + editor.view.x_at(editor.selection.end), picture.center_y
    mouse.move(x, y)
    await frames(3)
    mouse.press(down=True)
    await frames(3)
    for number in range(rounds):
        before = picture.editor.selection
        await trio.sleep(0.02 + 0.013 * (number % 7) / 7)  # at varying phases of a frame
        shown = trio.Event()

        begun = 0.0

        def begins(*_: object, before: Span | None = before) -> None:
            if picture.editor.selection != before and len(ours) == len(times):
                ours.append((time.perf_counter() - begun) * 1e3)  # noqa: B023 - set below

        def drawn(*_: object, before: Span | None = before, shown: trio.Event = shown) -> None:
            if picture.editor.selection != before:
                shown.set()

        Window.bind(on_draw=begins, on_flip=drawn)
        begun = time.perf_counter()
        mouse.move(x + 1 + number % FARTHEST, y)
        with trio.fail_after(5):
            await shown.wait()
        times.append((time.perf_counter() - begun) * 1e3)
        Window.unbind(on_draw=begins, on_flip=drawn)
    mouse.press(down=False)
    await frames(2)
    return ours, times


def write_real_sounds(folder: Path) -> None:
    """Create `HEARD` file names for the sounds of the demo library."""
    folder.mkdir(parents=True)
    sounds = [
        shutil.copy(path, folder / f"{number} {path.name}")
        for number, path in enumerate(sorted(DEMO.rglob("*.*")))
    ]
    for number in range(len(sounds), EMBEDDED):
        sound = Path(sounds[number % len(sounds)])
        os.link(sound, folder / f"{number} {sound.name}")


async def measure_pointer(
    folder: Path, count: int, rounds: int, *, embedding: bool
) -> tuple[list[float], list[float]]:
    """Open the app over a large library, and drag."""
    write_sounds(folder / "many", count)
    write_beat(folder / "many" / "A first one.wav", 10)
    if embedding:
        write_real_sounds(folder / "many" / "Heard")
    logger.info("{} files written", count)
    async with window(folder / ".sempal", auto_embed=embedding) as screen:
        screen.post(intents.AddSource(os.fsencode(folder / "many")))
        await screen.ports.state.until(lambda state: state.sources.report is not None)
        if embedding:
            await screen.until(lambda state: any(task.label == LABEL for task in state.tasks))
        with nullcontext() if embedding else busy_cpu():
            await keys("Down", "Escape")
            await screen.until(lambda state: state.editor.picture is not None)
            screen.post(intents.Select(Span(Frames(48_000), Frames(240_000))))
            await frames(5)
            return await time_drags(parts(PictureView)[0], rounds)


def measure_zoom_and_pan(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return milliseconds of our code for zooming and panning in an hour of stereo."""
    from kivy.graphics import Fbo
    from kivy.graphics.opengl import glFinish

    from actors.waveform.decoder import decode_picture

    one = sample(write_beat(folder / "hour.wav", 3_600))
    picture, _ = decode_picture(one, lambda _picture: None, lambda: None)
    fbo = Fbo(size=(WIDTH, HEIGHT))
    painter = Painter(fbo)
    editor = Editor(one, picture=picture, view=View.fit(picture.frames, WIDTH), width=WIDTH)
    state = AppState(editor=editor)
    makers: dict[str, Callable[[int], intents.Intent]] = {
        "zoom": lambda number: intents.Zoom(0.8 if number % 40 < 20 else 1.25, PixelPosition(700)),
        "pan": lambda number: intents.Pan(Pixels(64 if number % 40 < 20 else -64)),
    }
    times: dict[str, list[float]] = {}
    for name, intent in makers.items():
        for number in range(rounds):
            begun = time.perf_counter()
            state = decide(state, intent(number)).state
            shown = state.editor
            if shown.picture is None or shown.view is None:
                sys.exit("hands: no waveform")
            drawn = columns(shown.picture, shown.view, state.settings.channels)
            painter.show(drawn, (0, 0), (WIDTH, HEIGHT))
            times.setdefault(name, []).append((time.perf_counter() - begun) * 1e3)
            fbo.draw()
            glFinish()  # software renderers continue in the background
        state = replace(state, editor=editor)
    return times


def figures(times: list[float]) -> dict[str, float]:
    return {f"p{part}_ms": round(float(np.percentile(times, part)), 2) for part in (50, 95)}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--samples", type=int, default=56_000)
    words.add_argument("--rounds", type=int, default=300)
    words.add_argument(
        "--listening", action="store_true", help="load the CPU with the app's own embedding"
    )
    given = words.parse_args()
    logger.remove()
    with tempfile.TemporaryDirectory(prefix="sempal-hands-") as scratch:
        folder = Path(scratch)
        work = partial(
            measure_pointer, folder, given.samples, given.rounds, embedding=given.listening
        )
        ours, whole = trio.run(work)
        event, frame = figures(ours), figures(whole)
        looked = measure_zoom_and_pan(folder, given.rounds)
    from kivy.graphics.opengl import GL_RENDERER, glGetString

    renderer = glGetString(GL_RENDERER).decode()
    beside = "embedding" if given.listening else "busy CPU"
    zoom, pan = figures(looked["zoom"]), figures(looked["pan"])
    print(
        f"{given.samples} samples, {beside}: pointer to drawing p50 {event['p50_ms']} ms,"
        f" p95 {event['p95_ms']} ms (target p95 {EVENT_TARGET}), to screen"
        f" p50 {frame['p50_ms']} ms, p95 {frame['p95_ms']} ms ({renderer});"
        f" zoom p95 {zoom['p95_ms']} ms, pan p95 {pan['p95_ms']} ms of our code with 1 h stereo"
        f" (target {OURS_TARGET})"
    )
    result = {
        "bench": "hands",
        "samples": given.samples,
        "listening": given.listening,
        "event_to_drawing": event,
        "event_to_frame": frame,
        "zoom_1h_stereo": zoom,
        "pan_1h_stereo": pan,
        "renderer": renderer,
        "target_event_p95_ms": EVENT_TARGET,
        "target_ours_p95_ms": OURS_TARGET,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
