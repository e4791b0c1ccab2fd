"""Starts the app of a checkout and notes when a key press passes each hop.

    python -P traced.py NOTES app ARGUMENTS...      the app
    python -P traced.py NOTES engine ARGUMENTS...   its engine process, which the app starts

It wraps methods once their modules are imported, so that the app itself knows nothing of it. A line
of `NOTES` is `NANOSECONDS HOP DETAIL`, on the monotonic clock. Methods that a checkout does not
have are skipped.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import time
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

Detail = Callable[..., str]
"""Returns what is noted of a call, from its arguments; an empty text notes nothing."""


def _kind(*arguments: Any) -> str:
    return type(arguments[1]).__name__


def _began(_engine: Any, event: Any, *_: Any) -> str:
    return str(event.change) if hasattr(event, "change") else ""


def _always(*_: Any) -> str:
    return "-"


HOPS: dict[str, tuple[tuple[str, str, str, Detail], ...]] = {
    "ui.keyboard": (("KeyboardInput", "_pressed", "key-dispatched", _always),),
    "ui.app": (("SempalApp", "post", "intent-posted", _kind),),
    "actors.session.actor": (
        ("SessionActor", "_step", "session", _kind),
        ("Services", "post", "command", _kind),
    ),
    "actors.audio.actor": (("AudioActor", "_handle", "audio-actor", _kind),),
    "actors.audio.pyo_engine": (
        ("PyoEngine", "play", "engine-told", _always),
        ("PyoEngine", "_handle", "engine-reported", _began),
    ),
    "kivy.core.window.window_sdl2": (
        ("WindowSDL", "on_draw", "draw-begins", _always),
        ("WindowSDL", "flip", "flip-begins", _always),
    ),
    "actors.audio.engine_process": (),  # it starts the engine by this program
    "actors.audio.child": (("Engine", "execute", "engine-read", _kind),),
    "actors.audio.process.player": (("Player", "_play", "block-begins", _always),),
}
AFTER: dict[str, tuple[tuple[str, str, str, Detail], ...]] = {
    "kivy.core.window.window_sdl2": (("WindowSDL", "flip", "flip-ended", _always),),
}
"""Hops noted when the call returns."""


class Notes:
    """The file of notes; also written by the engine process."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, hop: str, detail: str) -> None:
        """Note that a hop was passed now."""
        os.write(self._file, f"{time.monotonic_ns()} {hop} {detail}\n".encode())

    def wrap(self, module: ModuleType) -> None:
        """Wrap the methods of a module that has just been imported."""
        for owner, method, hop, detail in HOPS.get(module.__name__, ()):
            self._wrap(getattr(module, owner, None), method, hop, detail, after=False)
        for owner, method, hop, detail in AFTER.get(module.__name__, ()):
            self._wrap(getattr(module, owner, None), method, hop, detail, after=True)
        if module.__name__ == "actors.audio.engine_process":
            self._wrap_engine(module)

    def _wrap(self, owner: Any, method: str, hop: str, detail: Detail, *, after: bool) -> None:
        known = getattr(owner, method, None)
        if known is None:
            return

        @functools.wraps(known)
        def wrapped(*arguments: Any, **named: Any) -> Any:
            if not after and (what := detail(*arguments)):
                self.note(hop, what)
            result = known(*arguments, **named)
            if after:
                self.note(hop, detail(*arguments))
            return result

        setattr(owner, method, wrapped)

    def _wrap_engine(self, module: ModuleType) -> None:
        """Start the engine process by this program."""
        known = module.trio.lowlevel.open_process

        async def open_process(command: Sequence[str], **named: Any) -> Any:
            if "actors.audio.child" in command:
                options = command[command.index("actors.audio.child") + 1 :]
                command = [sys.executable, "-P", __file__, self.path, "engine", *options]
            return await known(command, **named)

        module.trio.lowlevel.open_process = open_process


class Finder(importlib.abc.MetaPathFinder):
    """Wraps modules as they are imported."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the module's usual spec, with a loader that wraps it afterwards."""
        if name not in HOPS:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        known = spec.loader.exec_module

        def execute(module: ModuleType) -> None:
            known(module)
            self._notes.wrap(module)

        spec.loader.exec_module = execute  # type: ignore[method-assign]  # of this one object
        return spec


def main() -> None:
    finder, kind = Finder(Notes(sys.argv[1])), sys.argv[2]
    sys.argv = ["sempal", *sys.argv[3:]]
    if kind == "engine":
        sys.meta_path.insert(0, finder)
        from actors.audio import child

        child.main()
    from ui.__main__ import main as start

    sys.meta_path.insert(0, finder)  # before that of the app, which finds modules in its bundle
    sys.exit(start())


if __name__ == "__main__":
    main()
