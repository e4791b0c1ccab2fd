"""Texts of the map."""

from __future__ import annotations

from models.map.colour_scheme import Colouring

COLOUR_BY = "Colour by:"
COLOURINGS = (
    ("Type", Colouring.TYPE),
    ("Folder", Colouring.FOLDER),
    ("Mark", Colouring.TAG),
)
COLOUR_HINT = "Colour the points by this"
LASSO = "Lasso"
LASSO_HINT = "Draw around points to select them; or drag with Shift"
BUILDING = "Building map…"
ANALYSING = "Analysing… the map appears when it is ready"
NOT_ANALYSED = "No sounds analysed yet"
KEEP, REJECT = "keep", "reject"
"""Labels of groups."""
