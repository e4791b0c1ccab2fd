"""Copies of samples in another file format, written beside them; the samples stay as they are.

They are written into the cache first, which may take long and can be cancelled; a step then moves
them to their folders. Undo moves them to the trash.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from secrets import token_hex

import soundfile
import trio

from actors.library.edits.renderer import check
from actors.library.errors import LibraryError
from actors.library.export import writer
from actors.library.files.ledger import Pair
from actors.library.files.reason import write_error_reason
from actors.library.handover import FOLDER, PASTED
from actors.library.history.samples_action import samples_action
from actors.library.query import protection, samples
from actors.library.store import Store
from actors.library.work import TaskReporter
from actors.media.error import Unreadable
from actors.messages import library
from models.edit.report import ChangedFile, EditReport, Hindrance, NotEdited, RefusedEdit
from models.library.action import Action, ActionKind
from models.library.export.settings import ExportSettings
from models.library.file_name import decode_path
from models.library.sample import Sample
from models.state.task_label import TaskKind, TaskLabel


async def write_copies(
    command: library.EditSamples, store: Store, tasks: TaskReporter
) -> tuple[Action, EditReport, tuple[Pair, ...]]:
    """Write copies into the cache; return what to move where.

    Raises:
        LibraryError: The database cannot be read.
    """
    found = {
        one.id: one for one in await store.rows.read(partial(samples.by_ids, ids=command.samples))
    }
    edit = command.edit
    settings = ExportSettings(container=edit.container, depth=edit.depth, rate=edit.rate)
    names = [os.path.basename(one.path) for one in found.values()]
    action = samples_action(ActionKind.SAVE_COPIES, names, edit.container.value.upper())
    folder = store.path.absolute().parent / FOLDER / PASTED / token_hex(8)
    roots = await store.rows.read(protection.read_only_roots)
    changed: list[ChangedFile] = []
    refused: list[RefusedEdit] = []
    pairs: list[Pair] = []
    async with tasks.report_task(TaskLabel(TaskKind.STEP, action=action)) as work:
        work.total = len(command.samples)
        for sample in dict.fromkeys(command.samples):
            one = found.get(sample)
            try:
                if one is None:
                    raise NotEdited(Hindrance.GONE, "it is not in the library any more")
                taken = {after for _, after in pairs}
                _check_beside(one.path, roots)
                write = partial(_write, one, settings, folder, taken)
                pair, notes = await trio.to_thread.run_sync(partial(_checked, one, command, write))
            except NotEdited as error:
                path = one.path if one is not None else b""
                refused.append(RefusedEdit(sample, path, error.hindrance, error.reason))
            else:
                pairs.append(pair)
                changed.append(ChangedFile(sample, one.path if one else b"", notes, pair[1]))
            work.done += 1
    if work.cancelled:
        await trio.to_thread.run_sync(_discard, [place for place, _ in pairs])
        return action, EditReport(edit, (), tuple(refused), cancelled=True), ()
    return action, EditReport(edit, tuple(changed), tuple(refused)), tuple(pairs)


def _check_beside(path: bytes, roots: tuple[bytes, ...]) -> None:
    """Check that a copy may be written beside a file.

    Raises:
        NotEdited: It is in a read-only source.
    """
    try:
        protection.check_outside(roots, path)
    except LibraryError as error:
        raise NotEdited(Hindrance.FILE, str(error)) from error


def _checked(
    sample: Sample, command: library.EditSamples, write: partial[tuple[Pair, tuple[str, ...]]]
) -> tuple[Pair, tuple[str, ...]]:
    if not os.path.exists(sample.path):
        raise NotEdited(Hindrance.GONE, "it is missing, or its drive is not there")
    check(sample.path, command.edit)
    return write()


def _write(
    sample: Sample, settings: ExportSettings, folder: Path, taken: set[bytes]
) -> tuple[Pair, tuple[str, ...]]:
    """Write one copy; return its place in the cache and its final path, and lost metadata.

    Raises:
        NotEdited: It cannot be written, or it has that format already.
    """
    try:
        form = writer.conversion_form(sample, settings)
        if form is None:
            raise NotEdited(Hindrance.SAME, "it has that format already")
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / token_hex(8)
        try:
            left = writer.write_sample(
                sample, form, place, settings, trio.from_thread.check_cancelled
            )
        except BaseException:
            with suppress(OSError):
                place.unlink()
            raise
    except (Unreadable, soundfile.SoundFileError) as error:
        raise NotEdited(Hindrance.FILE, str(error)) from error
    except LibraryError as error:
        raise NotEdited(Hindrance.FILE, str(error)) from error
    except OSError as error:
        raise NotEdited(Hindrance.FILE, write_error_reason(error)) from error
    return (bytes(place), _free(sample.path, decode_path(form.ending), taken)), left


def _free(path: bytes, ending: bytes, taken: set[bytes]) -> bytes:
    """Return a path beside a file that is not in use."""
    stem = os.path.splitext(path)[0]
    for number in count(1):
        free = stem + ending if number == 1 else b"%s_%d%s" % (stem, number, ending)
        if not os.path.lexists(free) and free not in taken:
            return free
    raise AssertionError("count ends")


def _discard(places: list[bytes]) -> None:
    for place in places:
        with suppress(OSError):
            os.unlink(place)
