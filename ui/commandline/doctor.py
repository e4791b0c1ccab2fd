"""`sempal doctor`: versions, folders, audio devices, graphics and models."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import trio

from ui.commandline.argument import flag, option
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.text import commandline as text

PACKAGES = (
    "sempal",
    "kivy",
    "pyo",
    "trio",
    "aiosqlite",
    "numpy",
    "soundfile",
    "soxr",
)
"""Packages whose versions are printed."""
PROBE_GL = """
import sys
from pathlib import Path
from ui.window import prepare
prepare(Path(sys.argv[1]), (64, 64), offscreen=sys.argv[2] == "offscreen")
from kivy.core.window import Window
from kivy.graphics.opengl import glGetString, GL_RENDERER, GL_VERSION
Window.dispatch("on_draw")
print(glGetString(GL_RENDERER).decode(), "/", glGetString(GL_VERSION).decode())
"""
"""Runs in a subprocess, which a broken driver may crash."""
GL_PATIENCE = 30.0

Facts = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorOptions(Options):
    """Arguments of `doctor`."""

    report: bool = flag("--report", "write all of it, and the logs, into a file for a bug report")
    names: bool = flag("--names", "in the report, also names of files and folders")
    output: str = option("--output", "FILE", "of the report; without: one in this folder")


async def run(context: Context, options: DoctorOptions) -> int:
    """Collect all diagnostics and print them."""
    facts: Facts = {
        "versions": _versions(),
        "data": _data(context.folder),
        "audio": await context.entry.query_devices(),
        "graphics": await _graphics(context.folder),
        "models": _models(context.folder),
    }
    if options.report:
        return _report(context, facts, options)
    print(json.dumps(facts) if options.json else "\n".join(_lines(facts)))
    return Status.DONE


def _report(context: Context, facts: Facts, options: DoctorOptions) -> int:
    from ui.commandline.bug_report import write_report

    target = Path(options.output).expanduser() if options.output else None
    try:
        path = write_report(context, facts, target, names=options.names)
    except OSError as error:
        complain(text.report_refused(error.filename, error.strerror or str(error)))
        return Status.FAILED
    done = text.report_written(path, names=options.names)
    print(json.dumps({"report": str(path), "names": options.names}) if options.json else done)
    return Status.DONE


def _versions() -> Facts:
    found: Facts = {"python": platform.python_version(), "system": platform.platform()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "missing"
    found["sqlite"] = sqlite3.sqlite_version
    return found


def _data(folder: Path) -> Facts:
    libraries = [name for name in ("library.db", "sempal.db") if (folder / name).exists()]
    there = folder if folder.exists() else next(p for p in folder.parents if p.exists())
    logs = sorted((folder / "logs").glob("sempal-*.log")) if folder.exists() else []
    return {
        "folder": str(folder),
        "exists": folder.exists(),
        "writable": os.access(there, os.W_OK),
        "libraries": libraries,
        "newest_log": str(logs[-1]) if logs else None,
    }


def _models(folder: Path) -> Facts:
    shipped = files("data").joinpath("models")
    return {
        "shipped": sorted(entry.name for entry in shipped.iterdir()) if shipped.is_dir() else [],
        "installed": sorted(p.name for p in (folder / "models").glob("*")),
    }


async def _graphics(folder: Path) -> Facts:
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    how = "screen" if screen or not sys.platform.startswith("linux") else "offscreen"
    command = [sys.executable, "-P", "-c", PROBE_GL, str(folder / "cache" / "kivy"), how]
    with trio.move_on_after(GL_PATIENCE):
        done = await trio.run_process(
            command, capture_stdout=True, stderr=subprocess.DEVNULL, check=False
        )
        words = done.stdout.decode(errors="replace").strip().splitlines()
        renderer = words[-1] if done.returncode == 0 and words else None
        return {"display": screen or "none", "tried": how, "renderer": renderer}
    return {"display": screen or "none", "tried": how, "renderer": None}


def _lines(facts: Facts, indent: str = "") -> list[str]:
    lines: list[str] = []
    for key, value in facts.items():
        if isinstance(value, dict):
            lines += [f"{indent}{key}", *_lines(value, indent + "  ")]
        elif isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
            lines.append(f"{indent}{key}")
            for number, item in enumerate(value):
                lines += _lines({str(number): item}, indent + "  ")
        else:
            lines.append(f"{indent}{key}: {_words(value)}")
    return lines


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


VERB = Verb(
    "doctor",
    "check audio devices, graphics, folders and versions",
    DoctorOptions,
    run,
    example="sempal doctor",
    lock=Lock.NEVER,
    app=False,
)
