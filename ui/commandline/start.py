"""Options of `sempal` itself, before any verb; the window has no others."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from ui.commandline.argument import flag, option


def _size(given: str) -> tuple[int, int]:
    width, _, height = given.partition("x")
    try:
        return int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not WIDTHxHEIGHT: {given}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartOptions:
    """Options before a verb."""

    offscreen: bool = flag("--offscreen", "render the window without a screen")
    no_demo: bool = flag("--no-demo", "do not open the demo library on a first start")
    size: tuple[int, int] | None = option(
        "--size",
        "WIDTHxHEIGHT",
        "window size; without it, as it was left",
        type=_size,
        default=None,
    )
    debug: bool = flag("--debug", "log steps that block the main loop for more than 4 ms")
    paths: tuple[str, ...] = ()
    """Files and folders to be shown, as typed; see `ui.commandline.parser`."""
