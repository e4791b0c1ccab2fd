"""Modes of the window that a restart keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RememberedView:
    """As they were left."""

    loop: bool = False
    """Loop mode."""
