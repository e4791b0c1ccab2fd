"""Merits by which the best of files that hold one sound is chosen.

The order follows what the sound loses, then what a person would keep by hand: the file whose name
is no copy's, that lies where sounds are kept, and is called by words
(docs/decisions/0011-duplicates.md).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from models.duplicates.form import bit_depth, is_lossy
from models.library.sample import Sample


class Merit(IntEnum):
    """What one file has over another; from 0 the value is its place in the tuple of `merits`."""

    KEPT = -3
    """It is marked as kept."""
    UNREJECTED = -2
    """The others are rejected."""
    REAL = -1
    """The other is a link."""
    READABLE = 0
    RATE = 1
    CHANNELS = 2
    LOSSLESS = 3
    DEPTH = 4
    LENGTH = 5
    ORIGINAL = 6
    """Its name is not the one of a copy."""
    KEPT_PLACE = 7
    """No folder above it is one of downloads, backups or imports."""
    NAMED = 8
    """Its name has words, not only numbers."""
    PACK = 9
    """Its folder has a name of its own."""
    AGE = 10
    """It was modified on an earlier day."""
    WORDS = 11
    """Its name has more words."""
    SHORT = 12
    """Its path is shorter."""


Merits = tuple[float, ...]
"""By `Merit` from 0, less is better."""

_COPY = re.compile(
    r"""^(copy|backup|kopie|copie|copia|cópia)([ _]\(?\d+\)?)?[ _](of|von|van|de|di)[ _]
    | [ _.(-](copy|kopie|copie|copia|cópia|kopia)([ _-]?\(?\d*\)?)?$
    | \(((another|\d+(st|nd|rd|th))[ ])?(copy|kopie|copie|copia|cópia|kopia)([ ]\d+)?\)$
    | \(\d+\)$ | [~]$ | \.(bak|old|orig)$
    | conflicted[ ]copy | case[ ]conflict | \.sync-conflict-
    | \.(wav|wave|aif|aiff|flac|mp3|ogg)$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Stems of copies.

Sources: how Windows Explorer, macOS Finder, GNOME Files, KDE Dolphin and browsers call a second
file (English, German, Dutch, French, Spanish, Italian, Portuguese, Polish), and how Dropbox,
Nextcloud and Syncthing call one that was changed twice.
"""
_NUMBERS = re.compile(r"[\d\W_]+")
_PASSING = frozenset(
    word.replace("_", " ")
    for line in (
        # Where browsers and people put what is not sorted yet.
        "download|downloads|téléchargements|descargas|scaricati|unsorted|to_sort|incoming|inbox",
        "desktop|schreibtisch|escritorio|tmp|temp|recovered|recup_dir",
        # Copies of something else.
        "backup|backups|bak|sicherung|sauvegarde|old|copy|kopie|copie|copia|duplicates|dupes",
        # What is thrown away.
        "trash|deleted|papierkorb|corbeille",
        # Copies that programs of musicians make for a project.
        "imported|consolidate|consolidated|audio_files",
    )
    for word in line.split("|")
)
"""Names of folders through which files pass, without case, digits and punctuation.

Sources: the user folders of the XDG specification and of Windows; PhotoRec's `recup_dir.1`; Ableton
Live's `Samples/Imported` and `Samples/Processed/Consolidate`.
"""
_EMPTY = frozenset(
    word
    for line in (
        "untitled|unnamed|unbenannt|audio|track|file|recording|record|rec|take|sample|samples",
        "sound|sounds|new|neu|output|export|bounce|render|final|again|edit|edited|version|misc",
        "various|other|others|stuff|folder|ordner|library|bibliothek|music|musik|home|user|data",
        "wav|wave|wavs|aif|aiff|flac|mp3|ogg|mono|stereo|bit|khz|hz",
    )
    for word in line.split("|")
)
"""Words that tell nothing about a sound or a pack."""
_FORMATS = re.compile(
    r"(wav|wave|aif|aiff|flac|mp3|ogg|mono|stereo|bits?|khz|hz|[\d\W_])+", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_HASH = re.compile(r"[0-9a-f]{12,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DAY = 86_400_000_000_000
"""Nanoseconds. Within a day modification times tell how files were copied, not which came first."""


def quality(one: Sample) -> Merits:
    """Return how good the sound of a file is, less is better: the first merits."""
    depth = -bit_depth(one.format)
    packed = is_lossy(one.format)
    return bool(one.error), -one.rate, -one.channels, packed, depth, -one.length


def merits(one: Sample) -> Merits:
    """Return the merits of a file, to be compared with those of the same sound."""
    folder, _, name = one.path.rpartition(b"/")
    stem = name.rpartition(b".")[0].decode("utf-8", "replace") or name.decode("utf-8", "replace")
    words = _words(stem)
    passing, nameless = _place(folder)
    return (
        *quality(one),
        _COPY.search(stem) is not None,
        passing,
        not words,
        nameless,
        one.mtime_ns // _DAY,
        -len(words),
        len(one.path),
    )


def first_merit(best: Merits, other: Merits) -> Merit | None:
    """Return the merit that puts one file before another; `None`: none does."""
    pairs = enumerate(zip(best, other, strict=False))
    differing = next(((at, one < two) for at, (one, two) in pairs if one != two), (0, False))
    return Merit(differing[0]) if differing[1] else None


def _words(text: str) -> frozenset[str]:
    """Return the words that tell something, folded; none of a hash."""
    if _HASH.fullmatch(text):
        return frozenset()
    return frozenset(word.casefold() for word in _WORD.findall(text)) - _EMPTY


@lru_cache(4096)
def _place(folder: bytes) -> tuple[bool, bool]:
    """Return whether files only pass through a folder, and whether its name tells nothing."""
    parts = [part for part in folder.decode("utf-8", "replace").split("/") if part]
    passing = any(map(_is_passing, parts))
    while len(parts) > 1 and _FORMATS.fullmatch(parts[-1]):
        parts.pop()  # `Pack/WAV 24 bit`: the pack is a folder higher
    return passing, not parts or not _words(parts[-1])


def _is_passing(name: str) -> bool:
    bare = " ".join(_NUMBERS.sub(" ", name.casefold()).split())
    return bare in _PASSING or bool(_COPY.search(name))
