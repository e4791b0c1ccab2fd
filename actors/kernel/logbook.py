"""Where log lines go: the console and one file per launch.

A line reads `time level process:thread module:function:line message`; a
traceback follows its line.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from loguru import logger

KEPT = 10
"""Files kept, the newest."""
OURS = re.compile(r"sempal-\d{8}-\d{6}-\d+\.log")
"""Only files of this name are ever removed: others may lie in the same folder."""
LINE = (
    "{time:YYYY-MM-DD HH:mm:ss.SSS} {level: <7} {process}:{thread.name} "
    "{name}:{function}:{line} {message}"
)
CONSOLE = "{level: <7} {message}"
AUTO = "auto"
"""The level that the launch was started with."""


class _Forward(logging.Handler):
    """Hands lines of the standard library's logging (Kivy's among them) on."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record as one of ours."""
        level = record.levelname if record.levelno in _KNOWN else "DEBUG"
        if "MTDev" in record.getMessage():
            return  # Kivy looks for a touch library on every Linux, and is loud if it is not there
        logger.opt(exception=record.exc_info).log(level, "{}: {}", record.name, record.getMessage())


_KNOWN = {logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL}


@dataclass(slots=True)
class _Launch:
    """What this process writes to, and since when."""

    file: Path | None = None
    begun: str = "WARNING"
    level: str = "WARNING"
    fixed: bool = False


_launch = _Launch()


def start(folder: Path | None, level: str, *, fixed: bool = False) -> Path | None:
    """Write to the console from `level` up and, if there is a folder, all to a file.

    Args:
        folder: Made if it is not there; `None` writes no file.
        level: Such as `INFO`.
        fixed: The person named it for this launch: `config.toml` does not count.

    Returns:
        The file; `None` if there is none because it cannot be written.
    """
    logging.basicConfig(handlers=[_Forward()], level=logging.INFO, force=True)
    file = None
    if folder is not None:
        now = datetime.now().astimezone()
        file = folder / f"sempal-{now:%Y%m%d-%H%M%S}-{os.getpid()}.log"
    _launch.file, _launch.begun, _launch.level = file, level.upper(), level.upper()
    _launch.fixed = fixed
    problem = _write()
    _hear_of_crashes()
    if file is not None and not problem:
        _prune(file.parent)
    return None if problem else file


def change(level: str, *, launching: bool = False) -> None:
    """Tell more or less from now on; `auto`: as at the start.

    Args:
        level: Such as `info`.
        launching: It stands in a file: what was named for this launch counts more.
    """
    if launching and _launch.fixed:
        return
    wanted = _launch.begun if level == AUTO else level.upper()
    if wanted != _launch.level:
        _launch.level = wanted
        _write()
        logger.info("log level: {}", wanted)


def newest(lines: int) -> str:
    """Return the last lines of this launch's file; empty if it has none.

    Raises:
        OSError: it cannot be read.
    """
    if _launch.file is None:
        return ""
    return "".join(_launch.file.read_text("utf-8", "replace").splitlines(keepends=True)[-lines:])


def min_level(level: str) -> str:
    """Return the level of the file: never coarser than INFO."""
    return level.upper() if level.upper() in {"TRACE", "DEBUG"} else "INFO"


def _write() -> str:
    """Let lines go where they belong; return why the file cannot be written."""
    logger.remove()
    if sys.stderr is not None:
        logger.add(sys.stderr, level=_launch.level, format=CONSOLE, diagnose=False)
    if _launch.file is None:
        return ""
    try:
        _launch.file.parent.mkdir(parents=True, exist_ok=True)
        level = min_level(_launch.level)
        # Not diagnose: the values of variables are nobody's business.
        logger.add(_launch.file, level=level, format=LINE, diagnose=False, encoding="utf-8")
    except OSError as error:
        logger.warning("no log file: {}", error)
        _launch.file = None
        return str(error)
    return ""


def _hear_of_crashes() -> None:
    """Let what nobody catches be logged once: here, in other threads, in what is cleaned up."""
    sys.excepthook = _crashed
    threading.excepthook = lambda crash: _crashed(
        crash.exc_type,
        crash.exc_value or crash.exc_type(),
        crash.exc_traceback,
        crash.thread.name if crash.thread else "a thread",
    )
    sys.unraisablehook = lambda crash: logger.opt(exception=crash.exc_value).error(
        "ignored, because nobody can hear of it: {}", crash.err_msg or crash.object
    )


def _crashed(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    where: str = "the program",
) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return  # whoever asked for it knows
    logger.opt(exception=(kind, error, trace)).critical("{} crashed", where)


def _prune(folder: Path) -> None:
    try:
        ours = sorted(entry for entry in folder.iterdir() if OURS.fullmatch(entry.name))
        for old in ours[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("old log files stay: {}", error)
