"""Steps that remove, narrow or restore sources: scans are stopped and drives checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from actors.kernel.mailbox import Address
from actors.library.following import follow
from actors.library.history import sources as steps
from actors.library.history.journal import Step
from actors.library.query import sources
from actors.library.roots import Roots
from actors.library.scans import Scans
from actors.library.search_texts import SearchTexts
from actors.library.steps import History
from actors.library.store import Store
from actors.library.watch.service import Watching
from actors.messages import library
from models.state.notice import Notice


@dataclass(frozen=True, slots=True)
class SourceSteps:
    """Changes the list of sources and sends events about it."""

    store: Store
    events: Address[library.Event]
    history: History
    roots: Roots
    scans: Scans
    watching: Watching
    texts: SearchTexts

    async def remove(self, command: library.RemoveSource) -> None:
        """Remove a source from the library."""
        await self.scans.stop(command.source)
        await self.history.record(partial(steps.remove, source=command.source))
        await self.changed()

    async def narrow(self, command: library.NarrowSource) -> None:
        """Reduce a source to one of its folders."""
        await self.scans.stop(command.source)
        await self.history.record(
            partial(steps.narrow, source=command.source, folder=command.folder)
        )
        await self.changed()

    async def undo_or_redo(self, step: Step, *, back: bool) -> Step | Notice:
        """Undo or redo a source step; return the next step if this one was void, else a notice."""
        await self.stop_scans(await self.store.rows.read(partial(steps.step_root, step=step)))
        following = await self.history.undo_or_redo(back=back, meant=step)
        await self.changed(quiet=True)  # what is listed stays listed
        return following

    async def stop_scans(self, root: bytes) -> None:
        """Stop the scans in a folder that is about to belong to another source."""
        for source in await self.roots.sources_inside(root):
            await self.scans.stop(source)

    async def changed(self, *, quiet: bool = False) -> None:
        """Send the sources, and start scanning and watching those that came back."""
        await follow(self.store)
        await self.roots.check_all()
        await self.send_sources(quiet=quiet)
        self.watching.sources_changed()
        self.texts.start()
        await self.history.send_changes()

    async def send_sources(self, *, quiet: bool = False) -> None:
        """Send the list of sources."""
        listed = await self.store.rows.read(sources.list_sources)
        await self.events.send(library.SourcesListed(listed, quiet))
