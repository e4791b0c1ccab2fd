"""What an export makes of each sample; usually an exact copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

Kind = TypeVar("Kind", bound=Enum)


RATES = range(1_000, 384_001)
"""Hertz that a file can be converted to."""
QUIETEST = -60.0
"""Decibels that the loudest value can be brought to at least."""


class Container(Enum):
    """File format."""

    SAME = "same"
    WAV = "wav"
    FLAC = "flac"


class Depth(Enum):
    """How a value is stored."""

    SAME = "same"
    INT16 = "16"
    INT24 = "24"
    FLOAT = "32f"


class Layout(Enum):
    """How many channels."""

    SAME = "same"
    MONO = "mono"
    STEREO = "stereo"


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Choices for all files of an export."""

    template: str = "{name}"
    """Of file names, see `models.library.export.name_template`."""
    container: Container = Container.SAME
    depth: Depth = Depth.SAME
    layout: Layout = Layout.SAME
    rate: int | None = None
    """Hertz; `None`: as it is."""
    peak: float | None = None
    """Decibels that the loudest value gets, at most 0; `None`: as it is."""
    prune: bool = False
    """Remove what an earlier export wrote and the collection no longer holds."""

    @property
    def converts(self) -> bool:
        """Whether anything but a copy may be needed."""
        usual = ExportSettings()
        return any(
            getattr(self, name) != getattr(usual, name)
            for name in ("container", "depth", "layout", "rate", "peak")
        )

    def plain(self) -> dict[str, object]:
        """Return it as what JSON can hold."""
        return {
            "template": self.template,
            "container": self.container.value,
            "depth": self.depth.value,
            "layout": self.layout.value,
            "rate": self.rate,
            "peak": self.peak,
            "prune": self.prune,
        }


def read(plain: Mapping[str, object]) -> ExportSettings:
    """Return the settings that were stored; whatever is not understood is as usual."""
    usual = ExportSettings()
    template, rate, peak = plain.get("template"), plain.get("rate"), plain.get("peak")
    return ExportSettings(
        template if isinstance(template, str) and template else usual.template,
        _one_of(Container, plain.get("container")),
        _one_of(Depth, plain.get("depth")),
        _one_of(Layout, plain.get("layout")),
        rate if isinstance(rate, int) and rate in RATES else None,
        float(peak) if isinstance(peak, int | float) and QUIETEST <= peak <= 0 else None,
        plain.get("prune") is True,
    )


def _one_of(kind: type[Kind], value: object) -> Kind:
    try:
        return kind(value)
    except ValueError:
        return kind("same")
