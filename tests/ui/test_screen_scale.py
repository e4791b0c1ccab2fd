"""Letters are as large as the desktop wants them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ui.screen_scale import scale


@pytest.mark.parametrize(
    ("environment", "resources", "measured", "expected"),
    [
        ({}, "", 0.0, 1.0),
        ({}, "", 96.0, 1.0),
        ({}, "", 109.0, 1.0),
        ({}, "", 192.0, 2.0),
        ({}, "Xft.dpi:\t192\n", 96.0, 2.0),
        ({}, "Xcursor.size: 24\nXft.dpi: 144\nXft.hinting: 1\n", 0.0, 1.5),
        ({}, "Xft.dpi: 96\n", 192.0, 1.0),
        ({}, "Xft.dpi: 120\n", 0.0, 1.25),
        ({"GDK_SCALE": "2"}, "", 0.0, 2.0),
        ({"QT_SCALE_FACTOR": "1.5"}, "Xft.dpi: 96", 0.0, 1.5),
        ({"GDK_SCALE": "no"}, "Xft.dpi: 9999", 0.0, 4.0),
        ({}, "Xft.dpi: none", 0.0, 1.0),
    ],
)
def test_what_the_desktop_asks_for_is_followed(
    environment: dict[str, str], resources: str, measured: float, expected: float
) -> None:
    assert scale(environment, resources, measured) == expected


@pytest.mark.ui
def test_a_screen_with_small_pixels_gets_rows_twice_as_high(tmp_path: Path) -> None:
    """A server of its own, as the scale is read before the window opens."""
    number, given = os.pipe()
    command = ["Xvfb", "-displayfd", str(given), "-screen", "0", "3840x2160x24", "-dpi", "192"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[given], stderr=subprocess.DEVNULL
    )
    try:
        os.close(given)
        with os.fdopen(number) as reported:
            display = f":{reported.readline().strip()}"
        program = (
            "from pathlib import Path; from ui.window import prepare;"
            f"prepare(Path({str(tmp_path)!r}), (1440, 900), offscreen=False);"
            "from kivy.core.window import Window; from kivy.metrics import dp;"
            "print('found', dp(44), *Window.size)"
        )
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith("KIVY_")
        }
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**environment, "DISPLAY": display},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        server.terminate()
        server.wait()
    found = re.search(r"found (\S+) (\d+) (\d+)", done.stdout)

    assert found is not None
    assert (float(found[1]), int(found[2]), int(found[3])) == (88.0, 2880, 1800)
