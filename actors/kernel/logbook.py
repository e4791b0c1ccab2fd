"""Where log lines go: the console and one file per launch.

A line reads `time level process:thread module:function:line message`; a
traceback follows its line.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from datetime import datetime
from pathlib import Path

from loguru import logger

KEPT = 10
"""Files kept, the newest."""
OURS = re.compile(r"sempal-\d{8}-\d{6}-\d+\.log")
"""Only files of this name are ever removed: others may lie in the same folder."""
LINE = (
    "{time:YYYY-MM-DD HH:mm:ss.SSS} {level: <7} {process}:{thread.name} "
    "{name}:{function}:{line} {message}"
)


class _Forward(logging.Handler):
    """Hands lines of the standard library's logging (Kivy's among them) on."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record as one of ours."""
        level = record.levelname if record.levelno in _KNOWN else "DEBUG"
        if "MTDev" in record.getMessage():
            return  # Kivy looks for a touch library on every Linux, and is loud if it is not there
        logger.opt(exception=record.exc_info).log(level, "{}: {}", record.name, record.getMessage())


_KNOWN = {logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL}


def start(folder: Path | None, level: str) -> Path | None:
    """Write to the console from `level` up and, if there is a folder, all to a file.

    Args:
        folder: Made if it is not there; `None` writes no file.
        level: Such as `INFO`.

    Returns:
        The file; `None` if there is none because it cannot be written.
    """
    logger.remove()
    if sys.stderr is not None:
        logger.add(sys.stderr, level=level.upper(), format="{level: <7} {message}")
    logging.basicConfig(handlers=[_Forward()], level=logging.INFO, force=True)
    if folder is None:
        return None
    now = datetime.now().astimezone()
    file = folder / f"sempal-{now:%Y%m%d-%H%M%S}-{os.getpid()}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logger.add(file, level=min_level(level), format=LINE, enqueue=False, encoding="utf-8")
        _prune(folder)
    except OSError as error:
        logger.warning("no log file: {}", error)
        return None
    return file


def min_level(level: str) -> str:
    """Return the level of the file: never coarser than INFO."""
    return level.upper() if level.upper() in {"TRACE", "DEBUG"} else "INFO"


def _prune(folder: Path) -> None:
    ours = sorted(entry for entry in folder.iterdir() if OURS.fullmatch(entry.name))
    for old in ours[:-KEPT]:
        old.unlink(missing_ok=True)
