"""Whether a library is compared whole or along a graph, and along which."""

from __future__ import annotations

from enum import Enum

GRAPH_FROM = 700_000
"""Sounds from which an exact search takes longer than 20 ms on a slow machine.

Source: `scripts/bench similar`: 11 ms at 500 000, where building the graph takes 72 s.
"""
GRAPH_MB = 2_048.0
"""Default of the memory that a graph may take, in MB."""


class Kind(Enum):
    """A library, and how it keeps vectors."""

    FLOATS = "hnswlib float32"
    BYTES = "usearch int8"


BYTES = {Kind.FLOATS: (4, 148), Kind.BYTES: (1, 325)}
"""Bytes of memory for each dimension of a vector, and beside it, while a graph is built.

Source: `scripts/bench graphs`, decision 36.
"""


def graph_kind(
    sounds: int, size: int, megabytes: float, available: tuple[Kind, ...]
) -> Kind | None:
    """Return the graph that answers for a library; `None`: all vectors are compared.

    Of those that fit the memory the first is taken; if none does, the smallest: it takes less than
    the vectors, which would be read from the disk for each question.

    Args:
        sounds: Number of vectors.
        size: Dimensions of a vector.
        megabytes: Memory that a graph may take.
        available: Kinds whose library is installed, the most precise first.
    """
    if sounds < GRAPH_FROM or not available:
        return None
    for kind in available:
        if memory_of(kind, sounds, size) <= megabytes * 1e6:
            return kind
    return min(available, key=lambda kind: memory_of(kind, sounds, size))


def memory_of(kind: Kind, sounds: int, size: int) -> int:
    """Return about how many bytes of memory a graph takes, see `BYTES`."""
    dimension, beside = BYTES[kind]
    return sounds * (dimension * size + beside)
