"""The app itself: undo, settings, sheets, panels and tasks."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Ticket
from models.state.notice import Notice
from models.state.screen import Panel, Sheet


@dataclass(frozen=True, slots=True)
class CancelTask:
    """Stop this long work."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the newest step back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again what was taken back last."""


@dataclass(frozen=True, slots=True)
class StepBack:
    """Esc: stop the sound, else leave the innermost thing that is open."""


@dataclass(frozen=True, slots=True)
class FocusPanel:
    """Let the keyboard speak to this panel; sounds and selections stay."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class ToggleSheet:
    """Open this sheet, or close it if it is open."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class ToggleFullScreen:
    """Fill the screen, or be a window again."""


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Give a setting another value, from now on and in `config.toml`."""

    name: str
    """A field of `Settings`."""
    value: object
    """Of the type of that field; a number out of its bounds is brought inside."""


@dataclass(frozen=True, slots=True)
class UseFingers:
    """The screen was touched by a finger, or again by the mouse."""

    on: bool


@dataclass(frozen=True, slots=True)
class ShowNotice:
    """Show a line in the status bar: what the screen itself has to say."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class MoveFocus:
    """Move by so many rows in the focused panel; stops at either end, and ends the selection."""

    rows: int
    keep: bool = False
    """The selection stays: further rows are selected one by one."""


AppIntent = (
    CancelTask
    | Undo
    | Redo
    | StepBack
    | FocusPanel
    | ToggleSheet
    | ToggleFullScreen
    | ChangeSetting
    | UseFingers
    | ShowNotice
    | MoveFocus
)
