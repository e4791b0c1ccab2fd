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

MOST = 4096
"""Samples returned at most: those with a word in their own name first, each group evenly spaced."""
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
    chosen = [
        also,
        np.array(list(members), np.int64),
        fetch_ids(connection, given, (json.dumps([one.value for one in types]),)),
        lists.containing(connection, words, in_name=True),
        lists.containing(connection, words),
    ]
    ids = np.zeros(0, np.int64)
    for part in chosen:  # by what they tell
        room = MOST - len(ids)
        further = part[~np.isin(part, ids)]
        if len(further) > room:
            further = further[np.arange(room) * len(further) // max(1, room)]
        ids = np.union1d(ids, further)
    among = (json.dumps(ids.tolist()),)
    corrected = dict(
        connection.execute(f"SELECT sample, type FROM given_type WHERE sample {_AMONG}", among)
    )
    rows = connection.execute(
        f"SELECT id, name, folder FROM sample WHERE id {_AMONG} ORDER BY id", among
    ).fetchall()
    within = json.dumps(list({folder for _, _, folder in rows}))
    folders = {
        folder: display_name(path)
        for folder, path in connection.execute(
            f"SELECT id, path FROM folder WHERE id {_AMONG}", (within,)
        )
    }
    return tuple(
        SampleName(
            SampleId(sample),
            display_name(name),
            folders[folder],
            tuple(members.get(sample, ())),
            SoundType(corrected[sample]) if sample in corrected else None,
        )
        for sample, name, folder in rows
    )
