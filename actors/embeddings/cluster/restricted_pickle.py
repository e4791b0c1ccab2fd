"""Unpickling that builds nothing but plain values, for the process that hears from workers.

Dask names the type of each result by a pickle, and sends exceptions as pickles. A worker that is
not trusted could put any program into one. In `client_process`, `pickle.loads`, which all of Dask
goes through, is therefore replaced by `loads` here.
"""

from __future__ import annotations

import builtins
import io
import pickle
from collections.abc import Iterable
from typing import Any

PLAIN = frozenset({"bytes", "bytearray", "str", "int", "float", "bool", "tuple", "list", "dict"})
"""Builtin types that may be named."""


class ForbiddenPickle(pickle.UnpicklingError):
    """A pickle names something that may not be built; the message says what."""


class Unpickler(pickle.Unpickler):
    """Builds plain values, and exceptions as their names."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a plain builtin type, or a builtin exception.

        Raises:
            ForbiddenPickle: Anything else is named.
        """
        found = getattr(builtins, name, None) if module == "builtins" else None
        error = isinstance(found, type) and issubclass(found, BaseException)
        if name in PLAIN and found is not None:
            return found
        if error:
            return found
        raise ForbiddenPickle(f"{module}.{name}")


def loads(data: bytes, /, *, buffers: Iterable[Any] | None = None, **_options: Any) -> Any:
    """Return the plain value of a pickle.

    Raises:
        ForbiddenPickle: It is more than that.
    """
    return Unpickler(io.BytesIO(data), buffers=buffers).load()


def forbid() -> None:
    """Replace the functions of `pickle` in this process."""

    def load(file: Any, **options: Any) -> Any:
        return loads(file.read(), **options)

    pickle.loads = loads  # type: ignore[assignment]
    pickle.load = load
    pickle.Unpickler = Unpickler  # type: ignore[misc]
