"""Version of the analysis."""

from __future__ import annotations

ANALYSER = "librosa 0.11, 5"
"""Analyser with its version; results of older versions are computed again.

Ours equals that of librosa since, so its name stays.
"""
