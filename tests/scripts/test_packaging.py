"""What a desktop finds of a package."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from models.library.extension import AUDIO
from scripts.packaging.icon import SIZES, SVG, drawn, png
from scripts.packaging.share import DESKTOP

TYPES = {
    "wav": b"wav",
    "flac": b"flac",
    "aiff": b"aiff",
    "ogg": b"ogg",
    "opus": b"opus",
    "mpeg": b"mp3",
    "x-caf": b"caf",
    "basic": b"au",
    "x-voc": b"voc",
}
"""Types of the desktop entry, and an extension of each."""


def test_the_icon_is_drawn_in_every_size_and_scales() -> None:
    large = drawn(SVG, 256).astype(np.float64)
    for size in SIZES:
        small = drawn(SVG, size)
        assert small.shape == (size, size, 4)
        assert png(small).startswith(b"\x89PNG")
        assert small[0, 0, 3] == 0, "its corners are round"
        assert small[size // 2, size // 2, 3] == 255
        assert np.allclose(small[..., 3].mean(), large[..., 3].mean(), atol=3)


def test_the_desktop_entry_names_what_it_opens() -> None:
    entry = (DESKTOP / "sempal.desktop").read_text("utf-8")
    types = next(line for line in entry.splitlines() if line.startswith("MimeType="))

    assert "\nExec=sempal %F\n" in entry
    for name, extension in TYPES.items():
        assert f"audio/{name};" in types
        assert extension in AUDIO


@pytest.mark.parametrize(
    "command",
    [
        ("desktop-file-validate", "sempal.desktop"),
        ("appstreamcli", "validate", "--no-net", "sempal.metainfo.xml"),
    ],
)
def test_the_validators_accept_it(command: tuple[str, ...], tmp_path: Path) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([*command[:-1], str(DESKTOP / command[-1])], check=False)

    assert done.returncode == 0
