"""Library size from which a graph index is used."""

from __future__ import annotations

GRAPH_FROM = 700_000
"""Sounds from which an exact search takes longer than 20 ms on a slow machine.

Source: `scripts/bench similar`: 11 ms at 500 000, where building the graph takes 72 s.
"""
