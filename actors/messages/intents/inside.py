"""Intents about places inside long sounds."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.state.key_command import FILES, key_command


@key_command("find-inside", "Find inside long files", "i", panels=FILES, after="find-similar")
@dataclass(frozen=True, slots=True)
class FindInside:
    """Search inside long files for places like a sample or a selection.

    As `FindSimilar` without arguments.
    """

    sample: SampleId | None = None
    shown: bool = False
    """The sample in the waveform panel, whatever has the keyboard focus."""


@dataclass(frozen=True, slots=True)
class LookInside:
    """Answer the same question by places inside long files, or by whole files."""

    on: bool


@key_command("next-place", "Next place inside a file", ".", panels=FILES, after="find-inside")
@dataclass(frozen=True, slots=True)
class StepHit:
    """Select and play the next place that was found, in this file and then in the next one."""

    by: int = 1


@key_command(
    "save-places", "Save found places as files", "Ctrl+Shift+s", panels=FILES, after="next-place"
)
@dataclass(frozen=True, slots=True)
class SaveHits:
    """Save the places that were found in the shown file as files of their own."""


InsideIntent = FindInside | LookInside | StepHit | SaveHits
