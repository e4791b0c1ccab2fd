"""Take the pictures of the guide and of README from the real window: `scripts/pictures [NAME…]`.

The library is the demo and sonic-pi-samples (CC0), with planted copies, so the pictures show
what a user sees. Run it again when the look changes; without names all are taken.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import numpy as np
import soundfile
import trio
from numpy.typing import NDArray

from tests.ui import harness, review
from tests.ui.harness import Screen, frames, keys, listed, pixels, window

# isort: split
from actors.messages import intents
from models.audio.span import Span
from models.audio.units import Frames
from models.state.app import AppState
from models.state.screen import Density, Panel, Sheet

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "guide" / "pictures"
LIBRARY = ROOT / ".cache" / "pictures"
"""Sounds, and a data folder that knows them; made once."""
SIZE, TABLET = (1440, 900), (820, 1180)
RATE, WIDE = 8, 880
"""Pictures a second, and width, of the animation."""
STEP = 1.1
"""Seconds between key presses of the animation."""
COLOURS = 160
PATIENCE = 300.0
"""Seconds until a busy machine has found what a picture shows."""
CAPTIONS = ("↓", "↓", "↓", "→  keep", "S  similar")
Scene = Callable[[Screen, Path], Awaitable[None]]


def library(folder: Path) -> Path:
    """Make the sounds and a data folder that knows them; return the folder of the sounds."""
    sounds = folder / "Samples"
    if (folder / "complete").exists():
        return sounds
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "data" / "demo", sounds / "Demo")
    shutil.copytree(os.environ["SEMPAL_TEST_SAMPLES"], sounds / "Sonic Pi")
    for path in sorted((sounds / "Sonic Pi").glob("*")):
        if path.suffix != ".flac":
            path.unlink()
    copies = sounds / "Old backup"
    copies.mkdir()
    kick = sounds / "Demo/Drums/Kicks/Kick Punch.wav"
    shutil.copy(kick, copies / "kick punch (1).wav")
    wave, rate = soundfile.read(kick, dtype="float32", always_2d=True)
    soundfile.write(copies / "punch quiet.flac", wave * 0.4, rate)
    snare, rate = soundfile.read(
        sounds / "Demo/Drums/Snares/Snare Fat.wav", dtype="float32", always_2d=True
    )
    soundfile.write(copies / "fat.ogg", snare, rate)
    soundfile.write(copies / "fat 24.wav", snare, rate, subtype="PCM_24")
    for words in (["scan", str(sounds)], ["embed"], ["analyse"]):
        command = [sys.executable, "-m", "ui", "--data-dir", str(folder / "data"), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    # A busy machine that draws has no time for small buffers, and the pictures would say so.
    (folder / "data/config.toml").write_text("[audio_output]\nbuffer_size = 1024\n", "utf-8")
    (folder / "complete").touch()
    return sounds


async def show(screen: Screen, path: Path) -> AppState:
    """Show a file and wait until all of it is drawn."""
    screen.post(intents.ShowPaths((os.fsencode(path),)))
    state = await screen.until(
        lambda now: (
            now.editor.sample is not None
            and now.editor.sample.name == path.name
            and now.editor.picture is not None
            and now.editor.picture.complete
            and not now.browser.waiting
        )
    )
    await frames(20)
    return state


async def show_all(screen: Screen) -> None:
    """List the samples of all sources."""
    screen.post(intents.ChooseSource(None))
    await screen.until(lambda now: now.browser.query.source is None and not now.browser.waiting)
    screen.post(intents.FocusPanel(Panel.SAMPLES))
    await frames(4)


async def take_window(screen: Screen, sounds: Path) -> None:
    """A break with a selection, some sounds being kept."""
    await show(screen, sounds / "Sonic Pi/bass_dnb_f.flac")
    screen.post(intents.FocusPanel(Panel.SAMPLES))
    await keys("Right", "Down", "Down", "Right", "Down", "Left")
    await show(screen, sounds / "Sonic Pi/loop_amen.flac")
    screen.post(intents.Select(Span(Frames(19_300), Frames(38_600))))
    screen.post(intents.FocusPanel(Panel.SAMPLES))
    await settled(screen)
    keep("window")


async def take_similar(screen: Screen, sounds: Path) -> None:
    """What sounds like a snare, by aspects."""
    await show(screen, sounds / "Demo/Drums/Snares/Snare Crisp.wav")
    screen.post(intents.FocusPanel(Panel.SAMPLES))
    await keys("s")
    await screen.until(lambda now: now.similarity.answer is not None)
    await keys("Down", "Down")
    await settled(screen)
    keep("similar")
    await keys("Escape", "Escape", "alt+Left")


async def take_map(screen: Screen, sounds: Path) -> None:
    """All sounds on the map."""
    await show(screen, sounds / "Demo/Drums/Kicks/Kick Deep.wav")
    await show_all(screen)
    await keys("m")
    await screen.until(lambda now: now.map.chart is not None and len(now.map.chart.ids) > 100)
    await settled(screen)
    keep("map")
    await keys("m")


async def take_duplicates(screen: Screen, sounds: Path) -> None:
    """Groups of duplicates."""
    await show(screen, sounds / "Demo/Drums/Kicks/Kick Punch.wav")
    screen.post(intents.FocusPanel(Panel.SAMPLES))
    await keys("d")
    await screen.until(
        lambda now: now.duplicates.shown and not now.duplicates.waiting and not now.tasks
    )
    await settled(screen)
    keep("duplicates")
    await keys("d")


async def take_edit(screen: Screen, sounds: Path) -> None:
    """A faded and reversed loop, and its history."""
    await show(screen, sounds / "Sonic Pi/loop_amen.flac")
    screen.post(intents.Select(Span(Frames(30_000), Frames(60_000))))
    screen.post(intents.FocusPanel(Panel.WAVEFORM))
    await frames(4)
    for key in ("r", "slash"):
        await edited(screen, key)
    await keys("u")
    await screen.until(lambda now: now.screen.sheet is Sheet.HISTORY and bool(now.journal.steps))
    await settled(screen)
    keep("edit")
    await keys("Escape", "ctrl+z")
    await screen.until(lambda now: not now.tasks)
    await keys("ctrl+z")
    await screen.until(lambda now: not now.tasks)


async def edited(screen: Screen, key: str) -> None:
    """Edit by a key, and wait until it is done."""
    before = screen.state.history.undo
    await keys(key)
    await screen.until(lambda now: now.history.undo != before and not now.tasks)
    await frames(10)


async def take_slice(screen: Screen, sounds: Path) -> None:
    """A loop cut at its onsets."""
    await show(screen, sounds / "Demo/Loops/House 125 BPM.wav")
    screen.post(intents.FocusPanel(Panel.WAVEFORM))
    await keys("shift+s")
    await screen.until(lambda now: len(now.slicing.markers) > 2)
    await settled(screen)
    keep("slice")
    await keys("Escape", "Escape")


async def take_first(screen: Screen, sounds: Path) -> None:
    """Three sounds, one kept, and what is like it."""
    await show(screen, sounds / "Demo/Drums/Kicks/Kick Click.aiff")
    screen.post(intents.FocusPanel(Panel.SAMPLES))
    await frames(10)
    with tempfile.TemporaryDirectory() as folder:
        at = list[float]()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(film, Path(folder))
            begun = trio.current_time()
            await trio.sleep(STEP)
            for key in ("Down", "Down", "Down", "Right", "s"):
                at.append(trio.current_time() - begun)
                await keys(key)
                await trio.sleep(STEP)
            await trio.sleep(2 * STEP)
            nursery.cancel_scope.cancel()
        animate(Path(folder), at)
    await keys("Escape", "Escape", "alt+Left")


async def take_tablet(screen: Screen, sounds: Path) -> None:
    """A narrow window for fingers."""
    screen.post(intents.ChangeSetting("density", Density.TOUCH))
    await show(screen, sounds / "Demo/Pads/Pad Glass Cmaj7.flac")
    await show_all(screen)
    await settled(screen)
    keep("tablet")


async def film(folder: Path) -> None:
    """Write pictures of the window until cancelled."""
    number, begun = 0, trio.current_time()
    while True:
        raw = pixels()[..., :3]
        (folder / f"{number:04}.rgb").write_bytes(np.ascontiguousarray(raw).tobytes())
        number += 1
        await trio.sleep_until(begun + number / RATE)


def animate(folder: Path, at: list[float]) -> None:
    """Put the pictures of a film together, with the keys in it."""
    font = ROOT / "data/fonts/Inter-SemiBold.otf"
    captions = ",".join(
        f"drawtext=fontfile={font}:text='{words}':fontsize=56:fontcolor=white:box=1"
        f":boxcolor=0x14181DE0:boxborderw=22:x=(w-tw)/2:y=h-190"
        f":enable='between(t,{time:.2f},{time + STEP * 0.8:.2f})'"
        for words, time in zip(CAPTIONS, at, strict=True)
    )
    raw = b"".join(path.read_bytes() for path in sorted(folder.glob("*.rgb")))
    size = f"{SIZE[0]}x{SIZE[1]}"
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(RATE), "-i", "-"]
    shape = ["-vf", f"{captions},scale={WIDE}:-1:flags=lanczos"]
    codec = ["-c:v", "libwebp_anim", "-quality", "70", "-compression_level", "6", "-loop", "0"]
    target = str(FOLDER / "first.webp")
    command = ["ffmpeg", "-v", "error", "-y", *source, *shape, *codec, target]
    subprocess.run(command, input=raw, check=True)


async def settled(screen: Screen) -> None:
    """Wait until nothing on the screen changes any more."""
    before: NDArray[np.uint8] | None = None
    with trio.move_on_after(12):
        while True:
            await frames(6)
            now = pixels().copy()
            if before is not None and np.array_equal(before, now) and not screen.state.tasks:
                return
            before = now


def keep(name: str) -> None:
    """Store the window as a small PNG."""
    picture = np.ascontiguousarray(pixels()[..., :3])
    size = f"{picture.shape[1]}x{picture.shape[0]}"
    path = FOLDER / f"{name}.png"
    command = ["convert", "-size", size, "-depth", "8", "rgb:-", str(path)]
    subprocess.run(command, input=picture.tobytes(), check=True)
    if shutil.which("pngquant"):
        quantise = ["pngquant", "--force", "--skip-if-larger", "--output", str(path), str(COLOURS)]
        subprocess.run([*quantise, str(path)], check=False)
    if shutil.which("optipng"):
        subprocess.run(["optipng", "-quiet", "-o2", "-strip", "all", str(path)], check=True)
    print(f"{path.name}  {path.stat().st_size / 1000:.0f} kB", flush=True)


SCENES: Mapping[str, tuple[Scene, tuple[int, int]]] = {
    "window": (take_window, SIZE),
    "first": (take_first, SIZE),
    "similar": (take_similar, SIZE),
    "map": (take_map, SIZE),
    "duplicates": (take_duplicates, SIZE),
    "slice": (take_slice, SIZE),
    "edit": (take_edit, SIZE),
    "tablet": (take_tablet, TABLET),
}
"""Each picture, and the size of the window; in this order, as an edit changes a file."""


async def take(names: list[str], folder: Path, sounds: Path, place: Path) -> None:
    """Take pictures, each in a window of its own that knows the library."""
    for name in names:
        scene, size = SCENES[name]
        data = place / f"data-{name}"
        shutil.copytree(folder / "data", data)
        async with window(data, sound=True, size=size, auto_embed=True) as screen:
            await listed(screen)
            await settled(screen)
            try:
                await scene(screen, sounds)
            except (trio.TooSlowError, BaseExceptionGroup) as error:
                print(f"{name}: not taken: {error!r}", flush=True)
                keep(f"failed-{name}")


def main() -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/pictures", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *SCENES], metavar="NAME")
    parser.add_argument("--review", metavar="FOLDER", type=Path, help=review.__doc__)
    given = parser.parse_args()
    wanted = given.names or list(SCENES)
    if given.review:
        sounds = library(LIBRARY)
        print("\n".join(review.review(LIBRARY / "data", sounds, given.review)))
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    harness.PATIENCE = PATIENCE
    with tempfile.TemporaryDirectory(prefix="sempal-pictures-") as made:
        trio.run(take, wanted, LIBRARY, library(LIBRARY), Path(made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
