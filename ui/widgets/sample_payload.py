"""Dragged samples, from a list or the map."""

from __future__ import annotations

from functools import partial

from actors.messages import intents
from models.audio.units import CollectionId, SampleId, SourceId, Ticket
from models.state.screen import Panel
from ui.widgets.drag_layer import DragPayload


def sample_payload(words: str, sample: SampleId, panel: Panel) -> DragPayload:
    """Return what a drag of a sample, or the selection that it is part of, may lead to.

    Args:
        words: Shown at the pointer.
        sample: The pressed one.
        panel: List that it belongs to.
    """
    members = panel is Panel.MEMBERS
    return DragPayload(
        words,
        into=partial(_collect, sample, panel),
        among=partial(intents.PlaceMembersAt, sample) if members else None,
        # Members may belong to different sources.
        filed=_no_move if members else partial(_move_files, sample),
        outward=partial(_drag_outward, sample, panel),
        asked=intents.AskWith(sample, panel),
        moved=_no_move if members else partial(_move_to, sample),
    )


def _collect(sample: SampleId, panel: Panel, collection: CollectionId) -> intents.Intent:
    return intents.AddSamplesTo(collection, sample, panel)


def _move_files(sample: SampleId, folder: bytes) -> intents.Intent | None:
    return intents.MoveInto(sample, folder)


def _move_to(sample: SampleId, source: SourceId) -> intents.Intent | None:
    return intents.MoveInto(sample, b"", source)


def _no_move(_place: bytes | SourceId) -> intents.Intent | None:
    return None


def _drag_outward(sample: SampleId, panel: Panel, ticket: Ticket) -> intents.Intent:
    return intents.DragSamples(ticket, sample, panel)
