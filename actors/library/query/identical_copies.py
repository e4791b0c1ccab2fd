"""Samples with identical content."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from actors.library.query import samples
from actors.library.query.hashes import Unhashed
from actors.library.query.samples import path_of
from models.audio.units import SampleId
from models.library.identity import WHOLE
from models.library.sample import Sample

_HERE = "missing = 0 AND token != x'' AND source.offline = 0"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sample whose token another one has as well."""

    sample: SampleId
    token: bytes
    """Of size and both ends, not empty."""
    size: int
    middle: bytes
    full_hash: bytes | None
    doubt: bool
    """The hash may be outdated."""

    @property
    def content(self) -> bytes | None:
        """What is equal for equal contents only; `None`: the whole file must be hashed."""
        if self.size <= WHOLE:
            return self.token  # it covers the whole file
        return None if self.doubt else self.full_hash


def candidates(connection: sqlite3.Connection) -> tuple[tuple[Candidate, ...], ...]:
    """Return the samples that may be copies, those that may be copies of each other together.

    Those with different probes between the ends are not.
    """
    rows = connection.execute(
        f"""
        SELECT sample.id, token, size, middle, full_hash, doubt
        FROM sample JOIN source ON source.id = sample.source
        WHERE {_HERE} AND token IN (
            SELECT token FROM sample WHERE token != x'' GROUP BY token HAVING count(*) > 1
        )
        ORDER BY sample.id
        """
    ).fetchall()
    similar: defaultdict[tuple[bytes, bytes], list[Candidate]] = defaultdict(list)
    for sample, token, size, middle, full_hash, doubt in rows:
        one = Candidate(SampleId(sample), token, size, middle, full_hash, bool(doubt))
        similar[token, middle].append(one)
    # An older version read no probes.
    for (token, middle), some in [*similar.items()]:
        if middle and (token, b"") in similar:
            similar[token, b""] += some
            del similar[token, middle]
    return tuple(tuple(some) for some in similar.values() if len(some) > 1)


def unhashed_copies(connection: sqlite3.Connection) -> tuple[Unhashed, ...]:
    """Return files that may be copies of others, and must be hashed to tell."""
    wanted = [one.sample for some in candidates(connection) for one in some if one.content is None]
    rows = connection.execute(
        """
        SELECT sample.id, root, path, name, size, mtime_ns, ctime_ns, full_hash
        FROM sample JOIN folder ON folder.id = sample.folder
            JOIN source ON source.id = sample.source
        WHERE sample.id IN (SELECT value FROM json_each(?)) ORDER BY sample.id
        """,
        (json.dumps(wanted),),
    ).fetchall()
    return tuple(
        Unhashed(SampleId(sample), path_of(root, folder, name), *facts)
        for sample, root, folder, name, *facts in rows
    )


def identical_samples(connection: sqlite3.Connection) -> tuple[tuple[Sample, ...], ...]:
    """Return groups of samples known to have the same content, ordered by id."""
    equal: defaultdict[bytes, list[SampleId]] = defaultdict(list)
    for some in candidates(connection):
        for one in some:
            if (content := one.content) is not None:
                equal[content].append(one.sample)
    groups = sorted(same for same in equal.values() if len(same) > 1)
    wanted = [one for same in groups for one in same]
    found = {one.id: one for one in samples.by_ids(connection, wanted)}
    return tuple(tuple(found[one] for one in same) for same in groups)
