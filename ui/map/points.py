"""Point renderer: uploads the points once; the shader moves and scales them."""

from __future__ import annotations

import numpy as np
from kivy.graphics import Canvas, RenderContext
from numpy.typing import NDArray

from ui.map.viewport import Viewport
from ui.waveform.mesh import Quads

VERTEX = """
$HEADER$
attribute vec2 vCorner;
attribute vec4 vShade;
uniform vec2 scale;
uniform vec2 shift;
uniform float radius;
varying vec2 away;
varying vec4 shade;
void main(void) {
    away = vCorner * (radius + 1.0);
    shade = vShade;
    frag_color = color;
    tex_coord0 = vTexCoords0;
    vec2 pixel = vPosition.xy * scale + shift + away;
    gl_Position = projection_mat * modelview_mat * vec4(pixel, 0.0, 1.0);
}
"""
FRAGMENT = """
$HEADER$
varying vec2 away;
varying vec4 shade;
uniform float radius;
void main(void) {
    gl_FragColor = vec4(shade.rgb, shade.a * clamp(radius + 0.5 - length(away), 0.0, 1.0));
}
"""
CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)

Floats = NDArray[np.float32]


class Points:
    """Point meshes; changing the viewport only sets three uniforms."""

    def __init__(self, canvas: Canvas) -> None:
        """Append to `canvas`, above its content."""
        shared = {"use_parent_projection": True, "use_parent_modelview": True}
        self._context = RenderContext(vs=VERTEX, fs=FRAGMENT, **shared)
        canvas.add(self._context)
        fmt = [(b"vPosition", 2, "float"), (b"vCorner", 2, "float"), (b"vShade", 4, "float")]
        self._quads = Quads(self._context, fmt)

    def fill(self, places: Floats, shades: Floats) -> None:
        """Upload points.

        Args:
            places: float32 [points, 2].
            shades: float32 [points, 4]: red, green, blue, opacity.
        """
        corners = np.empty((len(places), 4, 8), np.float32)
        corners[:, :, :2] = places[:, None]
        corners[:, :, 2:4] = CORNERS
        corners[:, :, 4:] = shades[:, None]
        self._quads.fill(corners.reshape(-1, 8))

    def set_viewport(self, viewport: Viewport, radius: float) -> None:
        """Draw the points for a viewport, with the given radius in pixels."""
        self._context["scale"] = tuple(map(float, viewport.scale))
        self._context["shift"] = tuple(map(float, viewport.shift))
        self._context["radius"] = float(radius)
