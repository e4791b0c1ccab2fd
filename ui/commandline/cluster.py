"""Options of verbs that can work on a cluster."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from models.analysis.report import AnalysisReport
from models.cluster.path_map import parse_pair, roots_there
from models.cluster.place import InvalidPlace, Place, Unprotected, checked_place
from models.library.file_name import display_path
from models.similarity.embedding_report import EmbeddingReport
from ui.commandline.argument import flag, option
from ui.commandline.context import Context
from ui.commandline.output import complain, finish, report_fields
from ui.commandline.status import Status
from ui.commandline.verb import Options
from ui.text import commandline as text

if TYPE_CHECKING:
    from actors.kernel.mailbox import Address
    from actors.messages.service_ports import ServicePorts
    from models.audio.units import SourceId


Report = TypeVar("Report", bound=EmbeddingReport | AnalysisReport)


class ClusterRefused(Exception):
    """The options name no cluster that can be used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsOptions(Options):
    """How connections are protected."""

    tls_ca: str = option("--tls-ca", "FILE", "certificate of the authority that signed all others")
    tls_cert: str = option("--tls-cert", "FILE", "certificate of this machine")
    tls_key: str = option("--tls-key", "FILE", "key of that certificate")
    insecure: bool = flag("--insecure", "connect to other machines without TLS")

    def place_at(self, address: str, configured: Place) -> Place:
        """Return a place with these options; those left out are as configured.

        Raises:
            ClusterRefused: It cannot be used.
        """
        place = replace(configured, address=address)
        for name in ("tls_ca", "tls_cert", "tls_key", "insecure"):
            if value := getattr(self, name):
                place = replace(place, **{name: value})
        try:
            return checked_place(place)
        except InvalidPlace as error:
            how = f": {text.TLS_OPTIONS}" if isinstance(error, Unprotected) else ""
            raise ClusterRefused(f"{error}{how}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterOptions(TlsOptions):
    """Where to work."""

    cluster: str = option(
        "--cluster", "ADDRESS", "Dask scheduler tcp://HOST:8786, or local:N for N workers here"
    )
    map: tuple[str, ...] | None = option(
        "--map",
        "HERE=THERE",
        "where workers see a folder of this computer; kept for its sources",
        default=None,
        action="append",
    )

    @property
    def shows_progress(self) -> bool:
        """Whether lines of progress are printed: a cluster has much to do."""
        return bool(self.cluster) and not self.json

    def place(self, context: Context) -> Place | None:
        """Return where to work; `None`: as configured.

        Raises:
            ClusterRefused: It cannot be used.
        """
        if not self.cluster:
            return None
        return self.place_at(self.cluster, context.entry.load_settings(context.folder).place)

    async def store_maps(self, ports: ServicePorts) -> str:
        """Store where workers see our sources; return why that is impossible, empty if it is not.

        Raises:
            NoReply: The library failed.
        """
        from actors.kernel.reply import ask
        from actors.messages import library
        from ui.commandline.wait import SILENCE

        for pair in self.map or ():
            try:
                here, there = map(os.fsencode, parse_pair(pair))
            except ValueError as error:
                return str(error)
            sources = await ask(ports.library, library.FetchSources, within=SILENCE)
            found = roots_there((one.root for one in sources), here, there)
            if not found:
                return text.no_source_in(display_path(here))
            for source in sources:
                if source.root in found:
                    worker_root = b"" if here == there else found[source.root]
                    await _store_worker_root(ports, source.id, worker_root)
        return ""


async def _store_worker_root(ports: ServicePorts, source: SourceId, root: bytes) -> None:
    from actors.kernel.reply import Reply, ask
    from actors.messages import library
    from ui.commandline.wait import SILENCE

    def command(reply: Reply[bool]) -> library.SetSourceOptions:
        return library.SetSourceOptions(source, worker_root=root, reply_to=reply)

    await ask(ports.library, command, within=SILENCE)


async def ask_with_progress(
    address: Address[Any], command: Callable[..., Any], things: str, *, shown: bool
) -> Any:
    """Return the reply to a command of long work, with lines on standard error meanwhile.

    Args:
        address: The embeddings actor.
        command: `Embed`, `Analyse` or `QueryDuplicates`.
        things: What is counted.
        shown: Whether to print lines.
    """
    import trio

    from actors.kernel.mailbox import Mailbox
    from actors.kernel.reply import ask
    from ui.commandline.progress import print_events
    from ui.commandline.wait import SILENCE

    if not shown:
        return await ask(address, command, within=SILENCE)
    progress: Mailbox[Any] = Mailbox(1)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(print_events, progress, things)
        command = partial(command, progress=progress.address)
        answer = await ask(address, command, within=SILENCE)
        nursery.cancel_scope.cancel()
    return answer


def say_of_workers(warnings: tuple[str, ...], quarantined: tuple[bytes, ...]) -> None:
    """Print which workers got no work, and which files took some down."""
    for one in warnings:
        complain(text.worker_without_work(one))
    for path in quarantined:
        complain(text.quarantined(display_path(path)))


def say_waiting(reason: str) -> None:
    """Print why work waits for the cluster, or that it goes on."""
    complain(text.cluster_waits(reason))


def with_problem(done: Report) -> Report:
    """Return a report whose reason also says what it left out; a script learns it by the status.

    Sounds without features, such as silent ones, are no problem as long as there are others.
    """
    if done.reason:
        return done
    if done.unread:
        return replace(
            done, reason=text.unread(done.unread, done.example, unseen=bool(done.warnings))
        )
    if isinstance(done, EmbeddingReport) and done.failed and not done.embedded + done.known:
        return replace(done, reason=text.none_embedded(done.failed, done.example))
    return done


def finish_work(words: str, done: Report, *, as_json: bool) -> Status:
    """Print the outcome of a run, also of one that left something out; return the exit status."""
    if not as_json and (not done.reason or done.unread):
        print(words)
    return finish("", done.reason, fields=report_fields(done), as_json=as_json)


def refuse(reason: str, options: Options) -> Status:
    """Print why options cannot be used, and return the exit status."""
    if options.json:
        print(json.dumps({"problem": reason}))
    complain(reason)
    return Status.MISUSED
