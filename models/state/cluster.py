"""Slice of the cluster that computes, if one does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClusterState:
    """Whether work waits for it."""

    unreached: str = ""
    """Why its scheduler does not answer while there is work; empty: it does, or none is used."""
