"""Context of a verb: the data folder, and access to the actors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ui.commandline import lock

if TYPE_CHECKING:  # these import numpy and trio, which `--help` does not need
    from actors.kernel.standby import Standby
    from actors.messages.front import Front
    from actors.messages.ports import Ports
    from actors.messages.service_ports import ServicePorts
    from models.audio.take import RecordingProgress, Take
    from models.cluster.embedding_run import EmbeddingRun
    from models.cluster.place import Place
    from models.library.backup import Backup
    from models.library.export.profile import Profile
    from models.predecessor.report import ImportReport
    from models.state.settings import Settings


class Entry(Protocol):
    """Entry point to the actors, see `actors.entry`; imports them when called."""

    def import_rooms(self) -> None:
        """Import the session and the library, so that work begins at once."""

    def import_wiring(self) -> None:
        """Import what starts the actors, which imports each of them then."""

    def running(
        self,
        folder: Path,
        *,
        sound: bool = ...,
        auto_embed: bool = ...,
        model: str = ...,
        front: Front | None = ...,
    ) -> AbstractAsyncContextManager[Ports]:
        """Start every actor; stop them all on leaving."""

    def start_standby(self) -> Awaitable[Standby | None]:
        """Start the engine's process, which imports its part while the window is made."""

    def open_front(self, settings: Settings, standby: Standby | None = ...) -> Front:
        """Return where intents wait and the state is shown before the actors run."""

    def services(
        self,
        folder: Path,
        *,
        embedding: EmbeddingRun | None = ...,
        resume: bool = ...,
    ) -> AbstractAsyncContextManager[ServicePorts]:
        """Run the library and perhaps the embeddings, without a session."""

    def verified_models(self, folder: Path) -> tuple[dict[str, str], str]:
        """Return the hashes of all installed models, and why one cannot be used."""

    def host_worker(
        self,
        folder: Path,
        place: Place,
        threads: int,
        connected: Callable[[str], None],
        refused: Callable[[str], None],
    ) -> Awaitable[str]:
        """Work for others until cancelled; return why that is impossible."""

    def load_settings(
        self, folder: Path, change: Callable[[Settings], Settings] | None = None
    ) -> Settings:
        """Load the settings of a data folder; with `change`, apply and save it first."""

    def explain_settings(self, folder: Path) -> tuple[Path, tuple[Any, ...], tuple[str, ...]]:
        """Return the path of `config.toml`, every setting, and the errors in the file."""

    def list_profiles(self, folder: Path) -> tuple[tuple[Profile, ...], tuple[str, ...]]:
        """Return the hardware profiles for export, and the errors in the user's own."""

    def list_backups(self, folder: Path) -> tuple[Backup, ...]:
        """Return the backups of the library that can be restored, newest first."""

    def count_rows(self, folder: Path) -> dict[str, int]:
        """Return the number of rows of each table of the library."""

    def restore_backup(self, folder: Path, name: str) -> str:
        """Restore one of them; return under which name the present library is kept."""

    def record_take(
        self, input_name: str, path: Path, tell: Callable[[RecordingProgress], None], longest: float
    ) -> Awaitable[Take]:
        """Record until silence into a new file, at most so many seconds."""

    def query_devices(self) -> Awaitable[object]:
        """Return audio drivers and devices as plain data."""

    def preview_import(self, home: Path | None, folder: Path) -> ImportReport | str:
        """Return a preview of an import, or why nothing can be imported."""


@dataclass(frozen=True, slots=True)
class Context:
    """Context of a verb."""

    folder: Path
    """The `.sempal` folder."""
    entry: Entry

    def app(self) -> AbstractAsyncContextManager[Ports]:
        """Start every actor, without sound, for the body of the context."""
        return self.entry.running(self.folder, sound=False)

    def library(self, *, resume: bool = True) -> AbstractAsyncContextManager[ServicePorts]:
        """Run the library actor alone for the body of the context.

        Args:
            resume: Complete steps that a crash interrupted: not without the lock, as another
                process may be at one.
        """
        return self.entry.services(self.folder, resume=resume)

    def embeddings(
        self,
        *,
        model: str = "",
        place: Place | None = None,
        waited: Callable[[str], None] | None = None,
    ) -> AbstractAsyncContextManager[ServicePorts]:
        """Run the actors of library and embeddings for the body of the context.

        Args:
            model: Embedding model of this run; empty: the one of `config.toml`.
            place: Where this run computes; `None`: as in `config.toml`.
            waited: Receives why work waits for a cluster, and empty when it goes on.
        """
        from models.cluster.embedding_run import EmbeddingRun

        run = EmbeddingRun(model, place, waited)
        return self.entry.services(self.folder, embedding=run)

    def lock(self) -> AbstractContextManager[None]:
        """Lock the data folder for the body of the context.

        Raises:
            Locked: Another process holds the lock.
        """
        return lock.hold(self.folder)
