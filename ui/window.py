"""Window system configuration; must be imported before Kivy's window modules."""

from __future__ import annotations

import os
from pathlib import Path

from ui import kivy_style
from ui.screen_scale import screen_scale

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


def prepare(home: Path, size: tuple[int, int], *, offscreen: bool) -> None:
    """Set everything that Kivy reads when it is imported.

    Args:
        home: Folder for Kivy's own files, inside our cache.
        size: Width and height of the window, in dp.
        offscreen: Render without a display.
    """
    if not offscreen and "KIVY_METRICS_DENSITY" not in os.environ:
        os.environ["KIVY_METRICS_DENSITY"] = str(screen_scale())
    density = float(os.environ.get("KIVY_METRICS_DENSITY", "1"))
    os.environ.setdefault("KIVY_HOME", str(home))
    home.mkdir(parents=True, exist_ok=True)
    os.environ["KIVY_NO_ARGS"] = "1"
    os.environ["KIVY_LOG_MODE"] = "PYTHON"  # logging goes to our log; Kivy leaves stderr alone
    os.environ["KIVY_NO_FILELOG"] = "1"
    os.environ.setdefault(
        "SDL_TOUCH_MOUSE_EVENTS", "0"
    )  # fingers must not emulate the mouse: see `ui.touch_input`
    # The press that fetches the window is a press: else no drag could begin while another program
    # has the keyboard focus, which is the usual case.
    os.environ.setdefault("SDL_MOUSE_FOCUS_CLICKTHROUGH", "1")
    # By this name window managers group windows, and find the icon of the desktop file.
    os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "sempal")
    os.environ.setdefault("KIVY_NO_ENV_CONFIG", "1")
    if offscreen:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
    from kivy.config import Config

    for section, key, value in SETTINGS:
        Config.set(section, key, value)
    for side, wanted, least in zip(("width", "height"), size, LEAST, strict=True):
        Config.set("graphics", side, str(round(wanted * density)))
        Config.set("graphics", f"minimum_{side}", str(round(least * density)))
    for key, _ in list(Config.items("input")):
        if key != "mouse":
            Config.remove_option("input", key)
    kivy_style.install(home)
