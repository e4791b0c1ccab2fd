"""The config actor: reads settings once, and writes them shortly after they change."""

from __future__ import annotations

from pathlib import Path

import trio
from loguru import logger

from actors.config.reader import Read, read_settings
from actors.config.writer import write_settings
from actors.kernel import logbook
from actors.kernel.mailbox import Address, Mailbox
from actors.messages import config
from models.state.settings import Settings

PATIENCE = 0.4
"""Debounce in seconds before the file is written: a slider changes often."""


class ConfigActor:
    """Receives `config.Command`, sends `config.Event`."""

    def __init__(
        self, inbox: Mailbox[config.Command], events: Address[config.Event], folder: Path
    ) -> None:
        self._inbox, self._events, self._folder = inbox, events, folder
        self._wanted = Settings()
        """Newest settings; written even if the actor is cancelled first."""

    async def run(self) -> None:
        """Send the settings of the file, then save changes until cancelled."""
        found = await trio.to_thread.run_sync(read_settings, self._folder)
        for reason in found.problems:
            logger.warning("config: {}", reason)
        await self._events.send(config.SettingsRead(found.settings, found.problems))
        self._wanted = written = found.settings
        logbook.set_level(found.settings.log.value, at_launch=True)
        try:
            while True:
                self._wanted = (await self._inbox.receive()).settings
                await self._calm()
                logbook.set_level(self._wanted.log.value)
                reason = await _kept(found, written, self._wanted)
                written = self._wanted
                await self._events.send(
                    config.SettingsFailed(reason) if reason else config.SettingsSaved()
                )
        finally:
            with trio.CancelScope(shield=True):
                while (last := self._inbox.take_nowait()) is not None:
                    self._wanted = last.settings
                await _kept(found, written, self._wanted)

    async def _calm(self) -> None:
        """Return once no further settings arrive."""
        while True:
            with trio.move_on_after(PATIENCE) as wait:
                self._wanted = (await self._inbox.receive()).settings
            if wait.cancelled_caught:
                return


async def _kept(found: Read, before: Settings, after: Settings) -> str:
    """Write changed settings; return the reason of a failure, or ""."""
    try:
        await trio.to_thread.run_sync(write_settings, found.path, before, after)
    except (OSError, ValueError) as error:
        logger.error("config: {} cannot be written: {}", found.path, error)
        return f"{found.path} cannot be written: {error}"
    return ""
