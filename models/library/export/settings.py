"""Export settings; the default is an exact copy of each file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.library.stored_json import Fields, as_integer, as_member, as_number, as_text

RATES = range(1_000, 384_001)
"""Valid sample rates for conversion in hertz."""
QUIETEST = -60.0
"""Lowest valid peak target in dBFS."""


class Container(Enum):
    """File format."""

    SAME = "same"
    WAV = "wav"
    FLAC = "flac"
    AIFF = "aiff"


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
    profile: str = ""
    """Name of a hardware profile, which decides all but `prune`; empty: none."""

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
            "profile": self.profile,
        }


def parse_settings(plain: object) -> ExportSettings:
    """Parse stored settings; invalid values become defaults."""
    fields = Fields(plain)
    rate, peak = as_integer(fields["rate"]), as_number(fields["peak"])
    return ExportSettings(
        as_text(fields["template"]) or ExportSettings().template,
        as_member(Container, fields["container"]) or Container.SAME,
        as_member(Depth, fields["depth"]) or Depth.SAME,
        as_member(Layout, fields["layout"]) or Layout.SAME,
        rate if rate is not None and rate in RATES else None,
        peak if peak is not None and QUIETEST <= peak <= 0 else None,
        fields["prune"] is True,
        as_text(fields["profile"]) or "",
    )
