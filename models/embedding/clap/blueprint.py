"""What a network without weights lacks, and where in a file beside it that has to lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.embedding.network import NetworkError

ALIGNED = 64
"""Bytes: every tensor begins at a multiple, so that it can be used where it lies."""
SIZE = 4
"""Bytes of a float32."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One tensor of float32 that is wanted."""

    name: str
    """As in `transformers.ClapModel`."""
    shape: tuple[int, ...]
    offset: int
    """Byte in the file where it begins."""

    @property
    def length(self) -> int:
        """Bytes that it takes."""
        length = SIZE
        for size in self.shape:
            length *= size
        return length


@dataclass(frozen=True, slots=True)
class Tower:
    """One network: from sounds, or from words, to vectors."""

    name: str
    """`audio` or `text`."""
    weights: tuple[Weight, ...]

    @property
    def graph(self) -> str:
        """Name of the file that says how to calculate."""
        return f"clap-{self.name}.onnx"

    @property
    def stored(self) -> str:
        """Name of the file that the graph takes its weights from."""
        return f"clap-{self.name}.bin"

    @property
    def length(self) -> int:
        """Bytes of the file with the weights."""
        return max(one.offset + one.length for one in self.weights)


def tower_layout(name: str, shapes: dict[str, tuple[int, ...]]) -> Tower:
    """Return a tower whose weights lie one after the other.

    Args:
        name: `audio` or `text`.
        shapes: Of what it wants, by name.
    """
    weights, offset = [], 0
    for key, shape in shapes.items():
        weights.append(Weight(key, shape, offset))
        offset += -(-weights[-1].length // ALIGNED) * ALIGNED
    return Tower(name, tuple(weights))


def blueprint_json(towers: tuple[Tower, ...]) -> str:
    """Return towers for storing."""
    shapes = {one.name: {each.name: each.shape for each in one.weights} for one in towers}
    return json.dumps(shapes, indent=0) + "\n"


def read_blueprint(path: Path) -> dict[str, Tower]:
    """Return stored towers by their names.

    Raises:
        NetworkError: the file is missing or damaged.
    """
    try:
        stored: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: tower_layout(name, {key: tuple(shape) for key, shape in shapes.items()})
            for name, shapes in stored.items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise NetworkError(f"{path.name}: {error}") from error
