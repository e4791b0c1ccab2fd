"""Library response times: filter, search, open a source, tag many.

Runs through the real actor, without a screen; times are from the request to the event with the
reply. `ours` is at 100 000 and 1 000 000 rows; the baseline is the same query by plain `LIKE
'%word%'` sorted by SQLite, on the same file in the same run. The first search after a change
rebuilds what is cached and is reported separately (`cold`). `--unindexed` measures also before the
library is indexed, as after a first scan.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import trio

from actors.kernel.mailbox import Mailbox
from actors.library import schema
from actors.library.actor import LibraryActor
from actors.library.derived.hashing import Pace
from actors.library.query import folder_listings, search_index
from actors.messages import library
from models.audio.units import SampleId, SourceId, Ticket
from models.library.query import Query, Sort
from models.library.sort_key import file_key, folder_key
from models.library.tag import Tag
from models.library.text_folding import search_text

WORDS = (
    *("kick", "snare", "hat", "clap", "tom", "bass", "stab", "pad", "fx", "loop", "deep", "hard"),
    *("analog", "808", "909", "vinyl", "warm", "room", "dry", "wet", "short", "long", "opened"),
    *("closed", "rim", "shaker", "perc", "vox", "chord", "lead", "sub", "crash", "ride", "riser"),
)
QUERIES = (
    "kick",
    "kick 909",
    "deep kick -loop",
    "ki",
    "kick len<1",
    "snare tag:keep",
    "folder:snare rate:48000",
    "len:0.2..0.4 ch:1",
    "format:flac warm",
    "snrae",
    "kick snare 12",
    "vinyl",
)
PLAIN = "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
ORDER = "ORDER BY folder.key, sample.key"
ROUNDS = 6
BULK = 10_000
UNINDEXED = ("open", "cold", "misspelt, first", "search")
"""What depends on the index."""


def fill(path: Path, rows: int) -> None:
    """Write a library of one source with `rows` samples in folders of a hundred, not indexed."""
    chance = random.Random(1)  # noqa: S311 - must be repeatable
    schema.create(path, schema.steps())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute("INSERT INTO source (root) VALUES (x'2f61')")
        for folder in range(1, rows // 100 + 1):
            place = f"Pack {folder % 97}/{chance.choice(WORDS)} {folder}".encode()
            connection.execute(
                "INSERT INTO folder (id, source, path, key) VALUES (?, 1, ?, ?)",
                (folder, place, folder_key(place)),
            )
            connection.executemany(
                "INSERT INTO sample (source, folder, name, key, words, size, mtime_ns, frames,"
                " rate, channels, length, format, token, full_hash, tag)"
                " VALUES (1, ?, ?, ?, ?, 9, 9, 9, ?, ?, ?, ?, ?, x'01', ?)",
                [_row(chance, folder, place, number) for number in range(100)],
            )
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill_unplugged(folder: Path, rows: int) -> None:
    """Write a library whose one source cannot be reached into a data folder."""
    fill(folder / "library.db", rows)
    with closing(sqlite3.connect(folder / "library.db")) as connection:
        connection.execute("UPDATE source SET root = ?", (os.fsencode(folder / "unplugged"),))
        connection.commit()


def index(path: Path) -> float:
    """Index a library, as the app does in the background; return the seconds that takes."""
    begun = time.perf_counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        while stale := search_index.next_stale(connection, -1):
            search_index.store_chunk(connection, search_index.index_chunk(stale))
        while unlisted := folder_listings.unlisted_folders(connection):
            connection.execute("BEGIN")
            folder_listings.store_listings(connection, unlisted)
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return time.perf_counter() - begun


def _row(chance: random.Random, folder: int, place: bytes, number: int) -> tuple[object, ...]:
    name = f"{chance.choice(WORDS)}_{chance.choice(WORDS)}_{number:03}.wav".encode()
    form = chance.choice(["WAV 16-bit", "WAV 24-bit", "FLAC 24-bit", "AIFF 16-bit"])
    rate = chance.choice([44_100, 44_100, 48_000, 96_000])
    tag = chance.choices([0, 1, -1], [8, 1, 1])[0]
    return (
        *(folder, name, file_key(name), search_text(place + b"/" + name)),
        *(rate, chance.choice([1, 2]), chance.expovariate(1.0), form, chance.randbytes(16), tag),
    )


Event = TypeVar("Event", bound=library.Event)


class Asker:
    """Client end of the library's channels."""

    def __init__(self) -> None:
        self.inbox, self.events = Mailbox[library.Command](64), Mailbox[library.Event](1000)
        self._tickets = 0

    async def until(self, kind: type[Event]) -> Event:
        """Wait for an event."""
        while not isinstance(event := await self.events.receive(), kind):
            pass
        return event

    async def listed(self, query: Query) -> float:
        """Return the seconds from a query to its reply and first rows."""
        self._tickets += 1
        ticket, begun = Ticket(self._tickets), time.perf_counter()
        self.inbox.slot.post(library.List(ticket, query))
        answer = await self.until(library.Listed)
        ids = answer.ids.slice(0, 60)
        self.inbox.slot.post(library.ReadRows(ticket, 0, ids))
        if ids:
            await self.until(library.RowsRead)
        return time.perf_counter() - begun

    async def marked(self, samples: tuple[SampleId, ...], tag: Tag) -> float:
        """Return the seconds until a mark on many samples is committed."""
        begun = time.perf_counter()
        self.inbox.slot.post(library.Mark(samples, tag))
        await self.until(library.StepDone)
        return time.perf_counter() - begun


