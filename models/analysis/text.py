"""Display texts of analysis results."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"


def loudness_words(loudness: float | None) -> str:
    """Format a loudness in LUFS, with a true minus sign; empty if unknown."""
    return "" if loudness is None else f"{loudness:.1f}".replace("-", MINUS)


def tempo_words(tempo: float | None, other: float | None = None) -> str:
    """Format a tempo, `104` or `96.5`; empty if unknown.

    Args:
        tempo: Beats per minute.
        other: Ambiguous octave: `174?` if it may be 87.
    """
    if tempo is None:
        return ""
    return f"{tempo:.1f}".removesuffix(".0") + ("" if other is None else "?")
