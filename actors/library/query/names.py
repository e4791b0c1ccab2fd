"""What samples are called: files, folders, collections, and corrected types."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from actors.library.query.ids import Ids, fetch_ids
from actors.library.query.sample_ids import Lists
from models.audio.units import SampleId
from models.library.file_name import display_name
from models.library.sample_name import SampleName
from models.library.text_folding import fold_for_search
from models.types.sound_type import SoundType

_AMONG = "IN (SELECT value FROM json_each(?))"


def names_of(
    connection: sqlite3.Connection,
    lists: Lists,
    words: Sequence[str],
    types: Sequence[SoundType],
    also: Ids,
) -> tuple[SampleName, ...]:
    """Return the samples that may be called by a word, and some more, by id.

    Args:
        connection: The one that `lists` belongs to.
        lists: Finds words in paths.
        words: Folded for search, not empty each.
        types: Types that a person may have given.
        also: Further samples.
    """
    collections = {
        number: name
        for number, name in connection.execute("SELECT id, name FROM collection").fetchall()
        if any(word in fold_for_search(name) for word in words)
    }
    members = defaultdict[int, list[str]](list)
    for sample, number in connection.execute(
        f"SELECT sample, collection FROM member WHERE collection {_AMONG} ORDER BY collection",
        (json.dumps(list(collections)),),
    ):
        members[sample].append(collections[number])
    given = f"SELECT sample AS id FROM given_type WHERE type {_AMONG}"
    ids = np.unique(
        np.concatenate(
            [
                lists.containing(connection, words),
                np.array(list(members), np.int64),
                fetch_ids(connection, given, (json.dumps([one.value for one in types]),)),
                also,
            ]
        )
    )
    rows = connection.execute(
        "SELECT sample.id, sample.name, folder.path, given_type.type FROM sample"
        " JOIN folder ON folder.id = sample.folder"
        f" LEFT JOIN given_type ON given_type.sample = sample.id WHERE sample.id {_AMONG}"
        " ORDER BY sample.id",
        (json.dumps(ids.tolist()),),
    )
    return tuple(
        SampleName(
            SampleId(sample),
            display_name(name),
            display_name(folder),
            tuple(members.get(sample, ())),
            SoundType(kind) if kind else None,
        )
        for sample, name, folder, kind in rows
    )