async def measure(folder: Path) -> dict[str, list[float]]:
    """Return seconds by operation."""
    asker, times = Asker(), dict[str, list[float]]()
    actor = LibraryActor(asker.inbox, asker.events.address, folder, Pace(delay=1e6))
    async with trio.open_nursery() as nursery:
        nursery.start_soon(actor.run)
        await asker.until(library.SourcesListed)
        times["open"] = [await asker.listed(Query(SourceId(1)))]
        times["cold"] = [await asker.listed(Query(SourceId(1), words=QUERIES[0]))]
        times["misspelt, first"] = [await asker.listed(Query(SourceId(1), words="snaer"))]
        times["search"] = [
            await asker.listed(Query(SourceId(1), words=_typed(words, number)))
            for number in range(ROUNDS)
            for words in QUERIES
        ]
        times["filter"] = [
            await asker.listed(Query(SourceId(1), path, tag=tag))
            for path in (f"Pack {pack}".encode() for pack in range(ROUNDS * 2))
            for tag in (None, Tag.KEEP)
        ]
        for sort in (Sort.NAME, Sort.LENGTH, Sort.FORMAT):
            times[f"first by {sort.value}"] = [await asker.listed(Query(SourceId(1), sort=sort))]
            turned = Query(SourceId(1), sort=sort, descending=True)
            times.setdefault("sort again", []).append(await asker.listed(turned))
        samples = tuple(SampleId(number) for number in range(1, BULK + 1))
        times["tag many"] = [
            await asker.marked(samples, tag) for tag in (Tag.KEEP, Tag.TRASH, Tag.TRASH)
        ]
        nursery.cancel_scope.cancel()
    return times


def _typed(words: str, number: int) -> str:
    """Return a new search text, so that caches are not measured."""
    return words.replace("kick", WORDS[number]).replace("909", f"{number:03}")


def time_like(path: Path) -> list[float]:
    """Return the seconds of the baseline for queries of plain words."""
    times = list[float]()
    with closing(sqlite3.connect(path)) as connection:
        for number in range(2):
            for typed in QUERIES:
                words = [word for word in _typed(typed, number).split() if word.isalnum()]
                where = " AND ".join(["words LIKE ?"] * len(words)) or "1"
                wanted = [f"%{word}%" for word in words]
                begun = time.perf_counter()
                connection.execute(f"{PLAIN} WHERE {where} {ORDER}", wanted).fetchall()
                times.append(time.perf_counter() - begun)
    return times


def figures(times: list[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    ranked = sorted(times)
    places = {"p50": 0.5, "p95": 0.95}
    return {
        name: round(ranked[int(at * (len(ranked) - 1))] * 1e3, 2) for name, at in places.items()
    }


def run(rows: int, *, unindexed: bool) -> dict[str, object]:
    """Measure a library of `rows` rows; if wanted, also before it is indexed."""
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        folder = Path(place)
        fill(folder / "library.db", rows)
        stale = trio.run(measure, folder) if unindexed else {}
        took = index(folder / "library.db")
        times = trio.run(measure, folder)
        plain = time_like(folder / "library.db")
    times |= {"LIKE": plain, "index": [took]}
    times |= {f"not indexed: {name}": some for name, some in stale.items() if name in UNINDEXED}
    return {name: figures(some) for name, some in times.items()}


def main() -> None:
    """Measure, print one line per size, and write JSON if requested."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--unindexed", action="store_true")
    asked = parser.parse_args()
    results = {str(rows): run(rows, unindexed=asked.unindexed) for rows in asked.rows}
    for rows, found in results.items():
        summary = ", ".join(f"{name} {one['p50']} / {one['p95']}" for name, one in found.items())  # type: ignore[index]
        print(f"{int(rows):>9,} rows, ms p50 / p95: {summary}")
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
