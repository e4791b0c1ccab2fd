"""`sempal search list`, `save`, `run`, `rename`, `remove`: searches kept under a name."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from actors.kernel.reply import ask
from actors.messages import embeddings, library
from actors.messages.service_ports import ServicePorts
from models.library.file_name import display_path, encode_path
from models.library.query import Query
from models.library.samples import SampleIds
from models.similarity.neighbours import FileNeighbours, Neighbour
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.saved_search import Question, SavedSearch
from ui.commandline.argument import flag, option, positional
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Group, Lock, Options, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text
from ui.text.notices import question_words

LIMIT = 50
"""Results printed unless said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOptions(Options):
    """The name of a search."""

    name: str = positional("NAME", "name of the search")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions(NameOptions):
    """Arguments of `search run`."""

    limit: int = option("--limit", "N", f"most results ({LIMIT})", type=int, default=LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameOptions(NameOptions):
    """Arguments of `search rename`."""

    to: str = positional("NEW", "its new name")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOptions(NameOptions):
    """Arguments of `search save`."""

    text: str = option("--text", "WORDS", "description, such as “short snare, not clap”")
    filter: str = option("--filter", "TERMS", "filters, such as “len<1 type:kick”")
    like: tuple[Path, ...] | None = option(
        "--like", "FILE", "a sound to find others like it", type=Path, action="append", default=None
    )
    unlike: tuple[Path, ...] | None = option(
        "--unlike", "FILE", "a sound to keep away from", type=Path, action="append", default=None
    )
    inside: bool = flag("--inside", "find places inside long files")


async def list_searches(context: Context, options: Options) -> int:
    """Print the searches, by name."""
    async with context.library() as ports:
        _print(await _searches(ports), as_json=options.json)
    return Status.DONE


async def save(context: Context, options: SaveOptions) -> int:
    """Keep a question under a name, in place of one of that name."""
    async with context.library() as ports:
        wanted = await _sounds(ports, options.like or ())
        unwanted = await _sounds(ports, options.unlike or ())
        asked = SimilarityQuery(wanted, unwanted, words=options.text, inside=options.inside)
        asks = bool(options.text.strip() or wanted)
        question = Question(Query(words=options.filter), asked if asks else None)
        if question.empty:
            complain(text.NOTHING_ASKED)
            return Status.MISUSED
        save_it = partial(library.SaveSearch, options.name, question.to_text())
        await ask(ports.library, save_it, within=SILENCE)
        _print(await _searches(ports), as_json=options.json)
    return Status.DONE


async def rename(context: Context, options: RenameOptions) -> int:
    """Give a search another name, unless another one has it."""
    async with context.library() as ports:
        known = _find(await _searches(ports), options.name)
        if known is None:
            return _unknown(options.name)
        command = partial(library.RenameSearch, known.id, options.to)
        await ask(ports.library, command, within=SILENCE)
        after = await _searches(ports)
        _print(after, as_json=options.json)
    renamed = any(one.id == known.id and one.name == options.to.strip() for one in after)
    if not renamed:
        complain(text.name_taken(options.to))
    return Status.DONE if renamed else Status.FAILED


async def remove(context: Context, options: NameOptions) -> int:
    """Remove a search; `sempal undo` brings it back."""
    async with context.library() as ports:
        known = _find(await _searches(ports), options.name)
        if known is None:
            return _unknown(options.name)
        command = partial(library.RemoveSearch, known.id)
        await ask(ports.library, command, within=SILENCE)
        _print(await _searches(ports), as_json=options.json)
    return Status.DONE


async def run(context: Context, options: RunOptions) -> int:
    """Ask a kept question and print what is found, best first."""
    async with context.library() as ports:
        known = _find(await _searches(ports), options.name)
        if known is None:
            return _unknown(options.name)
        if known.question.asked is None:
            answer = await _listed(ports, known.question.query, options.limit)
    if known.question.asked is not None:
        async with context.embeddings() as ports:
            query = partial(embeddings.QueryQuestion, known.question, options.limit)
            answer = await ask(ports.embeddings, query, within=SILENCE)
    if options.json:
        pairs = ((encode_path(one.path), round(one.score, 6)) for one in answer.neighbours)
        found = [{"path": path, "score": score} for path, score in pairs]
        print(json.dumps({"name": known.name, "found": found}))
    else:
        for one in answer.neighbours:
            print(text.similarity(one.score, display_path(one.path)))
    if answer.reason:
        complain(text.reason_about(known.name, answer.reason))
    return Status.FAILED if answer.reason else Status.DONE


async def _searches(ports: ServicePorts) -> tuple[SavedSearch, ...]:
    return await ask(ports.library, library.ReadSearches, within=SILENCE)


async def _listed(ports: ServicePorts, query: Query, limit: int) -> FileNeighbours:
    """Return the first samples of a list, without the embeddings: nothing is compared."""
    listed = await ask(ports.library, partial(library.FetchListed, query), within=SILENCE)
    first = SampleIds(listed.array[:limit].copy())
    paths = await ask(ports.library, partial(library.FetchPaths, first), within=SILENCE)
    return FileNeighbours(b"", tuple(Neighbour(path, 1.0) for path in paths if path))


async def _sounds(ports: ServicePorts, files: tuple[Path, ...]) -> tuple[Sound, ...]:
    """Return sounds to ask with, by their samples if they are in the library."""
    paths = tuple(os.fsencode(path.absolute()) for path in files)
    if not paths:
        return ()
    samples = await ask(ports.library, partial(library.FindPaths, paths), within=SILENCE)
    return tuple(Sound(*pair) for pair in zip(paths, samples, strict=True))


def _find(searches: tuple[SavedSearch, ...], name: str) -> SavedSearch | None:
    folded = name.strip().casefold()
    return next((one for one in searches if one.name.casefold() == folded), None)


def _unknown(name: str) -> int:
    complain(text.no_search(name))
    return Status.FAILED


def _print(searches: tuple[SavedSearch, ...], *, as_json: bool) -> None:
    if as_json:
        rows = [{"name": one.name, "question": question_words(one.question)} for one in searches]
        print(json.dumps(rows))
        return
    for one in searches:
        print(f"{one.name:<26}{question_words(one.question)}")


VERB = Group(
    "search",
    "searches that are kept under a name",
    (
        Verb(
            "list",
            "list saved searches",
            Options,
            list_searches,
            example="sempal search list",
            lock=Lock.NEVER,
            app=False,
        ),
        Verb(
            "save",
            "keep a search under a name",
            SaveOptions,
            save,
            example='sempal search save Dusty --text "short dusty snare" --filter "len<1"',
            app=False,
        ),
        Verb(
            "run",
            "print what a saved search finds",
            RunOptions,
            run,
            example="sempal search run Dusty --limit 20",
            lock=Lock.NEVER,
            app=False,
        ),
        Verb(
            "rename",
            "give a saved search another name",
            RenameOptions,
            rename,
            example="sempal search rename Dusty Vinyl",
            app=False,
        ),
        Verb(
            "remove",
            "remove a saved search",
            NameOptions,
            remove,
            example="sempal search remove Vinyl",
            app=False,
        ),
    ),
)
