"""The icon in all sizes, drawn from `data/desktop/sempal.svg` by arithmetic.

Of SVG it knows what the icon needs: a square `viewBox`, and `rect` with `rx` and a `fill` of six
digits, each painted over those before it.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SVG = Path(__file__).parents[2] / "data" / "desktop" / "sempal.svg"
FINE = 8
"""Samples per pixel and axis."""


def drawn(svg: Path, size: int) -> NDArray[np.uint8]:
    """Return the picture: uint8 [size, size, 4], RGBA, not premultiplied."""
    root = ET.fromstring(svg.read_text("utf-8"))  # noqa: S314 - a file of our own
    wide = float(root.attrib["viewBox"].split()[2])
    middle = (np.arange(size * FINE) + 0.5) * wide / (size * FINE)
    x, y = middle[None, :], middle[:, None]
    colour = np.zeros((size * FINE, size * FINE, 3), np.float32)
    alpha = np.zeros((size * FINE, size * FINE), np.float32)
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        left, top, width, height, radius = (
            float(rect.attrib.get(name, 0)) for name in ("x", "y", "width", "height", "rx")
        )
        # Distance to the inner rectangle that the corners are round about.
        across = np.maximum(np.abs(x - left - width / 2) - width / 2 + radius, 0)
        down = np.maximum(np.abs(y - top - height / 2) - height / 2 + radius, 0)
        inside = np.hypot(across, down) <= radius
        shade = rect.attrib["fill"].lstrip("#")
        colour[inside] = [int(shade[at : at + 2], 16) for at in (0, 2, 4)]
        alpha[inside] = 1
    cells = (size, FINE, size, FINE)
    weight = alpha.reshape(cells).mean((1, 3))
    summed = (colour * alpha[..., None]).reshape((*cells, 3)).mean((1, 3))
    plain = summed / np.maximum(weight, 1e-6)[..., None]
    return np.dstack([plain, weight * 255]).round().astype(np.uint8)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Return an RGBA picture as PNG."""
    high, wide = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">2I5B", wide, high, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    found = [b"\x89PNG\r\n\x1a\n"]
    for name, content in chunks:
        check = struct.pack(">I", zlib.crc32(name + content))
        found += [struct.pack(">I", len(content)), name, content, check]
    return b"".join(found)


def write_icons(share: Path) -> None:
    """Write the icon in all sizes below a `share` folder."""
    for size in SIZES:
        path = share / f"icons/hicolor/{size}x{size}/apps/sempal.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(drawn(SVG, size)))
    scalable = share / "icons/hicolor/scalable/apps/sempal.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(SVG.read_bytes())
