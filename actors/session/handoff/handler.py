"""What an intent about other programs leads to."""

from __future__ import annotations

from typing import assert_never

from actors.messages import handoff, intents
from actors.session.decision import Decision
from actors.session.handoff import calling, chosen, connection, dragging, hovering, pasting, sending
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
        case intents.ShowPaths(paths=paths):
            return calling.show_paths(state, paths)
        case intents.SendFiles():
            return sending.send(state, intent)
        case intents.ConfigureSend(folder=folder, template=template):
            return Decision(sending.configure(state, folder, template))
        case intents.ConfirmSend():
            return sending.confirm(state)
        case _:
            assert_never(intent)


def apply_event(state: AppState, event: handoff.Event) -> Decision:
    """Apply what became of files for other programs."""
    match event:
        case handoff.Connected():
            return Decision(connection.connect(state, event))
        case handoff.NotConnected():
            return Decision(connection.disconnect(state))
        case handoff.Over():
            return Decision(dragging.move(state, event))
        case handoff.LetGo():
            return dragging.end(state, event)
        case handoff.Done():
            return Decision(dragging.report_drop(state, event))
        case handoff.Held():
            return Decision(chosen.report_held(state, event))
        case handoff.Revealed():
            return Decision(chosen.report_revealed(state, event))
        case handoff.NotHeld() | handoff.NotRevealed() | handoff.NotOpened():
            return Decision(chosen.report_failure(state, event))
        case handoff.Hovered():
            return Decision(hovering.show_hover(state, event))
        case handoff.HoverMoved():
            return Decision(hovering.move_hover(state, event))
        case handoff.HoverEnded():
            return Decision(hovering.end_hover(state))
        case handoff.Called():
            return calling.answer_call(state, event)
        case handoff.OnClipboard():
            return pasting.paste(state, event)
        case handoff.Lost() | handoff.Opened():
            return Decision(state)
        case _:
            assert_never(event)
