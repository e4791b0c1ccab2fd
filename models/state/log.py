"""Log levels."""

from __future__ import annotations

from enum import Enum


class LogLevel(Enum):
    """Level from which lines go to the console; the log file has INFO and above."""

    AUTO = "auto"
    """As set by the flag or the environment."""
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
