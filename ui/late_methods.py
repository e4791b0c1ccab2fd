"""Dataclass methods that are compiled when they are first called: a third of the imports' time.

`dataclasses` writes and compiles the source of about six methods for each class, 0.4 ms in all. Of
the 600 classes imported at a start most are never compared or printed, and many not even created
before the first frame. Python 3.13 has another way to compile them, which is left as it is.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

SIGNATURE = ("name", "args", "body", "globals", "locals", "return_type")
"""Arguments of `dataclasses._create_fn` in Python 3.11 and 3.12."""
Method = Callable[..., Any]


def install() -> bool:
    """Compile the methods of dataclasses late from now on; return whether that is possible."""
    compiled: Method | None = getattr(dataclasses, "_create_fn", None)
    if hasattr(compiled, "__wrapped__"):
        return True  # done before
    if compiled is None or tuple(inspect.signature(compiled).parameters) != SIGNATURE:
        return False

    @wraps(compiled)
    def create(name: str, *args: Any, **options: Any) -> Method:
        return _late(name, partial(compiled, name, *args, **options))

    dataclasses._create_fn = create  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other place
    return True


def _late(name: str, make: Callable[[], Method]) -> Method:
    """Return a method that compiles itself by `make`, and then takes its own place in the class."""
    made: list[Method] = []

    def method(self: object, *args: Any, **options: Any) -> Any:
        if not made:
            compiled = make()
            compiled.__qualname__ = method.__qualname__  # it stands in messages of errors
            made.append(compiled)
            for kind in type(self).__mro__:
                if vars(kind).get(name) is method:
                    setattr(kind, name, compiled)
        return made[0](self, *args, **options)

    method.__name__ = name
    return method
