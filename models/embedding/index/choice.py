"""Which index serves how many sounds."""

from __future__ import annotations

from models.embedding.index.exact import ExactIndex
from models.embedding.index.graph import GraphIndex

GRAPH_FROM = 300_000
"""Sounds from which comparing with all takes longer than 20 ms on a slow machine.

Source: `scripts/bench similar`.
"""


def chosen(exact: ExactIndex, threads: int = 1) -> ExactIndex | GraphIndex:
    """Return the index to answer with; a graph that misses too much is not used.

    Args:
        exact: All vectors.
        threads: How many may work on a graph, which takes a minute for 100 000 sounds.
    """
    if len(exact) < GRAPH_FROM:
        return exact
    graph = GraphIndex(exact, threads)
    return graph if graph.careful() else exact
