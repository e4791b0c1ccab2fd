"""Dataclass methods that are compiled when they are first called: a third of the imports' time.

`dataclasses` writes and compiles the source of about six methods for each class, 0.4 ms in all. Of
the 600 classes imported at a start most are never compared or printed, and many not even created
before the first frame. Until a class is compared, all of them share one function that does nothing
but compile the real one: the sources of six methods for each class would be megabytes. Python 3.13
has another way to compile them, which is left as it is.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

SIGNATURES = {
    "_init_fn": (
        *("fields", "std_fields", "kw_only_fields", "frozen", "has_post_init", "self_name"),
        *("globals", "slots"),
    ),
    "_repr_fn": ("fields", "globals"),
    "_cmp_fn": ("name", "op", "self_tuple", "other_tuple", "globals"),
    "_hash_fn": ("fields", "globals"),
    "_frozen_get_del_attr": ("cls", "fields", "globals"),
    "_tuple_str": ("obj_name", "fields"),
}
"""Private functions of `dataclasses` in Python 3.11 and 3.12 that make methods, with their
arguments."""
COMPARED = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
Method = Callable[..., Any]

_module: Any = dataclasses
_usual: dict[str, Method] = {
    name: getattr(_module, name) for name in SIGNATURES if hasattr(_module, name)
}


def install() -> bool:
    """Compile the methods of dataclasses late from now on; return whether that is possible."""
    if set(_usual) != set(SIGNATURES) or any(
        tuple(inspect.signature(make).parameters) != SIGNATURES[name]
        for name, make in _usual.items()
    ):
        return False
    shared = {name: _shared(name) for name in ("__repr__", "__hash__", *COMPARED)}
    frozen = _shared("__setattr__"), _shared("__delattr__")
    vars(_module).update(
        _init_fn=_late_init,
        _repr_fn=lambda *_: shared["__repr__"],
        _cmp_fn=lambda name, *_, **__: shared[name],
        _hash_fn=lambda *_: shared["__hash__"],
        _frozen_get_del_attr=lambda *_: frozen,
    )
    return True


def uninstall() -> None:
    """Let classes that are defined from now on have all methods at once."""
    vars(_module).update(_usual)


def _late_init(fields: Sequence[Any], std_fields: Sequence[Any], *rest: Any) -> Method:
    """Return an `__init__` that compiles itself.

    It is not shared, as a class may call those of several bases.

    Raises:
        TypeError: An argument without a default follows one that has it.
    """
    missing = dataclasses.MISSING
    optional = [
        one.default is not missing or one.default_factory is not missing
        for one in std_fields
        if one.init
    ]
    make = partial(_usual["_init_fn"], fields, std_fields, *rest)
    if optional != sorted(optional):
        return make()  # it tells which
    made: list[Method] = []

    def method(self: object, *args: Any, **options: Any) -> Any:
        if not made:
            compiled = make()
            compiled.__qualname__ = method.__qualname__  # it stands in messages of errors
            made.append(compiled)
            for kind in type(self).__mro__:
                if vars(kind).get(method.__name__) is method:
                    setattr(kind, method.__name__, compiled)
        return made[0](self, *args, **options)

    method.__name__ = "__init__"
    return method


def _shared(name: str) -> Method:
    """Return a method for all classes, which gives the class that it is called for its own."""

    def method(self: object, *args: Any, **options: Any) -> Any:
        for kind in type(self).__mro__:
            if vars(kind).get(name) is method:
                compiled = _compiled(name, kind)
                compiled.__qualname__ = f"{kind.__qualname__}.{name}"
                setattr(kind, name, compiled)
                return compiled(self, *args, **options)
        return getattr(type(self), name)(self, *args, **options)  # another thread was first

    method.__name__ = name
    return method


def _compiled(name: str, kind: Any) -> Method:
    """Return a method of a dataclass as `dataclasses` makes it. Source: its `_process_class`."""
    module = sys.modules.get(kind.__module__)
    known = {} if module is None else vars(module)
    fields = dataclasses.fields(kind)
    if name == "__repr__":
        return _usual["_repr_fn"]([one for one in fields if one.repr], known)
    if name == "__hash__":
        hashed = [one for one in fields if (one.compare if one.hash is None else one.hash)]
        return _usual["_hash_fn"](hashed, known)
    if name in COMPARED:
        compared = [one for one in fields if one.compare]
        ends = [_usual["_tuple_str"](end, compared) for end in ("self", "other")]
        return _usual["_cmp_fn"](name, COMPARED[name], *ends, known)
    setting, deleting = _usual["_frozen_get_del_attr"](kind, fields, known)
    return setting if name == "__setattr__" else deleting
