"""Down never waits, up may wait, and nobody waits in a circle.

Read from what the constructors of the actors ask for: who holds an `Address`
may wait for the reader of that mailbox; who holds a `Slot` never waits.
"""

from __future__ import annotations

import dataclasses
import graphlib
import importlib
import inspect
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

import actors
from actors.kernel.mailbox import Address, Mailbox, Slot

ROOMS = sorted(path.parent.name for path in Path(actors.__path__[0]).glob("*/actor.py"))


FROM_THE_LIBRARY = {"embeddings"}
"""Rooms that take their work from the library, batch by batch, as fast as they get on."""


def actor(room: str) -> type:
    module = importlib.import_module(f"actors.{room}.actor")
    (found,) = (
        thing
        for name, thing in inspect.getmembers(module, inspect.isclass)
        if name.endswith("Actor") and thing.__module__ == module.__name__
    )
    return typing.cast("type", found)


def held(holder: type) -> Iterator[tuple[object, frozenset[object]]]:
    """Yield (kind of handle, messages) for all that `holder` is given, also inside records."""
    given = holder if dataclasses.is_dataclass(holder) else vars(holder)["__init__"]
    for hint in typing.get_type_hints(given).values():
        kind = typing.get_origin(hint)
        if kind in {Address, Mailbox, Slot}:
            (words,) = typing.get_args(hint)
            yield kind, frozenset(typing.get_args(words) or {words})
        elif dataclasses.is_dataclass(hint) and isinstance(hint, type):
            yield from held(hint)


def handles(room: str, kind: object) -> list[frozenset[object]]:
    return [words for found, words in held(actor(room)) if found is kind]


def waits_for(room: str) -> set[str]:
    return {
        other
        for said in handles(room, Address)
        for other in ROOMS
        if any(said <= heard for heard in handles(other, Mailbox))
    }


def test_every_room_has_an_actor_that_reads_a_mailbox() -> None:
    assert {"session", "audio", "library", "waveform"} <= set(ROOMS)
    assert all(handles(room, Mailbox) for room in ROOMS)


def test_nobody_waits_in_a_circle() -> None:
    order = graphlib.TopologicalSorter({room: waits_for(room) for room in ROOMS})

    assert set(order.static_order()) == set(ROOMS)


def test_the_session_waits_for_nobody() -> None:
    assert handles("session", Address) == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "session"])
def test_a_service_waits_for_the_session_and_who_works_for_the_library_for_that(room: str) -> None:
    works_for = {"library"} if room in FROM_THE_LIBRARY else set()

    assert waits_for(room) == {"session"} | works_for
    assert handles(room, Slot) == []
