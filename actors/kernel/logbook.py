"""Log sinks: the console and one file per launch.

A line reads `time level process:thread module:function:line message`; a traceback follows its line.
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
"""Log files kept, newest first."""
LOG_NAME = re.compile(r"sempal-\d{8}-\d{6}-\d+\.log")
"""Names of our log files; only these are pruned, as others may lie in the same folder."""
LINE = (
    "{time:YYYY-MM-DD HH:mm:ss.SSS} {level: <7} {process}:{thread.name} "
    "{name}:{function}:{line} {message}"
)
CONSOLE = "{level: <7} {message}"
AUTO = "auto"
"""Stands for the level given at launch."""


class _Forward(logging.Handler):
    """Forwards records of the standard library's logging (Kivy's among them) to loguru."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record through loguru."""
        level = record.levelname if record.levelno in _KNOWN else "DEBUG"
        if record.getMessage().startswith(_NEEDLESS):
            return
        logger.opt(exception=record.exc_info).log(level, "{}: {}", record.name, record.getMessage())


_NEEDLESS = ("MTDev", "Cutbuffer")
"""What Kivy warns of where a touch library, xclip or xsel is missing; we use none of them."""
_KNOWN = {logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL}


@dataclass(slots=True)
class _Launch:
    """Log sinks and levels of this process."""

    file: Path | None = None
    initial: str = "WARNING"
    level: str = "WARNING"
    fixed: bool = False


_launch = _Launch()


def start(folder: Path | None, level: str, *, fixed: bool = False) -> Path | None:
    """Log to the console from `level` up and, given a folder, everything to a file.

    Args:
        folder: Created if missing; `None` writes no file.
        level: Such as `INFO`.
        fixed: The level was given on the command line and overrides `config.toml`.

    Returns:
        The log file; `None` if there is none or it cannot be written.
    """
    logging.basicConfig(handlers=[_Forward()], level=logging.INFO, force=True)
    file = None
    if folder is not None:
        now = datetime.now().astimezone()
        file = folder / f"sempal-{now:%Y%m%d-%H%M%S}-{os.getpid()}.log"
    _launch.file, _launch.initial, _launch.level = file, level.upper(), level.upper()
    _launch.fixed = fixed
    reason = _add_sinks()
    _hook_crashes()
    if file is not None and not reason:
        _prune(file.parent)
    return None if reason else file


def set_level(level: str, *, at_launch: bool = False) -> None:
    """Change the log level; `auto` restores the one given at launch.

    Args:
        level: Such as `info`.
        at_launch: The level comes from `config.toml`: ignore it if one was given at launch.
    """
    if at_launch and _launch.fixed:
        return
    wanted = _launch.initial if level == AUTO else level.upper()
    if wanted != _launch.level:
        _launch.level = wanted
        _add_sinks()
        logger.info("log level: {}", wanted)


def tail(lines: int) -> str:
    """Return the last `lines` lines of this launch's log file; empty if there is none.

    Raises:
        OSError: the file cannot be read.
    """
    if _launch.file is None:
        return ""
    return "".join(_launch.file.read_text("utf-8", "replace").splitlines(keepends=True)[-lines:])


def min_level(level: str) -> str:
    """Return the level of the log file: `level`, but never coarser than INFO."""
    return level.upper() if level.upper() in {"TRACE", "DEBUG"} else "INFO"


def _add_sinks() -> str:
    """Install the log sinks; return why the file cannot be written, or an empty string."""
    logger.remove()
    if sys.stderr is not None:
        logger.add(sys.stderr, level=_launch.level, format=CONSOLE, diagnose=False)
    if _launch.file is None:
        return ""
    try:
        _launch.file.parent.mkdir(parents=True, exist_ok=True)
        level = min_level(_launch.level)
        # No `diagnose`: it would log the values of variables.
        logger.add(_launch.file, level=level, format=LINE, diagnose=False, encoding="utf-8")
    except OSError as error:
        logger.warning("no log file: {}", error)
        _launch.file = None
        return str(error)
    return ""


def _hook_crashes() -> None:
    """Log uncaught exceptions of the main thread, of other threads and of finalizers."""
    sys.excepthook = _log_crash
    threading.excepthook = lambda crash: _log_crash(
        crash.exc_type,
        crash.exc_value or crash.exc_type(),
        crash.exc_traceback,
        crash.thread.name if crash.thread else "a thread",
    )
    sys.unraisablehook = lambda crash: logger.opt(exception=crash.exc_value).error(
        "unraisable exception ignored: {}", crash.err_msg or crash.object
    )


def _log_crash(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    where: str = "the program",
) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return  # requested, not a crash
    logger.opt(exception=(kind, error, trace)).critical("{} crashed", where)


def _prune(folder: Path) -> None:
    try:
        ours = sorted(entry for entry in folder.iterdir() if LOG_NAME.fullmatch(entry.name))
        for old in ours[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("cannot remove old log files: {}", error)
