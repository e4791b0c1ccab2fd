"""An export, one sample after the other; each step may be the last."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import soundfile
from loguru import logger

from actors.library.export import manifest
from actors.library.export.form import Form, form
from actors.library.export.manifest import Entry
from actors.library.export.placing import MARK, clean, finished, place
from actors.library.export.rendering import render
from models.library.export.naming import Named, folded, nth, stems, unique
from models.library.export.report import ExportReport
from models.library.export.settings import ExportSettings
from models.library.naming import encoded
from models.library.sample import Sample


class ExportStopped(Exception):
    """Nothing more can be written; the text says why."""


@dataclass(slots=True)
class Export:
    """Writes members into a folder; used by one thread at a time."""

    collection: str
    members: Sequence[tuple[Sample, str]]
    """In order, each with the name of its source."""
    folder: Path
    settings: ExportSettings
    _known: dict[str, Entry] = field(default_factory=dict)
    _files: dict[str, Entry] = field(default_factory=dict)
    _stems: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _done: int = 0
    _counts: dict[str, int] = field(default_factory=lambda: {"written": 0, "unchanged": 0})
    _failed: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Make the folder, and look what is ours in it.

        Raises:
            ExportStopped: it cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            clean(self.folder)
        except OSError as error:
            raise ExportStopped(f"{self.folder}: {_why(error)}") from error
        self._known = manifest.read(self.folder)
        self._stems = stems(
            self.settings.template, [self._named(*member) for member in self.members]
        )

    def step(self) -> bool:
        """Write the next sample; tell whether there are more.

        Raises:
            ExportStopped: the folder cannot be written any more.
        """
        if self._done < len(self.members):
            sample, _ = self.members[self._done]
            try:
                self._write(sample, self._stems[self._done])
            except (soundfile.SoundFileError, _Unreadable) as error:
                self._fail(sample, str(error))
            except OSError as error:
                self._fail(sample, _why(error))
                if not _writable(self.folder):
                    raise ExportStopped(f"{self.folder}: {_why(error)}") from error
            self._done += 1
        return self._done < len(self.members)

    def end(self, *, cancelled: bool = False, problem: str = "") -> ExportReport:
        """Note what was written, and return what it came to."""
        whole = not cancelled and not problem
        left = {name: entry for name, entry in self._known.items() if name not in self._files}
        removed = self._pruned(left) if whole and self.settings.prune else 0
        about = {"collection": self.collection, "settings": self.settings.plain()}
        try:
            manifest.write(self.folder, about, {**left, **self._files})
        except OSError as error:
            problem = problem or f"{self.folder}: {_why(error)}"
        there = tuple(name for name in left if (self.folder / name).exists()) if whole else ()
        return ExportReport(
            self.collection,
            str(self.folder),
            self._counts["written"],
            self._counts["unchanged"],
            removed,
            there,
            tuple(self._failed),
            cancelled,
            problem,
        )

    @property
    def done(self) -> int:
        """Samples dealt with."""
        return self._done

    def _named(self, sample: Sample, source: str) -> Named:
        path = encoded(sample.path)
        folder, _, name = path.rpartition("/")
        return Named(os.path.splitext(name)[0], folder.rpartition("/")[2], source, self.collection)

    def _write(self, sample: Sample, stem: str) -> None:
        if sample.missing:
            raise _Unreadable("its file is missing")
        wanted = _form(sample.path, self.settings) if self.settings.converts else None
        copies = wanted is None or wanted.same
        ending = os.path.splitext(encoded(sample.path))[1] if copies else wanted.ending  # type: ignore[union-attr] # not None then
        name = unique(stem, ending, self._taken)
        key = self._key(sample)
        if self._is_there(name, sample, key):
            self._note(name, self._known[name], "unchanged")
            return
        unfinished = self.folder / f"{MARK}{os.getpid()}{ending}"
        try:
            if wanted is None or wanted.same:
                shutil.copyfile(sample.path, unfinished)
            else:
                render(sample.path, unfinished, wanted, self.settings.peak, sample.token)
            finished(unfinished)
            before = self._known.get(name)
            ours = before is not None and before.is_untouched(self.folder / name)
            path, known = place(
                unfinished, lambda tries: self._path(stem, ending, tries), ours=ours
            )
        finally:
            unfinished.unlink(missing_ok=True)
        status = path.stat()
        entry = Entry(encoded(sample.path), key, status.st_size, status.st_mtime_ns)
        self._note(path.name, entry, "unchanged" if known else "written")

    def _path(self, stem: str, ending: str, tries: int) -> Path:
        return self.folder / nth(stem, ending, self._taken, tries)

    def _key(self, sample: Sample) -> str:
        made = {name: it for name, it in self.settings.plain().items() if name not in _ASIDE}
        return blake2b(sample.token + json.dumps(made).encode(), digest_size=16).hexdigest()

    def _is_there(self, name: str, sample: Sample, key: str) -> bool:
        known = self._known.get(name)
        return (
            known is not None
            and (known.source, known.key) == (encoded(sample.path), key)
            and known.is_untouched(self.folder / name)
        )

    def _note(self, name: str, entry: Entry, what: str) -> None:
        self._files[name] = entry
        self._taken.add(folded(name))
        self._counts[what] += 1

    def _fail(self, sample: Sample, why: str) -> None:
        logger.warning("not exported: {}: {}", encoded(sample.path), why)
        self._failed.append(f"{sample.name}: {why}")

    def _pruned(self, left: dict[str, Entry]) -> int:
        removed = 0
        for name, entry in list(left.items()):
            if entry.is_untouched(self.folder / name):
                (self.folder / name).unlink()
                del left[name]
                removed += 1
        return removed


_ASIDE = frozenset({"template", "prune"})
"""Settings that change names only."""


class _Unreadable(Exception):
    """A sample cannot be exported; the text is the reason."""


def _form(path: bytes, settings: ExportSettings) -> Form:
    with soundfile.SoundFile(os.fsdecode(path)) as file:
        return form(file, settings)


def _writable(folder: Path) -> bool:
    """Tell whether a little can still be written."""
    probe = folder / f"{MARK}probe"
    try:
        with probe.open("wb") as file:
            file.write(bytes(4096))
            os.fsync(file.fileno())
    except OSError:
        return False
    finally:
        with suppress(OSError):
            probe.unlink()
    return True


def _why(error: OSError) -> str:
    return os.strerror(error.errno).lower() if error.errno else str(error)
