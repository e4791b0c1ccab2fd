"""Intents of the app itself: undo, settings, sheets, panels and tasks."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Ticket
from models.state.key_command import SAMPLES, key_command
from models.state.notice import Notice
from models.state.screen import Panel, Sheet
from models.state.window_layout import Dock
from models.triage.order import TriageOrder


@dataclass(frozen=True, slots=True)
class CancelTask:
    """Cancel a task."""

    ticket: Ticket


@key_command("pause-work", "Pause / resume analysis", "Ctrl+p", after="settings")
@dataclass(frozen=True, slots=True)
class PauseWork:
    """Pause embedding and analysis before the next batch, or go on."""


@key_command("undo", "Undo", "Ctrl+z", after="loop")
@dataclass(frozen=True, slots=True)
class Undo:
    """Undo the newest step."""


@key_command("redo", "Redo", "Ctrl+Shift+z", "Ctrl+y", after="undo")
@dataclass(frozen=True, slots=True)
class Redo:
    """Redo the step that was undone last."""


@key_command("step-back", "Stop / back", "escape", after="play-from-playhead")
@dataclass(frozen=True, slots=True)
class StepBack:
    """Esc: stop playback, else close the innermost open thing."""


@dataclass(frozen=True, slots=True)
class FocusPanel:
    """Give a panel the keyboard focus; playback and selections are kept."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class ToggleSheet:
    """Open a sheet, or close it if it is open."""

    sheet: Sheet


@key_command("full-screen", "Full screen", "f11", after="add-source")
@dataclass(frozen=True, slots=True)
class ToggleFullScreen:
    """Enter or leave full screen."""


@key_command("quit", "Quit", "Ctrl+q", after="full-screen")
@dataclass(frozen=True, slots=True)
class Quit:
    """Close the window; what was decided is on disk, or is written before the program ends."""


@dataclass(frozen=True, slots=True)
class ShowPanel:
    """Show or hide a panel."""

    dock: Dock
    on: bool
    roomy: bool = True
    """Whether the window has room for it; if not, it is shown or hidden for now only."""


@key_command("strip", "Narrow / whole window", "f12", after="full-screen")
@dataclass(frozen=True, slots=True)
class ToggleStrip:
    """Make the window narrow and keep it above others, or make it what it was."""


@dataclass(frozen=True, slots=True)
class RememberWindow:
    """Remember size and place of the window for the next start."""

    width: int
    """dp."""
    height: int
    left: int | None
    """Pixels of the screen; `None`: unknown."""
    top: int | None
    strip: bool
    """Whether it is the narrow window."""


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Change a setting, and save it in `config.toml`."""

    name: str
    """A key of `Settings`, or of a part of one: `route.rate`."""
    value: object
    """Of the type of the field; a number is clamped to its bounds."""


@dataclass(frozen=True, slots=True)
class UseFingers:
    """Report whether the last input was touch or mouse."""

    on: bool


@dataclass(frozen=True, slots=True)
class ShowNotice:
    """Show a notice of the screen in the status bar."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class MoveFocus:
    """Move the focus by a number of rows, clamped; clears the selection."""

    rows: int
    keep: bool = False
    """Keep the selection, so that single rows can be added."""


@key_command("likely-keep", "Likely keep first", "g k", panels=SAMPLES, after="previous-search")
@dataclass(frozen=True, slots=True)
class SortByTriage:
    """List what is not decided by what the marks of the source or collection make likely."""

    order: TriageOrder = TriageOrder.KEEP


@key_command(
    "reset-triage", "Marks so far teach nothing", "g x", panels=SAMPLES, after="unsure-first"
)
@dataclass(frozen=True, slots=True)
class ResetTriage:
    """Let the marks of the source or collection teach nothing any more; they stay."""


AppIntent = (
    CancelTask
    | PauseWork
    | Undo
    | Redo
    | StepBack
    | FocusPanel
    | ToggleSheet
    | ToggleFullScreen
    | Quit
    | ShowPanel
    | ToggleStrip
    | RememberWindow
    | ChangeSetting
    | UseFingers
    | ShowNotice
    | MoveFocus
    | SortByTriage
    | ResetTriage
)
