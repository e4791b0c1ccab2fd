"""What makes the imports of a start quick."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from types import ModuleType

from ui import import_bundle, late_methods, late_packages

OBJECTS = 50_000
"""Garbage collection waits for so many new objects; with Python's 700, imports take a twentieth
longer."""

FEW, USUAL = 5_000, 700
"""As above, while the actors are imported, and Python's own."""

DESCRIPTIONS = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
"""Modules that give numpy's functions their docstrings, for 10 ms; `python -OO` runs without."""


def begin() -> None:
    """Prepare for imports; call it before any other."""
    gc.set_threshold(0)  # no garbage collection during imports: it takes a tenth of the start
    for name in DESCRIPTIONS:
        sys.modules.setdefault(name, ModuleType(name))
    # numpy's linear algebra keeps to one thread: while other programs work, a second one waits for
    # a busy core longer than it computes. Where more are wanted, they sleep at once when they have
    # nothing to do. As they come, they spin for 2^26 cycles after each product.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")
    import_bundle.install()
    late_methods.install()
    late_packages.install()


def keep() -> None:
    """Let the next start find what this one imports, when it ends."""
    atexit.register(_update)


def _update() -> None:
    for bundle in import_bundle.installed():
        bundle.update()


def collect_garbage() -> None:
    """Collect garbage again, as a verb imports while it works."""
    gc.set_threshold(OBJECTS)


def keep_imported() -> None:
    """Let garbage collections skip what is there until `end`, which has the time for it."""
    gc.freeze()
    gc.set_threshold(FEW)


def end() -> None:
    """Collect garbage, and at Python's own rate from now on; give back memory of the imports.

    That takes as long as two frames, so nobody should be waiting for one. Each dataclass with slots
    leaves a class behind: 45 000 objects in all, several megabytes.
    """
    from actors.kernel.spare_memory import give_back  # a help text needs none

    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(USUAL)
    for bundle in import_bundle.installed():
        bundle.give_back()
    give_back()
