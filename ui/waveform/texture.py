"""Thumbnails as textures: the exact coverage of each pixel, computed once."""

from __future__ import annotations

import numpy as np
from kivy.graphics.texture import Texture
from numpy.typing import NDArray

from models.waveform.thumbnail import Thumbnail

THINNEST = 1.0
"""Minimum height of a column in pixels."""


def coverage(thumbnail: Thumbnail, height: int) -> NDArray[np.uint8]:
    """Return the coverage of each pixel by the thumbnail.

    Returns:
        uint8 [height, width], bottom row first; 255 is full coverage.
    """
    low, high = thumbnail.columns
    half = height / 2
    bottom, top = half + low * half, half + high * half
    pad = np.maximum(0.0, (THINNEST - (top - bottom)) / 2)
    rows = np.arange(height, dtype=np.float32)[:, None]
    with np.errstate(invalid="ignore"):
        part = np.clip(top + pad - rows, 0, 1) - np.clip(bottom - pad - rows, 0, 1)
    return np.rint(np.nan_to_num(part) * 255).astype(np.uint8)


def texture(thumbnail: Thumbnail, height: int) -> Texture:
    """Return the thumbnail in white with its coverage as opacity, to be tinted by a `Color`."""
    alpha = coverage(thumbnail, height)
    pixels = np.full((*alpha.shape, 4), 255, np.uint8)
    pixels[..., 3] = alpha
    made = Texture.create(size=(alpha.shape[1], height), colorfmt="rgba")
    made.min_filter = made.mag_filter = "nearest"
    made.blit_buffer(pixels.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    return made
