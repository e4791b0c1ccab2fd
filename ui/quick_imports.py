"""What makes the imports of a start quick."""

from __future__ import annotations

import atexit
import gc
from contextlib import suppress

from ui import import_bundle, late_methods

OBJECTS = 50_000
"""Garbage collection waits for so many new objects; with Python's 700, imports take a twentieth
longer."""

USUAL = 700
"""Python's own."""


def begin() -> None:
    """Prepare for imports; call it before any other."""
    gc.set_threshold(0)  # no garbage collection during imports: it takes a tenth of the start
    import_bundle.install()
    late_methods.install()


def keep() -> None:
    """Let the next start find what this one imports, when it ends."""
    atexit.register(_update)


def _update() -> None:
    for bundle in import_bundle.installed():
        bundle.update()


def collect_garbage() -> None:
    """Collect garbage again, as a verb imports while it works."""
    gc.set_threshold(OBJECTS)


def end() -> None:
    """Collect garbage again, but not among what was imported; give memory back that that took."""
    import ctypes  # a help text needs none

    gc.freeze()
    gc.set_threshold(USUAL)
    for bundle in import_bundle.installed():
        bundle.give_back()
    with suppress(OSError, AttributeError):  # glibc only
        ctypes.CDLL(None).malloc_trim(0)
