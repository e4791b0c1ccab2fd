"""What the config actor hears and says."""

from __future__ import annotations

from dataclasses import dataclass

from models.state.settings import Settings


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """Write these to `config.toml` soon; the newest wins."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """What `config.toml` says; the defaults where it says nothing."""

    settings: Settings
    problems: tuple[str, ...] = ()
    """One line for each thing that was ignored: what, which and why."""


@dataclass(frozen=True, slots=True)
class SettingsSaved:
    """The newest choices are in the file."""


@dataclass(frozen=True, slots=True)
class SettingsFailed:
    """The file could not be written; choices hold until the end of this run."""

    reason: str
    """What, which and why; lower case, no advice."""


Command = SaveSettings
Event = SettingsRead | SettingsSaved | SettingsFailed
