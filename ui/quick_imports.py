"""What makes the imports of a start quick."""

from __future__ import annotations

import atexit
import gc
from contextlib import suppress

from ui import import_bundle, late_methods

OBJECTS = 50_000
"""Garbage collection waits for so many new objects; with Python's 700, imports take a twentieth
longer."""

FEW, USUAL = 5_000, 700
"""As above, while the actors are imported, and Python's own."""


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


def tidy() -> None:
    """Collect the garbage of the imports so far; later collections skip what is left.

    Each dataclass with slots leaves a class behind: 45 000 objects in all, several megabytes. From
    now on a collection looks at little, so that what is imported next takes their place.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(FEW)


def end() -> None:
    """Collect garbage at Python's own rate; give back memory that the imports took."""
    import ctypes  # a help text needs none

    tidy()
    gc.set_threshold(USUAL)
    for bundle in import_bundle.installed():
        bundle.give_back()
    with suppress(OSError, AttributeError):  # glibc only
        ctypes.CDLL(None).malloc_trim(0)
