"""Which parts of the app do not work now, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType


class Standing(Enum):
    """How a part does that does not work."""

    RESTARTING = "restarting"
    """It crashed; what it is told waits until it is back."""
    SILENT = "silent"
    """It does not respond; it may come back by itself."""
    CLOSED = "closed"
    """It runs and refuses everything: what it works on cannot be opened."""
    STOPPED = "stopped"
    """It crashed too often and stays down."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an actor does not work."""

    standing: Standing
    reason: str
    """What is wrong, lower case: `the library does not respond`."""
    cause: str = ""
    """The error, for programs and the log; empty if none is known."""

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
        """Parts that carry out nothing that they are told now."""
        return {
            name: fault
            for name, fault in self.faults.items()
            if fault.standing is not Standing.RESTARTING
        }

    @property
    def lost(self) -> bool:
        """The session itself stays down: nothing can be done any more."""
        session = self.faults.get("session")
        return session is not None and session.standing is Standing.STOPPED

    def having(self, name: str, fault: Fault | None) -> Parts:
        """Return these with another fault of an actor, or none."""
        others = {one: known for one, known in self.faults.items() if one != name}
        if fault is not None:
            others[name] = fault
        return replace(self, faults=MappingProxyType(others))
