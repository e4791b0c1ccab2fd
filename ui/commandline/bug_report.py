"""`sempal doctor --report`: one file that belongs to the report of a bug."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path

from ui.commandline.context import Context
from ui.commandline.redaction import HIDDEN, setting_words, without_names
from ui.text import commandline as text
from ui.text.quantity import count_noun

LOGS, LINES = 3, 2000
"""Newest log files, and the newest lines of each."""


def write_report(
    context: Context, facts: Mapping[str, object], target: Path | None, *, names: bool
) -> Path:
    """Write the report; return its path.

    Args:
        context: The data folder that it is about.
        facts: What `sempal doctor` found out.
        target: A new file; `None`: one in the working folder, named by the time.
        names: Include the names of files and folders.

    Raises:
        OSError: It cannot be written, or is there already.
    """
    path = target or Path(f"sempal-report-{time.strftime('%Y%m%d-%H%M%S')}.txt")
    with path.open("x", encoding="utf-8") as file:
        file.write("\n".join(_lines(context, facts, names=names)) + "\n")
    return path


def _lines(context: Context, facts: Mapping[str, object], *, names: bool) -> list[str]:
    lines = [text.REPORT_WITH_NAMES if names else text.REPORT_WITHOUT_NAMES, ""]
    plain = json.dumps(facts if names else _shortened(facts), indent=1, ensure_ascii=False)
    lines += ["# doctor", plain, "", "# library"]
    try:
        counts = context.entry.count_rows(context.folder)
    except Exception as error:  # noqa: BLE001 - a damaged library is what the report may be about
        counts = {}
        lines.append(f"{type(error).__name__}: {error if names else HIDDEN}")
    lines += [f"{name}: {count}" for name, count in counts.items()]
    lines += ["", "# backups"]
    for one in context.entry.list_backups(context.folder):
        held = count_noun(one.samples, "sample")
        lines.append(f"{one.name}: {held}, {one.size} B{' damaged' if one.damage else ''}")
    lines += ["", "# settings"]
    _, rows, problems = context.entry.explain_settings(context.folder)
    for row in rows:
        value = row.value if names else setting_words(row.place, row.value)
        lines.append(f"{row.place}: {json.dumps(value, ensure_ascii=False)} ({row.origin})")
    lines += problems if names else (HIDDEN for _ in problems)
    for log in sorted((context.folder / "logs").glob("sempal-*.log"), reverse=True)[:LOGS]:
        written = log.read_text("utf-8", "replace")
        kept = (written.splitlines() if names else list(without_names(written)))[-LINES:]
        lines += ["", f"# {log.name}", *kept]
    return lines


def _shortened(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts without the paths of the data folder, in which a name is a person's."""
    kept = dict(facts)
    data = kept.get("data")
    if isinstance(data, dict):
        kept["data"] = {key: value for key, value in data.items() if not isinstance(value, str)}
    return kept
