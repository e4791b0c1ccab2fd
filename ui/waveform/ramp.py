"""Colour map of spectrogram levels, perceptually uniform in lightness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.theme import PALETTE, Colour

SHADES = 256

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
"""Source: B. Ottosson, "A perceptual color space for image processing", 2020 (Oklab)."""


def ramp(stops: tuple[Colour, ...] = (PALETTE.ground, PALETTE.accent, PALETTE.text)) -> bytes:
    """Return `SHADES` colours through `stops`, in equal steps of lightness from dark to light.

    Args:
        stops: Two or more opaque colours, each lighter than the one before.

    Returns:
        Red, green, blue of each shade, one byte each.
    """
    lab = np.array([oklab(np.array(stop[:3])) for stop in stops])
    lightness = np.linspace(lab[0, 0], lab[-1, 0], SHADES)
    shades = np.stack([np.interp(lightness, lab[:, 0], part) for part in lab.T], 1)
    return np.rint(_rgb(shades) * 255).astype(np.uint8).tobytes()


def oklab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convert sRGB in [0, 1] to Oklab: float64 [..., 3] of lightness in [0, 1] and two hue axes."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - IEC 61966-2-1
    return np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T


def _rgb(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.clip((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)  # noqa: PLR2004 - the same
