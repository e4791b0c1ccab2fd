"""Window system configuration; must be imported before Kivy's window modules."""

from __future__ import annotations

import os
from pathlib import Path

from models.layout.opening import Scales, Size, density_within, least_size, opening
from models.state.settings import DEFAULTS, Settings
from ui import kivy_style
from ui.early_display import early_display, set_environment

SETTINGS = (
    ("graphics", "multisamples", "0"),  # an empty redraw takes 0.7 ms instead of 14
    ("graphics", "maxfps", "60"),
    ("kivy", "exit_on_escape", "0"),
    ("kivy", "pause_on_minimize", "0"),
    ("kivy", "log_level", "warning"),
    ("input", "mouse", "mouse,disable_multitouch"),  # else a right click ends with the next one
)


LEAST = (420, 480)
"""Minimum width and height in dp."""


def density_of(percent: int | None, room: Size | None) -> float:
    """Return the pixels per dp in use.

    Args:
        percent: The setting `scale`; `None`: as the system says.
        room: Width and height in pixels that a window may have; `None`: unknown.
    """
    return density_within(scale_of(percent), room, LEAST)


def system_scale() -> float:
    """Return the pixels per dp that the system asks for, once the window is prepared."""
    return float(os.environ.get("KIVY_METRICS_DENSITY", "1"))


def scale_of(percent: int | None) -> float:
    """Return the pixels per dp for the setting `scale`; `None`: as the system says."""
    return system_scale() if percent is None else percent / 100


def prepare(
    home: Path,
    size: tuple[int, int] | None,
    settings: Settings = DEFAULTS,
    *,
    offscreen: bool,
) -> None:
    """Set everything that Kivy reads when it is imported.

    Args:
        home: Folder for Kivy's own files, inside our cache.
        size: Width and height of the window, in dp; `None`: as it was left.
        settings: With the scale, and how the window was left.
        offscreen: Render without a display.
    """
    screen = None if offscreen else early_display.screen()
    if screen is not None and "KIVY_METRICS_DENSITY" not in os.environ:
        os.environ["KIVY_METRICS_DENSITY"] = str(screen.scale)
    there = None if screen is None else screen.size
    scales = Scales(system_scale(), density_of(settings.scale, there))
    os.environ.setdefault("KIVY_HOME", str(home))
    home.mkdir(parents=True, exist_ok=True)
    os.environ["KIVY_NO_ARGS"] = "1"
    os.environ["KIVY_LOG_MODE"] = "PYTHON"  # logging goes to our log; Kivy leaves stderr alone
    os.environ["KIVY_NO_FILELOG"] = "1"
    os.environ["KIVY_EVENTLOOP"] = "trio"  # else its clock imports asyncio
    os.environ["KIVY_NO_CONFIG"] = "1"  # no file of its own: we set what counts, below
    set_environment()
    os.environ.setdefault("KIVY_NO_ENV_CONFIG", "1")
    if offscreen:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
    from kivy.config import Config

    for section, key, value in SETTINGS:
        Config.set(section, key, value)
    found = opening(settings.window, size, there, scales, LEAST)
    sides = (("width", found.width), ("height", found.height))
    for (side, pixels), least in zip(sides, least_size(LEAST, scales.density), strict=True):
        Config.set("graphics", side, str(pixels))
        Config.set("graphics", f"minimum_{side}", str(least))
    if found.left is not None:
        Config.set("graphics", "position", "custom")
        Config.set("graphics", "left", str(found.left))
        Config.set("graphics", "top", str(found.top))
    for key, _ in list(Config.items("input")):
        if key != "mouse":
            Config.remove_option("input", key)
    kivy_style.install(home)
