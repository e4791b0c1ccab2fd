"""What was found out, as it is shown."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"


def loudness_words(loudness: float | None) -> str:
    """Return a loudness in LUFS with a true minus sign; nothing if it is not known."""
    return "" if loudness is None else f"{loudness:.1f}".replace("-", MINUS)


def tempo_words(tempo: float | None, other: float | None = None) -> str:
    """Return beats per minute, `104` or `96.5`; nothing if they are not known.

    Args:
        tempo: Beats per minute.
        other: What it may be as well: `174?`, where it may be 87.
    """
    if tempo is None:
        return ""
    return f"{tempo:.1f}".removesuffix(".0") + ("" if other is None else "?")
