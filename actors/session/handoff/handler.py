"""What an intent about other programs leads to."""

from __future__ import annotations

from typing import assert_never

from actors.messages import handoff, intents
from actors.session.decision import Decision
from actors.session.handoff import calling, chosen, connection, dragging, hovering, pasting
from models.state.app import AppState


def handle(state: AppState, intent: intents.HandoffIntent) -> Decision:
    """Apply an intent about other programs."""
    match intent:
        case intents.OpenWindow(window=window):
            return connection.open_window(state, window)
        case intents.DragSamples():
            return dragging.drag_samples(state, intent)
        case intents.DragCollection():
            return dragging.drag_collection(state, intent)
        case intents.DragSpan():
            return dragging.drag_span(state, intent)
        case intents.ShowDragPicture(ticket=ticket, width=width, height=height, pixels=pixels):
            return Decision(state, (handoff.ShowPicture(ticket, width, height, pixels),))
        case intents.CallOffDrag(ticket=ticket):
            return Decision(state, (handoff.CallOff(ticket),))
        case intents.EndDrag(ticket=ticket):
            return Decision(state, (handoff.EndTouch(ticket),))
        case intents.CopyFiles():
            return chosen.copy_files(state, intent)
        case intents.PasteFiles():
            return pasting.read_clipboard(state)
        case intents.AnswerPaste(use=use):
            return pasting.answer_paste(state, use)
        case intents.DropIntoFolder():
            return hovering.drop_into_folder(state, intent)
        case intents.DropIntoCollection():
            return hovering.drop_into_collection(state, intent)
        case intents.RevealFiles():
            return chosen.reveal_files(state, intent)
        case intents.OpenFiles():
            return chosen.open_files(state, intent)
        case intents.OpenGuide():
            return Decision(state, (handoff.OpenGuide(),))
        case intents.ShowPaths(paths=paths):
            return calling.show_paths(state, paths)
        case _:
            assert_never(intent)
