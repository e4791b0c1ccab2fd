"""Words of the sheet that is left when the session has crashed for good."""

from __future__ import annotations

from collections.abc import Collection

TITLE = "sempal has crashed"
CLOSE = "Close sempal"
SAVED = "Saved: all marks, collections, file changes and settings that you saw take effect."
SAVED_UNTIL_LIBRARY = "Saved: all marks, collections and file changes until the library crashed."
SETTINGS_UNSURE = "Settings changed since the settings crashed may not be saved."
NOT_SAVED = "Not saved: your last action. Exports have to be repeated; scans and analysis continue."
ADVICE = "Close sempal and start it again. The log has the details."


def lines(stopped: Collection[str]) -> tuple[str, ...]:
    """Return what is saved, what is not, and what to do.

    Marks, collections and moves are shown only once they are on disk; settings are written
    within half a second, also when the window closes.

    Args:
        stopped: Names of the other parts that do not work.
    """
    first = SAVED_UNTIL_LIBRARY if "library" in stopped else SAVED
    unsure = (SETTINGS_UNSURE,) if "config" in stopped else ()
    return first, *unsure, NOT_SAVED, ADVICE
