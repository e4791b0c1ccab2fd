"""What a verb has to work with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ui.commandline import lock

if TYPE_CHECKING:  # these bring numpy and trio, which `--help` does not wait for
    from actors.messages.ports import Ports
    from models.predecessor.report import ImportReport
    from models.state.settings import Settings


class Entry(Protocol):
    """The way into the actors, see `actors.entry`; each is imported when it is called."""

    def load(self) -> None:
        """Import every actor, which takes a second."""

    def running(
        self, folder: Path, *, sound: bool = ..., listens: bool = ..., model: str = ...
    ) -> AbstractAsyncContextManager[Ports]:
        """Start every actor; stop them all on leaving."""

    def chosen(
        self, folder: Path, change: Callable[[Settings], Settings] | None = None
    ) -> Settings:
        """Return the settings of a data folder, after a change if there is one."""

    def explained(self, folder: Path) -> tuple[Path, tuple[Any, ...], tuple[str, ...]]:
        """Return the file, every setting, and what was ignored in it."""

    def devices(self) -> Awaitable[object]:
        """Return audio hosts and devices as plain data."""

    def previewed(self, home: Path | None, folder: Path) -> ImportReport | str:
        """Return what an import would do, or why nothing can be imported."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a verb has to work with."""

    folder: Path
    """The `.sempal` folder."""
    entry: Entry

    def app(self, *, model: str = "") -> AbstractAsyncContextManager[Ports]:
        """Return every actor, to be started, without sound.

        Args:
            model: Embedding model of this run; empty: as `config.toml` has it.
        """
        return self.entry.running(self.folder, sound=False, model=model)

    def lock(self) -> AbstractContextManager[None]:
        """Hold the data folder while the body runs.

        Raises:
            Locked: another sempal holds it.
        """
        return lock.hold(self.folder)
