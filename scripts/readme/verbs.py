"""Guide: every verb of the command line with its arguments, and the exit statuses."""

from __future__ import annotations

from ui.commandline import argument, verbs
from ui.commandline.start import StartOptions
from ui.commandline.verb import Options
from ui.text.commandline import STATUSES

COMMON = (
    "Each takes `--json`, `--data-dir DIR` (another `.sempal` folder) and `--log-level LEVEL`;"
    " `--help` explains the rest."
)


def block() -> str:
    """Return the table, and two lines on what all verbs share."""
    rows = [_row("", StartOptions, "open the window")]
    rows += [
        _row(typed, verb.options, verb.help)
        for typed, verb in verbs.load_all()
        if typed != verbs.WINDOW
    ]
    statuses = " · ".join(f"{status} {words}" for status, words in STATUSES.items())
    return "\n".join(
        (
            "| `sempal` … | |",
            "|---|---|",
            *rows,
            "",
            COMMON,
            f"Exit status: {statuses}.",
        )
    )


def _row(typed: str, options: type, words: str) -> str:
    common = argument.declared(Options)
    declared = [one for name, one in argument.declared(options).items() if name not in common]
    declared.sort(key=lambda one: bool(one.flag) and not one.given.get("required"))
    usage = " ".join(filter(None, (typed, *(one.usage for one in declared))))
    return f"| `{usage}` | {words} |".replace("FILE|URL", "FILE\\|URL")
