"""Words about the log that is copied to the clipboard."""

from __future__ import annotations

from ui.text.quantity import counted

MISSING = "No log file: see the console"


def unreadable(reason: str) -> str:
    """Return why the log was not copied."""
    return f"Cannot read log: {reason}"


def copied(lines: int) -> str:
    """Return how much was copied."""
    return f"Copied {counted(lines, 'log line')}"
