"""Texts about the cluster that computes."""

from __future__ import annotations

from ui.text.quantity import count_noun

HERE = "Use this computer"
WAITING = "waiting for the cluster"
"""In place of the figures of a task."""


def trying(address: str) -> str:
    """Return that an address is being tried."""
    return f"Trying {address}… this takes up to 12 seconds"


def chosen(address: str, threads: int) -> str:
    """Return that a cluster is used from now on: `tcp://studio:8786 computes with 8 threads`."""
    if not threads:
        return f"{address} answers but has no workers: start one with “sempal worker {address}”"
    return f"{address} computes with {count_noun(threads, 'thread')}"


def unreached(address: str, reason: str) -> str:
    """Return that work waits for a cluster, which is tried again and again."""
    return f"{address} cannot compute ({reason}): analysis and duplicates wait until it can"
