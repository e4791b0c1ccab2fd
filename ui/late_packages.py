"""Stands in for packages that others import to name them, and that nothing here runs.

loguru and aiosqlite import asyncio, for types in annotations and for sinks that we do not have;
trio and asyncio import ssl. Together they take 10 ms and three megabytes of each start. Whoever
asks one of them for anything else gets the package itself.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

NAMED: Mapping[str, Mapping[str, object]] = {
    "asyncio": {"Future": Any, "AbstractEventLoop": Any},
    "ssl": {},
}
"""Packages, with what annotations of others name."""
LOOKED_AT = frozenset({"__file__", "__cached__", "__warningregistry__"})
"""What tools look for in each module that there is: not enough to import it."""


class LatePackage(ModuleType):
    """A package that is imported when it is first asked for something that was not only named."""

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the package, which takes this place in `sys.modules`."""
        if name in LOOKED_AT and sys.modules.get(self.__name__) is self:
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
            for named in NAMED[self.__name__]:
                vars(self).pop(named, None)
        return getattr(import_module(self.__name__), name)


def _get_running_loop() -> Any:
    return import_module("asyncio.events").get_running_loop()


def install() -> None:
    """Let these packages wait, unless they are imported already."""
    for name, named in NAMED.items():
        if name not in sys.modules:
            late = LatePackage(name)
            vars(late).update(named)
            sys.modules[name] = late
    asyncio = sys.modules["asyncio"]
    if isinstance(asyncio, LatePackage):
        # loguru keeps it, and does not call it.
        vars(asyncio)["get_running_loop"] = _get_running_loop
