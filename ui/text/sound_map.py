"""Texts of the map."""

from __future__ import annotations

from models.map.colour_scheme import Colouring

COLOUR_BY = "Colour by:"
COLOURINGS = (
    ("Type", Colouring.TYPE),
    ("Folder", Colouring.FOLDER),
    ("Mark", Colouring.TAG),
)


def colour_by(what: str) -> str:
    """Return the menu line that colours the points by something."""
    return f"Colour by {what.lower()}"


COLOUR_HINT = "Colour the points by this"
LASSO, LASSO_OFF = "Lasso", "Lasso off"
FIT, FIT_HINT = "Show whole map", "Show the whole map (double click)"
SHOW_LIST = "Show list"
SELECT_ALL = "Select all listed"
LASSO_HINT = "Draw around points to select them; or drag with Shift"
BUILDING = "Building map…"
ANALYSING = "Analysing… the map appears when it is ready"
NOT_ANALYSED = "No sounds analysed yet"
KEEP, REJECT = "keep", "reject"
"""Labels of groups."""
