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
    for found in pkgutil.iter_modules(actors.messages.__path__, "actors.messages.")
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


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_a_frozen_slotted_dataclass(message: type) -> None:
    assert dataclasses.is_dataclass(message)
    assert "__slots__" in vars(message)
    assert message.__setattr__ is not object.__setattr__, "not frozen"


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_makes_a_promise(message: type) -> None:
    promise = message.__doc__ or ""

    # A dataclass without a docstring is given its signature as one.
    assert not promise.startswith(f"{message.__name__}(")
    assert promise.splitlines()[0].endswith((".", ":", ";"))


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_holds_nothing_that_changes(message: type) -> None:
    hints = typing.get_type_hints(message)

    assert not [name for name, hint in hints.items() if parts(hint) & set(CHANGEABLE)]


UNITS = {"frame", "frames", "playhead", "pixels", "rate", "spp", "seconds"}
"""Names of what is counted in a unit of `models.audio.units`."""


@pytest.mark.parametrize("message", MESSAGES)
def test_a_number_with_a_unit_says_so_in_its_type(message: type) -> None:
    hints = typing.get_type_hints(message)
    bare = [
        name
        for name in UNITS & set(hints)
        if {hints[name], *typing.get_args(hints[name])} & {int, float}
        and typing.get_origin(hints[name]) is not tuple
    ]

    assert bare == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_message_is_in_a_union(module: ModuleType) -> None:
    named = [getattr(module, name) for name in UNIONS if hasattr(module, name)]
    unions = [typing.get_args(union) or (union,) for union in named]  # one word is no union
    if not unions:  # what the outside may touch, not words
        return

    assert {message for union in unions for message in union} >= set(declared(module))


def test_orders_and_events_have_different_names() -> None:
    for module in MODULES:
        commands = typing.get_args(getattr(module, "Command", None))
        events = typing.get_args(getattr(module, "Event", None))

        assert not set(commands) & set(events)


@pytest.mark.parametrize("message", MESSAGES)
def test_who_waits_for_an_answer_is_found_under_one_name(message: type) -> None:
    hints = typing.get_type_hints(message)
    waiting = [name for name, hint in hints.items() if Reply in parts(hint)]

    assert waiting in ([], ["reply_to"]), "only `reply_to` is refused when an actor dies"
