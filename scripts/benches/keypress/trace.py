"""The way of a press through the app, from the notes of `traced.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import numpy as np

from scripts.benches.keypress.x_client import Sent

ORDER = (
    *("key-dispatched", "intent-posted", "session", "command Play", "audio-actor Play"),
    *("engine-told", "engine-read Play", "block-begins", "engine-reported"),
    *("draw-begins", "flip-begins", "flip-ended"),
)
DETAILED = {"command", "audio-actor", "engine-read"}
"""Hops of which the kind of the message matters."""


class Pressed(Protocol):
    """A press of the bench."""

    action: str
    sent: Sent
    heard: float | None


def read(notes: Path) -> list[tuple[float, str]]:
    """Return the notes in order: monotonic seconds and hop."""
    found = []
    for line in notes.read_text().splitlines():
        at, hop, detail = line.split(" ", 2)
        found.append((int(at) / 1e9, f"{hop} {detail}" if hop in DETAILED else hop))
    return sorted(found)


def table(notes: Path, presses: Iterable[Pressed]) -> dict[str, dict[str, tuple[float, float]]]:
    """Return milliseconds from the event to each hop, by action: median and 95th percentile."""
    passed = read(notes)
    times: dict[str, dict[str, list[float]]] = {}
    at = 0
    for press in sorted(presses, key=lambda one: one.sent.begun):
        if press.heard is None:
            continue
        while at < len(passed) and passed[at][0] < press.sent.begun:
            at += 1
        first: dict[str, float] = {}
        for when, hop in passed[at:]:
            if when > press.heard + 0.1:
                break
            first.setdefault(hop, when)
        hops = times.setdefault(press.action, {})
        for hop in ORDER:
            if hop in first:
                hops.setdefault(hop, []).append((first[hop] - press.sent.begun) * 1e3)
        hops.setdefault("heard", []).append((press.heard - press.sent.begun) * 1e3)
    return {
        action: {hop: _p50_and_p95(some) for hop, some in hops.items()}
        for action, hops in times.items()
    }


def _p50_and_p95(times: list[float]) -> tuple[float, float]:
    p50, p95 = np.percentile(times, (50, 95))
    return round(float(p50), 2), round(float(p95), 2)
