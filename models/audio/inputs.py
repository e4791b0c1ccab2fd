"""The available audio inputs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs that can be recorded from."""

    names: tuple[str, ...] = ()
    error: str = ""
    """Why they cannot be listed; empty otherwise."""
