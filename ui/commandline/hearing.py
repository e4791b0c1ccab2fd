"""`sempal embed`, `analyse`, `similar` and `embeddings export`: what samples sound like."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from functools import partial

import numpy as np

from actors.kernel.reply import ask
from actors.messages import embeddings
from actors.messages.ports import Ports
from models.library.file_name import encoded, shown
from models.similarity.neighbours import FileNeighbours
from ui.commandline.arguments import Asked
from ui.commandline.waiting import SILENCE

App = AbstractAsyncContextManager[Ports]
Work = Callable[[], Awaitable[int]]


def embed(app: App, asked: Asked) -> Work:
    """Return the work: listen to everything that was not heard yet."""

    async def work() -> int:
        async with app as ports:
            done = await ask(ports.embeddings, embeddings.Embed, within=SILENCE)
        if asked.json:
            print(json.dumps(asdict(done)))
        elif not done.problem:
            rate = done.embedded / done.seconds if done.seconds else 0.0
            print(
                f"{done.embedded} heard ({rate:.0f}/s), {done.known} known before,"
                f" {done.failed} cannot be compared"
            )
        return _problem(done.problem)

    return work


def analyse(app: App, asked: Asked) -> Work:
    """Return the work: find out tempo, key and loudness where they are not known."""

    async def work() -> int:
        async with app as ports:
            done = await ask(ports.embeddings, embeddings.Analyse, within=SILENCE)
        if asked.json:
            print(json.dumps(asdict(done)))
        elif not done.problem:
            rate = done.analysed / done.seconds if done.seconds else 0.0
            print(f"{done.analysed} analysed ({rate:.0f}/s)")
        return _problem(done.problem)

    return work


def similar(app: App, asked: Asked) -> Work:
    """Return the work: print what sounds like each file, a JSON object or some lines for each."""

    async def work() -> int:
        if not asked.files and not asked.text.strip():
            sys.stderr.write("sempal: similar to what? Name files, or --text WORDS\n")
            return 2
        paths = tuple(os.fsencode(path.absolute()) for path in asked.files)
        async with app as ports:
            await ask(ports.embeddings, embeddings.Embed, within=SILENCE)
            find = partial(embeddings.QuerySimilar, paths, asked.limit)
            answers = await ask(ports.embeddings, find, within=SILENCE) if paths else ()
            if asked.text.strip():
                say = partial(embeddings.QueryByText, asked.text, asked.limit)
                answers = (*answers, await ask(ports.embeddings, say, within=SILENCE))
        for answer in answers:
            _print(answer, as_json=asked.json)
        return 1 if any(answer.problem for answer in answers) else 0

    return work


def export(app: App, asked: Asked) -> Work:
    """Return the work: write all vectors into a file of numpy."""

    async def work() -> int:
        if asked.root is None:
            raise ValueError("export without a file")
        async with app as ports:
            found = await ask(ports.embeddings, embeddings.FetchVectors, within=SILENCE)
        if found.problem:
            return _problem(found.problem)
        paths = np.array([encoded(path) for path in found.paths], dtype=np.str_)
        try:
            with asked.root.open("wb") as file:
                np.savez(file, paths=paths, vectors=found.vectors, model=np.array(found.model))
        except OSError as error:
            return _problem(f"{asked.root} cannot be written: {error}")
        if not asked.json:
            print(f"{len(found.paths)} vectors of {found.model}")
        return 0

    return work


def _print(answer: FileNeighbours, *, as_json: bool) -> None:
    if as_json:
        neighbours = [
            {"path": encoded(one.path), "score": round(one.score, 6)} for one in answer.neighbours
        ]
        told: dict[str, object] = {"query": encoded(answer.query), "neighbours": neighbours}
        if answer.problem:
            told["problem"] = answer.problem
        print(json.dumps(told))
    else:
        print(shown(answer.query))
        for one in answer.neighbours:
            print(f"{max(0.0, one.score) * 100:4.0f}%  {shown(one.path)}")
    if answer.problem:
        sys.stderr.write(f"sempal: {shown(answer.query)}: {answer.problem}\n")


def _problem(reason: str) -> int:
    if reason:
        sys.stderr.write(f"sempal: {reason}\n")
    return 1 if reason else 0
