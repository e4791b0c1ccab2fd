"""Kivy's own copy of SDL, found without importing Kivy."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def sdl_library() -> str | None:
    """Return the path of the library; `None` if Kivy does not bring one."""
    found = find_spec("kivy")
    if found is None or found.origin is None:
        return None
    libraries = Path(found.origin).parent.parent / "Kivy.libs"
    return next((str(path) for path in sorted(libraries.glob("libSDL2-2*"))), None)
