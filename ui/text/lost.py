"""Texts of the sheet shown when the session has crashed for good."""

from __future__ import annotations

from collections.abc import Collection

TITLE = "sempal has crashed"
CLOSE = "Close sempal"
SAVED = "Saved: all marks, collections, file changes and settings shown on screen."
UNSURE_LIBRARY = "Possibly lost: marks, collections and file changes made since the library failed."
UNSURE_SETTINGS = "Possibly lost: settings changed since config.toml could not be written."
NOT_SAVED = "Not saved: actions whose result was not shown yet. Repeat unfinished exports."
CONTINUES = "Unfinished scans and analysis continue at the next start."
ADVICE = "Close sempal and start it again. The log has the details."


def lines(failed: Collection[str]) -> tuple[str, ...]:
    """Return what is saved, what is not, and what to do.

    Marks, collections and moves are shown only once they are on disk; settings are written within
    half a second, also when the window closes.

    Args:
        failed: Names of the actors that do not work.
    """
    unsure = (
        *((UNSURE_LIBRARY,) if "library" in failed else ()),
        *((UNSURE_SETTINGS,) if "config" in failed else ()),
    )
    return SAVED, *unsure, NOT_SAVED, CONTINUES, ADVICE
