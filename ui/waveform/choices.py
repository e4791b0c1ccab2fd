"""The menu of the waveform: a long press or the right button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actors.messages import session
from models.state.editor import Editor
from models.state.screen import Screen
from models.state.transport import Transport
from models.waveform.snap import Snap
from ui.piece.menu import Choice

SNAPS = (Snap.OFF, Snap.ZERO, Snap.TRANSIENT, Snap.GRID)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the menu was asked for."""

    frame: int
    playhead: float | None
    """Frame that sounds; `None` in silence."""
    editor: Editor
    transport: Transport
    screen: Screen


def choices(say: Callable[[session.Intent], None], place: Place) -> tuple[Choice, ...]:
    """Return what can be done there, most wanted first."""
    editor, screen = place.editor, place.screen
    offered: list[tuple[str, session.Intent]] = [("Play from here", session.PlayFrom(place.frame))]
    if editor.selection is not None:
        offered += [
            ("Play the selection", session.PlaySelection()),
            ("Look at the selection", session.ZoomToSelection()),
            ("Add the selection to the open collection", session.CollectClip()),
            ("Select nothing", session.Select(None)),
        ]
    else:
        offered.append(("Select all", session.SelectAll()))
    similar = "the selection" if editor.selection is not None else "this"
    offered.append((f"Find what sounds like {similar}", session.FindAlike(shown=True)))
    loop = "Do not loop" if place.transport.loop else "Loop"
    following = SNAPS[(SNAPS.index(screen.snap) + 1) % len(SNAPS)]
    offered += [
        (loop, session.ToggleLoop(place.playhead)),
        ("Look at all of it", session.ShowAll()),
        ("Show the waveform" if screen.spectral else "Show pitches", session.ToggleSpectrum()),
        (f"Snap: {screen.snap.value} → {following.value}", session.SetSnap(following)),
        ("Ruler in time" if screen.beats else "Ruler in beats", session.SetRuler(not screen.beats)),
    ]
    return tuple(Choice(words, _saying(say, intent)) for words, intent in offered)


def _saying(say: Callable[[session.Intent], None], intent: session.Intent) -> Callable[[], None]:
    return lambda: say(intent)
