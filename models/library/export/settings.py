"""Export settings; the default is an exact copy of each file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

Kind = TypeVar("Kind", bound=Enum)


RATES = range(1_000, 384_001)
"""Valid sample rates for conversion in hertz."""
QUIETEST = -60.0
"""Lowest valid peak target in dBFS."""


class Container(Enum):
    """File format."""

    SAME = "same"
    WAV = "wav"
    FLAC = "flac"


class Depth(Enum):
    """Sample format."""

    SAME = "same"
    INT16 = "16"
    INT24 = "24"
    FLOAT = "32f"


class Layout(Enum):
    """Channel layout."""

    SAME = "same"
    MONO = "mono"
    STEREO = "stereo"


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Settings for all files of an export."""

    template: str = "{name}"
    """File name template, see `models.library.export.name_template`."""
    container: Container = Container.SAME
    depth: Depth = Depth.SAME
    layout: Layout = Layout.SAME
    rate: int | None = None
    """Hertz; `None`: keep the original rate."""
    peak: float | None = None
    """Peak target in dBFS, at most 0; `None`: keep the original level."""
    prune: bool = False
    """Remove files of earlier exports whose samples left the collection."""

    @property
    def converts(self) -> bool:
        """Whether any file may need more than a copy."""
        usual = ExportSettings()
        return any(
            getattr(self, name) != getattr(usual, name)
            for name in ("container", "depth", "layout", "rate", "peak")
        )

    def to_json(self) -> dict[str, object]:
        """Return the settings as JSON-compatible values."""
        return {
            "template": self.template,
            "container": self.container.value,
            "depth": self.depth.value,
            "layout": self.layout.value,
            "rate": self.rate,
            "peak": self.peak,
            "prune": self.prune,
        }


def parse_settings(plain: Mapping[str, object]) -> ExportSettings:
    """Parse stored settings; invalid values become defaults."""
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
