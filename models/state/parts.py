"""Slice of the actors that do not work, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType

CALLED: Mapping[str, str] = MappingProxyType(
    {
        "audio": "audio engine",
        "config": "settings file",
        "embeddings": "sound analysis",
        "handoff": "drag and clipboard service",
        "waveform": "waveform display",
    }
)
"""What people call an actor, if not by its name."""


class Standing(Enum):
    """State of an actor that does not work."""

    RESTARTING = "restarting"
    """It crashed; commands wait until it is back."""
    SILENT = "silent"
    """It does not respond, and may recover."""
    CLOSED = "closed"
    """It runs but refuses commands: its database cannot be opened."""
    STOPPED = "stopped"
    """It crashed too often and is not restarted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an actor does not work."""

    standing: Standing
    reason: str
    """Reason in lower case: `the library gave no reply`."""
    cause: str = ""
    """The error, for programs and the log; empty: unknown."""

    @property
    def whole(self) -> str:
        """The reason with its cause."""
        return f"{self.reason} ({self.cause})" if self.cause else self.reason


def _none() -> Mapping[str, Fault]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parts:
    """Faults by the name of the actor; one without a fault works."""

    faults: Mapping[str, Fault] = field(default_factory=_none)

    @property
    def down(self) -> Mapping[str, Fault]:
        """Faults of the actors that drop commands now."""
        return {
            name: fault
            for name, fault in self.faults.items()
            if fault.standing is not Standing.RESTARTING
        }

    @property
    def lost(self) -> bool:
        """Whether the session itself is down."""
        session = self.faults.get("session")
        return session is not None and session.standing is Standing.STOPPED

    def having(self, name: str, fault: Fault | None) -> Parts:
        """Return the faults with that of an actor replaced or removed."""
        others = {one: known for one, known in self.faults.items() if one != name}
        if fault is not None:
            others[name] = fault
        return replace(self, faults=MappingProxyType(others))
