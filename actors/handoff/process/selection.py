"""Requests for the content of a selection of ours, answered. Source: ICCCM, 2.2 and 2.6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from Xlib import X, Xatom
from Xlib.protocol import event

from actors.handoff.process.connection import CHUNK, Connection

Formats = Mapping[str, bytes]
"""Content by the name of its format."""


def answer(connection: Connection, asked: Any, formats: Formats, since: int) -> bool:
    """Give a program what it requests; return whether it was a format of ours.

    Long content is appended to the property in pieces before the program is told, so it takes no
    incremental transfer.

    Args:
        connection: To the server.
        asked: The `SelectionRequest`.
        formats: What is offered; empty: refuse.
        since: When the selection became ours.
    """
    name = asked.property or asked.target  # obsolete programs name no property
    done = bool(formats) and _store(connection, asked, name, formats, since)
    message = event.SelectionNotify(
        time=asked.time,
        requestor=asked.requestor,
        selection=asked.selection,
        target=asked.target,
        property=name if done else X.NONE,
    )
    connection.display.send_event(asked.requestor, message, event_mask=X.NoEventMask)
    connection.display.flush()
    return done and connection.atom_name(asked.target) in formats


def _store(connection: Connection, asked: Any, name: int, formats: Formats, since: int) -> bool:
    if connection.atom_name(asked.target) != "MULTIPLE":
        return _store_one(connection, asked.requestor, (asked.target, name), formats, since)
    pairs = connection.numbers(asked.requestor.id, connection.atom_name(name))
    for at in range(0, len(pairs) - 1, 2):
        pair = (pairs[at], pairs[at + 1])
        if not _store_one(connection, asked.requestor, pair, formats, since):
            pairs[at + 1] = X.NONE
    asked.requestor.change_property(name, connection.atom("ATOM_PAIR"), 32, pairs)
    return bool(pairs)


def _store_one(
    connection: Connection, window: Any, pair: tuple[int, int], formats: Formats, since: int
) -> bool:
    """Write content to a property, as the pair of target and property says."""
    target, name = pair
    kind = connection.atom_name(target)
    if kind == "TARGETS":
        known = ("TARGETS", "TIMESTAMP", "MULTIPLE", *formats)
        window.change_property(name, Xatom.ATOM, 32, [connection.atom(one) for one in known])
    elif kind == "TIMESTAMP":
        window.change_property(name, Xatom.INTEGER, 32, [since])
    elif kind in formats:
        data = formats[kind]
        for start in range(0, max(len(data), 1), CHUNK):
            mode = X.PropModeAppend if start else X.PropModeReplace
            window.change_property(name, target, 8, data[start : start + CHUNK], mode)
    else:
        return False
    return True
