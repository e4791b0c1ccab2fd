"""The weights that a shipped graph lacks, and their layout in a file beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from models.embedding.network import NetworkError

ALIGNED = 64
"""Alignment of every tensor in bytes, so that it can be memory-mapped."""
SIZE = 4
"""Bytes of a float32."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One float32 tensor that the graph needs."""

    name: str
    """Its name in `transformers.ClapModel`."""
    shape: tuple[int, ...]
    offset: int
    """Byte offset in the file."""

    @property
    def length(self) -> int:
        """Size in bytes."""
        length = SIZE
        for size in self.shape:
            length *= size
        return length


@dataclass(frozen=True, slots=True)
class Tower:
    """One network: from sound, or from text, to vectors."""

    name: str
    """`audio` or `text`."""
    weights: tuple[Weight, ...]

    @property
    def graph(self) -> str:
        """File name of the ONNX graph."""
        return f"clap-{self.name}.onnx"

    @property
    def stored(self) -> str:
        """File name of the external weights of the graph."""
        return f"clap-{self.name}.bin"

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of one of its weights.

        Raises:
            NetworkError: It has none of this name.
        """
        for one in self.weights:
            if one.name == name:
                return one.shape
        raise NetworkError(f"{self.graph} has no {name}")

    @property
    def length(self) -> int:
        """Size of the weights file in bytes."""
        return max(one.offset + one.length for one in self.weights)


def tower_layout(name: str, shapes: dict[str, tuple[int, ...]]) -> Tower:
    """Return a tower with its weights laid out one after the other, aligned.

    Args:
        name: `audio` or `text`.
        shapes: Shape of each tensor by name.
    """
    weights, offset = [], 0
    for key, shape in shapes.items():
        weights.append(Weight(key, shape, offset))
        offset += -(-weights[-1].length // ALIGNED) * ALIGNED
    return Tower(name, tuple(weights))


def blueprint_json(towers: tuple[Tower, ...]) -> str:
    """Serialise towers as JSON."""
    shapes = {one.name: {each.name: each.shape for each in one.weights} for one in towers}
    return json.dumps(shapes, indent=0) + "\n"


def parse_blueprint(content: bytes, name: str) -> dict[str, Tower]:
    """Return stored towers by name.

    Args:
        content: JSON written by `blueprint_json`.
        name: Name of the file, for errors.

    Raises:
        NetworkError: It is damaged.
    """
    try:
        stored: dict[str, dict[str, Any]] = json.loads(content)
        return {
            one: tower_layout(one, {key: tuple(shape) for key, shape in shapes.items()})
            for one, shapes in stored.items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise NetworkError(f"{name}: {error}") from error
