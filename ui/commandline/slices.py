"""`sempal edit slice FILE…`: cut samples into files of their own, as one undoable step each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from models.slices.settings import Method, SliceSettings
from ui.text import commandline as text

if TYPE_CHECKING:
    from actors.messages.service_ports import ServicePorts
    from models.audio.span import Span
    from models.library.sample import Sample
    from models.slices.cut import Material

PATIENCE = 600.0
"""Seconds without progress until the slices of a file are given up."""
METHODS = {
    "onsets": Method.ONSETS,
    "silence": Method.SILENCE,
    "parts": Method.PARTS,
    "beats": Method.BEATS,
}


async def cut_file(
    ports: ServicePorts, sample: Sample, chosen: SliceSettings, within: Span | None, *, dry: bool
) -> list[bytes] | str:
    """Write the slices of a sample, or of a span of it, beside it.

    Returns:
        The paths of the new files, where `dry` those they would have if none exists; or why there
        are none.
    """
    import trio

    from actors.kernel.reply import NoReply, ask
    from actors.messages import library
    from models.library.file_name import decode_path
    from models.library.files.name_pattern import slice_stems
    from models.state.slicing import PATTERN

    spans = await trio.to_thread.run_sync(find_slices, sample, chosen, within)
    if isinstance(spans, str):
        return spans
    folder, _, name = sample.path.rpartition(b"/")
    ending = name.rpartition(b".")[2]
    stems = slice_stems(sample.path, len(spans), PATTERN)
    if dry:
        return [b"%s/%s.%s" % (folder, decode_path(one), ending) for one in stems]
    command = partial(library.SaveSpans, sample.id, spans, stems, folder or b"/", None)
    try:
        return list(await ask(ports.library, command, within=PATIENCE))
    except NoReply as error:
        return str(error)


def find_slices(
    sample: Sample, chosen: SliceSettings, within: Span | None = None
) -> tuple[Span, ...] | str:
    """Return the slices that are not silent, or why there are none."""
    from actors.media.error import Unopened, Unreadable
    from models.slices.cut import cut, outside
    from models.slices.markers import spans
    from models.slices.silence import is_silent

    try:
        known = _read(sample)
    except (Unopened, Unreadable) as error:
        return str(error)
    if chosen.method is Method.BEATS and not sample.tempo:
        return text.NO_TEMPO
    if within is not None and within.end > known.frames:
        return text.BEYOND_END
    every = spans(cut(known, chosen, within), known.frames)
    apart = outside(every, within)
    found = tuple(one for one in every if one not in apart and not is_silent(known.level, one))
    return found or text.NOTHING_TO_SLICE


def _read(sample: Sample) -> Material:
    from actors.media.sound_file import SoundFile
    from models.slices.material_builder import MaterialBuilder

    with SoundFile(sample.path) as file:
        builder = MaterialBuilder(file.channels, file.frames, file.rate)
        while len(block := file.read(1 << 16)):
            builder.append(block)
        return builder.finish(sample.tempo)
