"""Messages are frozen facts with a promise each, and every one is in its union."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import typing
from types import ModuleType

import pytest

import actors.messages
from actors.kernel.reply import Reply

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(actors.messages.__path__, "actors.messages.")
]
CHANGEABLE = (list, dict, set, bytearray)
UNIONS = ("Command", "Event", "Intent", "StepChange")


def declared(module: ModuleType) -> list[type]:
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and thing.__module__ == module.__name__
    ]


def parts(hint: object) -> set[object]:
    """Return `hint` and everything it is made of."""
    return {hint, typing.get_origin(hint)}.union(*(parts(arg) for arg in typing.get_args(hint)))


MESSAGES = [message for module in MODULES for message in declared(module)]
assert len(MESSAGES) > 300, "the modules of subjects were not found"


def test_a_message_is_a_frozen_slotted_dataclass() -> None:
    for message in MESSAGES:
        assert dataclasses.is_dataclass(message), message
        assert "__slots__" in vars(message), message
        assert message.__setattr__ is not object.__setattr__, f"{message} is not frozen"


def test_a_message_makes_a_promise() -> None:
    for message in MESSAGES:
        promise = message.__doc__ or ""

        # A dataclass without a docstring is given its signature as one.
        assert not promise.startswith(f"{message.__name__}("), message
        assert promise.splitlines()[0].endswith((".", ":", ";")), message


UNITS = {"frame", "frames", "playhead", "pixels", "rate", "spp", "seconds"}
"""Names of what is counted in a unit of `models.audio.units`."""


def test_the_fields_of_a_message() -> None:
    for message in MESSAGES:
        hints = typing.get_type_hints(message)
        changing = [name for name, hint in hints.items() if parts(hint) & set(CHANGEABLE)]
        bare = [
            name
            for name in UNITS & set(hints)
            if {hints[name], *typing.get_args(hints[name])} & {int, float}
            and typing.get_origin(hints[name]) is not tuple
        ]
        waiting = [name for name, hint in hints.items() if Reply in parts(hint)]

        assert not changing, f"{message} holds what changes: {changing}"
        assert not bare, f"{message} has numbers without a unit in their type: {bare}"
        assert waiting in ([], ["reply_to"]), f"{message}: only `reply_to` is refused at a death"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_message_is_in_a_union(module: ModuleType) -> None:
    named = [getattr(module, name) for name in UNIONS if hasattr(module, name)]
    unions = [typing.get_args(union) or (union,) for union in named]  # one word is no union
    if not unions:  # ports, or a subject: the package's union holds its messages
        return
    subjects = [found for found in MODULES if found.__name__.startswith(f"{module.__name__}.")]
    messages = {message for part in (module, *subjects) for message in declared(part)}

    assert {message for union in unions for message in union} >= messages


def test_orders_and_events_have_different_names() -> None:
    for module in MODULES:
        commands = typing.get_args(getattr(module, "Command", None))
        events = typing.get_args(getattr(module, "Event", None))

        assert not set(commands) & set(events)
