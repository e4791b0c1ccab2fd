"""An export, in steps of one sample each; it can be stopped after any step."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import soundfile
from loguru import logger

from actors.library.export import writer
from actors.library.export.ledger import Ledger
from actors.library.export.manifest import Entry
from actors.library.export.placement import (
    MARK,
    file_digest,
    remove_unfinished,
    temporary_path,
)
from actors.library.export.renderer import Pause
from actors.media.error import Unreadable, os_error_reason
from actors.media.whole_file import sync, sync_file
from models.library.export.name_template import Names, TemplateFields, format_stems
from models.library.export.profile import Profile
from models.library.export.profile_check import Planned, check_fit
from models.library.export.profile_names import ProfileNames, shape_name
from models.library.export.report import ExportReport
from models.library.export.sample_fields import template_fields
from models.library.export.settings import ExportSettings
from models.library.file_name import encode_path
from models.library.sample import Sample


class ExportStopped(Exception):
    """Nothing more can be written; the text is the reason."""


@dataclass(slots=True)
class Export:
    """Writes members to a folder; used by one thread at a time."""

    collection: str
    members: Sequence[tuple[Sample, str]]
    """In order, each with the name of its source."""
    folder: Path
    settings: ExportSettings
    pause: Pause = lambda: None
    """Called regularly during a long file; may raise to stop the export."""
    profile: Profile | None = None
    """The device; the settings are those that it asks for."""
    _ledger: Ledger = field(init=False)
    _stems: list[str] = field(default_factory=list)
    _names: Names = field(default_factory=Names)
    _done: int = 0
    _counts: dict[str, int] = field(default_factory=lambda: {"written": 0, "unchanged": 0})
    _failed: list[str] = field(default_factory=list)
    _left_out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.profile is not None:
            self._names = ProfileNames(self.profile.names)
            self.folder = self.folder / self._inner()
        self._ledger = Ledger(
            self.folder, [sample for sample, _ in self.members], prune=self.settings.prune
        )

    def check(self) -> tuple[str, ...]:
        """Return what does not fit the device; nothing is written."""
        if self.profile is None:
            return ()
        ending = f".{self.profile.sound.container.value[:4].replace('aiff', 'aif')}"
        inner, planned = self._inner(), []
        for (sample, _), stem in zip(self.members, self._shaped(), strict=True):
            if not sample.missing and not sample.error:
                path = f"{inner}/{stem}{ending}".lstrip("/")
                facts = (sample.frames, int(sample.rate), sample.channels, sample.format)
                planned.append(Planned(sample.name, path, *facts))
        return check_fit(self.profile, planned)

    def _inner(self) -> str:
        """Return the folder below the destination that the device looks into."""
        if self.profile is None or not self.profile.folder:
            return ""
        fields = TemplateFields("", "", "", self.collection)
        parts = (
            shape_name(stem, self.profile.names)
            for part in self.profile.folder.split("/")
            for stem in format_stems(part, [fields])
        )
        return "/".join(parts)

    def _shaped(self) -> list[str]:
        """Return a stem for each member; not necessarily unique."""
        named = [template_fields(self.collection, *member) for member in self.members]
        if self.profile is None:
            return format_stems(self.settings.template, named)
        rules = self.profile.names
        stems = format_stems(self.profile.template, named, digits=rules.digits, first=rules.first)
        return [shape_name(stem, rules) for stem in stems]

    def begin(self) -> None:
        """Create the folder, and read the manifest of earlier exports.

        Raises:
            ExportStopped: The folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            remove_unfinished(self.folder)
        except OSError as error:
            raise ExportStopped(f"{self.folder}: {os_error_reason(error)}") from error
        self._ledger.open()
        self._stems = self._shaped()

    def step(self) -> bool:
        """Write the next sample; return whether there are more.

        Raises:
            ExportStopped: The folder cannot be written any more.
        """
        if self._done < len(self.members):
            sample, _ = self.members[self._done]
            try:
                self._counts[self._export(sample, self._stems[self._done])] += 1
            except (soundfile.SoundFileError, Unreadable, _Unreadable) as error:
                self._fail(sample, str(error))
            except OSError as error:
                self._fail(sample, os_error_reason(error))
                if not _writable(self.folder):
                    raise ExportStopped(f"{self.folder}: {os_error_reason(error)}") from error
            self._done += 1
        return self._done < len(self.members)

    def end(self, *, cancelled: bool = False, reason: str = "") -> ExportReport:
        """Write the manifest and return the report."""
        whole = not cancelled and not reason
        about = {"collection": self.collection, "settings": self.settings.to_json()}
        removed = self._ledger.prune() if whole and self.settings.prune else 0
        try:
            self._ledger.close(about)
        except OSError as error:
            reason = reason or f"{self.folder}: {os_error_reason(error)}"
        return ExportReport(
            self.collection,
            str(self.folder),
            self._counts["written"],
            self._counts["unchanged"],
            removed,
            self._ledger.left() if whole else (),
            tuple(self._failed),
            tuple(self._left_out),
            cancelled,
            reason,
        )

    @property
    def done(self) -> int:
        """Number of samples processed."""
        return self._done

    def _export(self, sample: Sample, stem: str) -> str:
        """Export a sample; return `written` or `unchanged`."""
        if sample.missing:
            raise _Unreadable("its file is missing")
        made = writer.conversion_form(sample, self.profile or self.settings)
        ending, key = writer.ending(sample, made), self._key(sample, converts=made is not None)
        kept = self._kept(self._names.free_names(stem, ending), sample, key)
        if kept is not None and sample.token and self._ledger.is_right(kept, key):
            self._names.reserve(kept)
            self._note(sample, self._ledger.left_out(kept))
            self._ledger.keep(kept)
            return "unchanged"
        target = temporary_path(self.folder, "sample")
        try:
            making = self.profile or self.settings
            left = writer.write_sample(sample, made, target, making, self.pause)
            sync_file(target)
            status = target.stat()
            entry = Entry(
                encode_path(sample.path),
                key,
                file_digest(target),
                status.st_size,
                status.st_mtime_ns,
                left,
            )
            for name in chain([kept] if kept else [], self._names.free_names(stem, ending)):
                if found := self._ledger.place(target, name, entry):
                    self._names.reserve(name)
                    self._note(sample, left)
                    return found
        finally:
            target.unlink(missing_ok=True)
        raise _Unreadable("all names that the device allows are taken")

    def _kept(self, offers: Iterator[str], sample: Sample, key: str) -> str | None:
        """Return the file name of the sample from an earlier export, if it can stay."""
        for name in offers:
            if self._ledger.is_of(name, encode_path(sample.path), key):
                return name
            if not self._ledger.has(name):
                return None
        return None

    def _key(self, sample: Sample, *, converts: bool) -> str:
        made = {name: it for name, it in self.settings.to_json().items() if name not in _ASIDE}
        text = json.dumps(made) + (_CONVERSION if converts else "")
        if self.profile is not None:
            text += repr((self.profile.sound, self.profile.chunks))
        return blake2b(sample.token + text.encode(), digest_size=16).hexdigest()

    def _note(self, sample: Sample, left_out: tuple[str, ...]) -> None:
        self._left_out += (f"{sample.name}: {line}" for line in left_out)

    def _fail(self, sample: Sample, reason: str) -> None:
        logger.warning("not exported: {}: {}", encode_path(sample.path), reason)
        self._failed.append(f"{sample.name}: {reason}")
        self._ledger.spare(encode_path(sample.path))


_ASIDE = frozenset({"template", "prune", "profile"})
"""Settings that affect names only; what a profile makes of the audio is added."""


_CONVERSION = "2"
"""Version of the conversion: 1 wrote audio only, 2 also chunks and tags."""


class _Unreadable(Exception):
    """A sample cannot be exported; the text is the reason."""


def _writable(folder: Path) -> bool:
    """Return whether a small file can still be written."""
    probe = folder / f"{MARK}probe"
    try:
        with probe.open("wb") as file:
            file.write(bytes(4096))
            sync(file)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            probe.unlink()
    return True
