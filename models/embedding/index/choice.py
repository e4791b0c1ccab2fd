"""Which index serves how many sounds."""

from __future__ import annotations

GRAPH_FROM = 700_000
"""Sounds from which comparing with all takes longer than 20 ms on a slow machine.

Source: `scripts/bench similar`: 11 ms at 500 000, where linking them takes 72 s.
"""
