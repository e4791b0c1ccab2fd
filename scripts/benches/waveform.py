"""Waveform speed: columns and upload at 1920 pixels stereo, pyramids, first pictures.

The baseline, in the same run, is the common method: whole numbers of frames per column over the raw
frames, drawn into an RGBA image and uploaded to GL. `ours` is columns, quads and their upload: the
draw call of a mesh with all its vertices but two triangles, as a software renderer rasterises
within the call. `called` includes the whole call, `drawn` waits for the pixels; both depend on the
renderer, which is named in the output.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import trio
from numpy.typing import NDArray

from actors.kernel.mailbox import Mailbox
from actors.messages import waveform
from actors.waveform.actor import WaveformActor
from actors.waveform.decoder import decode_picture, read_detail
from models.audio.units import SampleId, SourceId, Ticket
from models.library.sample import Sample
from models.waveform.channels import Channels
from models.waveform.columns import Columns, columns
from models.waveform.detail import wanted_detail
from models.waveform.picture import Picture
from models.waveform.reduction.band import band_split
from models.waveform.reduction.pyramid_builder import PyramidBuilder
from models.waveform.view import View
from ui.waveform.quads import indices, lanes, quads
from ui.window import prepare

RATE, WIDTH, HEIGHT = 48_000, 1_920, 400
BLOCK = 1 << 16
"""Frames per block, about those of `actors.waveform.sound`."""
SHOWN = {"1 h": 3_600.0, "10 min": 600.0, "1 min": 60.0, "10 s": 10.0, "1 s": 1.0, "20 ms": 0.02}
"""Seconds in view; the first is the whole file."""
TARGET = 4.0
"""Milliseconds for columns and upload, 95th percentile."""


def write_beat(path: Path, seconds: int, **how: str) -> Path:
    """Write a beat with noise, 16 bits, stereo."""
    random = np.random.default_rng(1)
    now = np.arange(10 * RATE) / RATE
    beat = 0.5 * np.exp(-5 * (now % 0.5)) * np.sin(2 * np.pi * 110 * now)
    block = (beat[:, None] + random.uniform(-0.3, 0.3, (now.size, 2))) * 32_000
    with soundfile.SoundFile(path, "w", RATE, 2, **{"subtype": "PCM_16"} | how) as file:
        for _ in range(seconds // 10):
            file.write(block.astype(np.int16))
    return path


def sample(path: Path) -> Sample:
    return Sample(SampleId(1), SourceId(1), bytes(path), path.name)


def percentiles(times: list[float]) -> dict[str, float]:
    """Return percentiles in milliseconds."""
    return {f"p{part}_ms": float(np.percentile(times, part)) * 1e3 for part in (50, 95)}


class Screen:
    """Off-screen GL framebuffer."""

    def __init__(self) -> None:
        from kivy.core.window import Window
        from kivy.graphics import ClearBuffers, Fbo, Mesh, Rectangle
        from kivy.graphics.opengl import GL_RENDERER, glFinish, glGetString
        from kivy.graphics.texture import Texture

        from ui.waveform.painter import COLUMN, Painter

        if Window is None:
            sys.exit("waveform: no GL context")
        self.renderer = glGetString(GL_RENDERER).decode()
        self._finish = glFinish
        self._ours, self._usual = Fbo(size=(WIDTH, HEIGHT)), Fbo(size=(WIDTH, HEIGHT))
        with self._ours:
            ClearBuffers()
        self._painter = Painter(self._ours)
        self._sent_to, self._sent = Fbo(size=(WIDTH, HEIGHT)), Mesh(fmt=COLUMN, mode="triangles")
        self._sent_to.add(self._sent)
        self._texture = Texture.create(size=(WIDTH, HEIGHT), colorfmt="rgba")
        with self._usual:
            Rectangle(texture=self._texture, size=(WIDTH, HEIGHT))

    def ours(self, picture: Picture, view: View) -> tuple[float, float, float]:
        """Return seconds for columns and upload, until GL returns, and until drawing completes."""
        begun = time.perf_counter()
        drawn = columns(picture, view, Channels.SPLIT)
        self._painter.show(drawn, (0, 0), (WIDTH, HEIGHT))
        ready = time.perf_counter()
        self._ours.draw()
        free = time.perf_counter()
        self._finish()
        done = time.perf_counter()
        return ready - begun + self._upload(drawn), free - begun, done - begun

    def _upload(self, drawn: Columns) -> float:
        placed = enumerate(lanes(0, 0, HEIGHT, drawn.lanes, 0))
        corners = np.concatenate([quads(drawn, *one) for one in placed])
        self._sent.vertices = corners.ravel()
        if not len(self._sent.indices):
            self._sent.indices = indices(1)
        begun = time.perf_counter()
        self._sent_to.draw()
        sent = time.perf_counter() - begun
        self._finish()
        return sent

    def usual(self, frames: NDArray[np.int16], view: View) -> float:
        """Return seconds until the call returns."""
        begun = time.perf_counter()
        per = max(1, int(view.spp))
        first = max(0, int(view.start))
        seen = frames[first : first + per * WIDTH]
        seen = seen[: len(seen) // per * per].reshape(-1, per, 2)
        low, high = seen.min(1) / 32_768, seen.max(1) / 32_768
        image = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        rows = np.arange(HEIGHT // 2)[:, None]
        for lane in (0, 1):
            top, bottom = ((1 - ends[:, lane]) * HEIGHT / 4 for ends in (high, low))
            inside = (rows >= top) & (rows <= bottom)
            image[lane * HEIGHT // 2 :][: HEIGHT // 2, : len(top)][inside] = (255, 180, 84, 255)
        self._texture.blit_buffer(image.reshape(-1), colorfmt="rgba", bufferfmt="ubyte")
        self._usual.draw()
        free = time.perf_counter()
        self._finish()
        return free - begun


def time_pyramids(seconds: int, rounds: int) -> dict[str, float]:
    """Return milliseconds to reduce a stereo sound, plain and with bands of frequency, in turn."""
    sound = np.random.default_rng(2).uniform(-0.5, 0.5, (2, seconds * RATE)).astype(np.float32)
    times: dict[str, list[float]] = {"plain": [], "coloured": []}
    for _ in range(rounds):
        for name, split in (("plain", None), ("coloured", band_split(RATE))):
            begun = time.perf_counter()
            builder = PyramidBuilder(2, sound.shape[1], split)
            for first in range(0, sound.shape[1], BLOCK):
                builder.append(sound[:, first : first + BLOCK])
            builder.finish()
            times[name].append(time.perf_counter() - begun)
    found = {f"{name}_ms": float(np.median(one)) * 1e3 for name, one in times.items()}
    ratios = np.array(times["coloured"]) / np.array(times["plain"])
    return found | {"ratio": float(np.median(ratios))}


def time_views(screen: Screen, path: Path, whole: Picture, rounds: int) -> dict[str, Any]:
    """Pan through views of many lengths."""
    raw = np.memmap(path, np.int16, "r", offset=44).reshape(-1, 2)
    found: dict[str, Any] = {}
    for name, seconds in SHOWN.items():
        view = View.fit(whole.frames, WIDTH)
        if seconds * RATE < whole.frames:
            view = view.showing(1_000 * RATE, (1_000 + seconds) * RATE)
        picture, read = whole, 0.0
        span = wanted_detail(picture, view)
        if span is not None:
            begun = time.perf_counter()
            picture = replace(picture, detail=read_detail(sample(path), span, lambda: None))
            read = time.perf_counter() - begun
        views = [view.panned(step) for step in range(rounds)]
        for one in views[:5]:
            screen.ours(picture, one)
        times = [screen.ours(picture, one) for one in views]
        few = views[: 1 if seconds > 100 else 20]
        usual = [screen.usual(raw, one) for one in few]
        found[name] = {
            "frames_per_pixel": view.spp,
            "ours": percentiles([ready for ready, _, _ in times]),
            "called": percentiles([free for _, free, _ in times]),
            "drawn": percentiles([done for _, _, done in times]),
            "baseline": percentiles(usual),
            "detail_read_ms": read * 1e3,
        }
    return found


async def time_first_pictures(path: Path) -> dict[str, float]:
    """Return milliseconds from request to first picture, and to the complete one."""
    orders, events = Mailbox[waveform.Command](8), Mailbox[waveform.Event](64)
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as cache:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(WaveformActor(orders, events.address, Path(cache)).run)
            await trio.sleep(0.2)  # the actor waits for requests by then
            begun = time.perf_counter()
            orders.slot.post(waveform.Draw(Ticket(1), sample(path)))
            while "complete_ms" not in found:
                event = await events.receive()
                now = (time.perf_counter() - begun) * 1e3
                if isinstance(event, waveform.PictureDrawn):
                    found.setdefault("first_ms", now)
                    if event.picture.complete:
                        found["complete_ms"] = now
            nursery.cancel_scope.cancel()
    return found


def median_of(work: Callable[[], dict[str, float]], times: int) -> dict[str, float]:
    """Return the median of each figure."""
    all_ = [work() for _ in range(times)]
    return {key: float(np.median([one[key] for one in all_])) for key in all_[0]}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=200)
    words.add_argument("--pyramids", action="store_true", help="only compare pyramids")
    chosen = words.parse_args()
    rounds = chosen.rounds
    pyramids = time_pyramids(60, 15)
    print(
        f"pyramid of 60 s stereo: plain {pyramids['plain_ms']:.0f} ms, with three bands"
        f" {pyramids['coloured_ms']:.0f} ms: {pyramids['ratio']:.2f} times"
    )
    if chosen.pyramids:
        print(json.dumps({"bench": "waveform", "pyramids": pyramids, "target_ratio": 1.5}))
        return
    with tempfile.TemporaryDirectory(prefix="sempal-waveform-") as scratch:
        folder = Path(scratch)
        prepare(folder / "kivy", (640, 480), offscreen=True)
        screen = Screen()
        hour = write_beat(folder / "hour.wav", 3_600)
        begun = time.perf_counter()
        whole, _ = decode_picture(sample(hour), lambda _: None, lambda: None)
        pyramid = time.perf_counter() - begun
        views = time_views(screen, hour, whole, rounds)
        first = {
            kind: median_of(lambda path=path: trio.run(time_first_pictures, path), 5)  # type: ignore[misc]  # a default argument
            for kind, path in (
                ("wav", write_beat(folder / "ten.wav", 600)),
                ("flac", write_beat(folder / "ten.flac", 600)),
                (
                    "mp3",
                    write_beat(folder / "ten.mp3", 600, format="MP3", subtype="MPEG_LAYER_III"),
                ),
            )
        }
    slowest = max(view["ours"]["p95_ms"] for view in views.values())
    base = max(view["baseline"]["p95_ms"] for view in views.values())
    print(
        f"columns + upload at {WIDTH} px stereo: p95 {slowest:.2f} ms at the slowest zoom"
        f" (common method {base:.0f} ms; {screen.renderer}); 1 h pyramid {pyramid:.2f} s;"
        f" first picture of 10 min: WAV {first['wav']['first_ms']:.0f} ms,"
        f" FLAC {first['flac']['first_ms']:.0f} ms, MP3 {first['mp3']['first_ms']:.0f} ms"
    )
    result = {
        "bench": "waveform",
        "renderer": screen.renderer,
        "width": WIDTH,
        "height": HEIGHT,
        "views": views,
        "slowest_p95_ms": slowest,
        "target_ms": TARGET,
        "pyramid_hour_s": pyramid,
        "pyramids": pyramids,
        "target_ratio": 1.5,
        "target_pyramid_s": 5.0,
        "first_picture": first,
        "target_first_ms": 50.0,
    }
    print(json.dumps(result, default=float))


if __name__ == "__main__":
    main()
