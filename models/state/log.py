"""How much is told."""

from __future__ import annotations

from enum import Enum


class LogLevel(Enum):
    """From which level on lines go to the console; the log file has INFO and more."""

    AUTO = "auto"
    """As the flag or the environment says."""
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
