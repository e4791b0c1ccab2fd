"""The waveform picture: playback and selection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

import numpy as np
from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.clock import clock
from models.audio.span import Span
from models.audio.units import (
    CollectionId,
    FramePosition,
    Hertz,
    PixelPosition,
    Pixels,
    SampleId,
    Seconds,
    Ticket,
)
from models.edit.edit import Edit, Op
from models.state.editor import Editor
from models.state.screen import Panel
from models.state.settings import Settings
from models.state.slicing import Slicing
from models.state.transport import Transport
from models.waveform.columns import columns
from models.waveform.display import Display
from models.waveform.next_step import next_step
from models.waveform.ruler_unit import RulerUnit
from models.waveform.snap import Snap
from ui.slices import WaveformSlices
from ui.text import waveform as text
from ui.text.settings import SNAP
from ui.text.waveform import clip_label
from ui.theme import BODY, PALETTE, TABLET, Sizes, faded
from ui.waveform.context_menu import Place, choices
from ui.waveform.fade_handles import BELOW, handle_places
from ui.waveform.overlay import Overlay, ruler_height
from ui.waveform.painter import Painter
from ui.waveform.pointer_input import GestureTarget, PointerInput
from ui.waveform.spectrogram import Spectrogram
from ui.widgets import hover
from ui.widgets.drag_layer import DragPayload
from ui.widgets.label import TextLabel
from ui.widgets.menu import Menu
from ui.widgets.pointer import FINGER, pointer, presses

NOTCH = 0.8
"""Zoom factor of one wheel notch."""
PAN = 64
"""Pixels of one wheel notch with Shift."""
LEAD = 0.05
"""Fraction of the width left of the playhead on a new page."""
AWAY = 32
"""Distance above or below the picture in dp from which on a slid selection leaves it."""


class Offer(Protocol):
    """Passes a dragged payload to the drop target under the pointer."""

    def __call__(self, payload: DragPayload, touch: MotionEvent, *, away: bool) -> bool:
        """Return whether there is one; if `away`, other windows are targets too."""


def no_targets(payload: DragPayload, touch: MotionEvent, *, away: bool) -> bool:  # noqa: ARG001 - see `Offer`
    """Return that there is none."""
    return False


BAR_REACH = 14
"""Height of the selection bar's hit area in dp, from the upper edge."""


class PictureView(Widget):
    """Draws the columns of the view and turns touches into intents."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        offer: Offer = no_targets,
    ) -> None:
        """Create an empty picture; a selection dragged away by its bar is passed to `offer`."""
        super().__init__()
        self._post, self._sizes, self._offer = post, sizes, offer
        self.key_panel = Panel.WAVEFORM
        """The panel whose keys it has."""
        self._editor, self._transport = Editor(), Transport()
        self._slicing = Slicing()
        self._protected = False
        self._fade: Edit | None = None
        self._settings = Settings()
        self._pointer_input = PointerInput(
            post, self._gesture_target, self._open_menu, self._hand_over
        )
        self.hovered = False
        self.collection = ""
        """Name of the open collection, for the menu; empty: none is open."""
        under, over = InstructionGroup(), InstructionGroup()
        with self.canvas:
            Color(rgba=PALETTE.ground)
            self._ground = Rectangle()
        self.canvas.add(under)
        self._painter = Painter(self.canvas)
        self._spectrogram = Spectrogram(self.canvas)
        self.canvas.after.add(over)
        self._overlay = Overlay(self, under, over)
        self._reason = TextLabel(face=BODY, shade=PALETTE.second, align="center")
        self.add_widget(self._reason)
        self._playhead = FramePosition(0.0)
        self._playhead_visible = False
        self.bind(pos=self._settle, size=self._settle)
        hover.watch(self)

    @property
    def editor(self) -> Editor:
        """State being drawn."""
        return self._editor

    @property
    def playhead(self) -> FramePosition:
        """Frame at which the playhead is drawn."""
        return self._playhead

    @property
    def active_playhead(self) -> FramePosition | None:
        """The playhead while playing or paused, else `None`."""
        return self._playhead if self._transport.active else None

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes

    def _settle(self, *_: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        self._overlay.set_area(self.x, self.y, self.width, self.height)
        self._reason.pos, self._reason.size = self.pos, self.size
        width = max(1, int(self.width))
        if width != self._editor.width:
            self._post(intents.ResizeWaveform(Pixels(width)))
        self._draw()
        self._draw_overlay()

    def show(self, state: WaveformSlices) -> None:
        """Redraw what changed; the columns only if picture or view did."""
        editor, slicing, fade = state.editor, state.slicing, state.editing.fade
        transport, settings = state.transport, state.settings
        before, self._editor = self._editor, editor
        old_slicing, self._slicing = self._slicing, slicing
        self._protected = bool(state.protected)
        old_transport, self._transport = self._transport, transport
        old_settings, self._settings = self._settings, settings
        if (
            editor.picture is not before.picture
            or editor.gain != before.gain
            or editor.view != before.view
            or settings.channels is not old_settings.channels
            or editor.spectrum is not before.spectrum
            or settings.display is not old_settings.display
        ):
            self._draw()
        self._overlay.draw_sign(" · ".join(_signs(settings.snap, editor.gain)))
        turned = (settings.ruler, settings.tempo, settings.onsets) != (
            *(old_settings.ruler, old_settings.tempo, old_settings.onsets),
        )
        turned = turned or slicing is not old_slicing or fade != self._fade
        self._fade = fade
        if editor is not before or transport.loop is not old_transport.loop or turned:
            self._draw_overlay()
        if editor.view != before.view and self.hovered:
            self._point_at(hover.mouse()[0])  # the time under the mouse has changed
        self._reason.show(editor.reason)

    def _draw(self) -> None:
        editor = self._editor
        if self._settings.display is Display.SPECTROGRAM:
            self._painter.clear()
            self._draw_spectrum()
            return
        self._spectrogram.clear()
        if editor.picture is None or editor.view is None:
            self._painter.clear()
            return
        coloured = self._settings.display is Display.COLOURED
        channels = self._settings.channels
        drawn = columns(editor.picture, editor.view, channels, coloured=coloured)
        drawn = drawn.magnified(editor.gain)
        # Zoomed in there is no RMS body, only a line: draw it as opaque as the body.
        close = not np.isfinite(drawn.rms_high).any()
        self._painter.tint(PALETTE.accent if close else faded(PALETTE.accent, 0.6))
        self._painter.show(drawn, *self._above_ruler())

    def _above_ruler(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return corner and size of the waves: the figures of the ruler cover none of them."""
        below = min(float(round(ruler_height())), self.height / 2)
        return (self.x, self.y + below), (self.width, self.height - below)

    def _draw_spectrum(self) -> None:
        editor = self._editor
        if editor.spectrum is None or editor.view is None:
            self._spectrogram.clear()
        else:
            self._spectrogram.show(editor.spectrum, *self._above_ruler(), editor.view)

    def _draw_overlay(self) -> None:
        editor = self._editor
        rate = editor.sample.rate if editor.sample else Hertz(0)
        beats = self._settings.ruler is RulerUnit.BEATS
        self._overlay.draw_ruler(editor.view, rate, self._beats() if beats else None)
        looping = self._transport.loop
        self._overlay.draw_selection(
            *(editor.view, editor.selection, editor.loop),
            looping=looping,
            bar=not self._slicing.on,
        )
        self._overlay.draw_markers(editor.view, editor.loops, editor.markers)
        self._overlay.draw_hits(editor.view, editor.hits)
        onsets = (editor.transients or ()) if self._settings.onsets else ()
        inset = self._inset(self._sizes)
        self._overlay.draw_fades(editor.view, self._fadable, self._fade, inset)
        self._overlay.draw_slices(editor.view, onsets, self._slicing)

    def tick(self, now: Seconds) -> Seconds | None:
        """Move the playhead to its position at `now`; return when it moves next, if it does."""
        editor, transport = self._editor, self._transport
        anchor = transport.anchor
        here = editor.sample is not None and transport.sample == editor.sample.id
        if here and anchor is not None:
            self._playhead = FramePosition(anchor.position(now))
        else:
            self._playhead = FramePosition(editor.cursor)
        moves = bool(here and anchor is not None and anchor.speed)
        view = editor.view if editor.sample else None
        self._overlay.draw_playhead(view, self._playhead, moves=moves)
        self._follow(moves=moves)
        if not moves or view is None or anchor is None:
            return None
        return next_step(view, anchor, now)

    def _follow(self, *, moves: bool) -> None:
        """Turn the page when the playhead leaves the view; do not follow one that was outside."""
        view = self._editor.view
        if view is None:
            return
        seen = view.start <= self._playhead <= view.end
        left, self._playhead_visible = self._playhead_visible and not seen, seen
        follow = self._settings.follow_playhead and not self._pointer_input.busy and not view.whole
        if left and moves and follow:
            self._post(
                intents.ShowFrom(FramePosition(self._playhead - LEAD * (view.end - view.start)))
            )
            self._playhead_visible = True

    def _beats(self) -> float:
        sample = self._editor.sample
        return (sample.tempo if sample else None) or self._settings.tempo

    # ------------------------------------------------------------ touches

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Start a gesture, or zoom and pan with the wheel."""
        if not self.collide_point(*touch.pos) or self._editor.view is None:
            return False
        x = touch.x - self.x
        if touch.is_mouse_scrolling:
            self._wheel(touch.button, x)
            return True
        if self._take_handle(touch, x):
            touch.grab(self)
            return True
        on_bar = touch.y > self.top - dp(BAR_REACH)
        if self._pointer_input.down(touch, x, self._sizes, on_bar=on_bar):
            touch.grab(self)
        return True

    @staticmethod
    def _inset(sizes: Sizes) -> float:
        """Return the distance of fade handles from the edges: beyond what grabs an edge."""
        return dp(sizes.grab + 9)

    @property
    def _fadable(self) -> Span | None:
        """What has handles for fades: not a slice, where its marker has its flag."""
        return None if self._slicing.on else self._editor.selection

    def _take_handle(self, touch: MotionEvent, x: float) -> bool:
        """Start shaping a fade, if the press is on a handle."""
        editor = self._editor
        if editor.view is None or not presses(touch):
            return False
        reach = dp(TABLET.grab if pointer(touch) == FINGER else self._sizes.grab)
        places = handle_places(editor.view, self._fadable, self._inset(self._sizes))
        if abs(touch.y - (self.top - dp(BELOW))) > reach:
            return False
        near = [op for op, place in places.items() if abs(place - x) <= reach]
        if not near:
            return False
        op = min(near, key=lambda one: abs(places[one] - x))
        span = editor.selection
        if span is None:
            return False
        edge = editor.view.x_at(span.start if op is Op.FADE_IN else span.end)
        self._pointer_input.begin_fade(touch, op, x - edge)
        return True

    def _wheel(self, button: str, x: float) -> None:
        away = button == "scrollup"  # Kivy's names are reversed
        if hover.control_held() and button in {"scrollup", "scrolldown"}:
            self._post(intents.ZoomHeight(NOTCH if away else 1 / NOTCH))
        elif hover.shift_held() or button in {"scrollleft", "scrollright"}:
            later = away or button == "scrollleft"
            self._post(intents.Pan(Pixels(PAN if later else -PAN)))
        else:
            self._post(intents.Zoom(1 / NOTCH if away else NOTCH, PixelPosition(x)))

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Move the gesture, also outside the picture."""
        if touch.grab_current is not self:
            return False
        self._pointer_input.move(touch, touch.x - self.x)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """End the gesture."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._pointer_input.up(touch, touch.x - self.x)
        return True

    def cancel_gesture(self) -> bool:
        """Cancel a running gesture and undo its effect; return whether there was one."""
        return self._pointer_input.cancel()

    def _gesture_target(self) -> GestureTarget | None:
        editor = self._editor
        if editor.view is None or editor.sample is None:
            return None
        markers = self._slicing.markers if self._slicing.on else None
        return GestureTarget(editor.view, editor.selection, markers)

    def _hand_over(self, touch: MotionEvent, span: Span) -> bool:
        """Hand the dragged selection over to a drop target; return whether there was one."""
        sample = self._editor.sample
        if sample is None or not sample.rate:
            return False
        words = clip_label(clock(Seconds(span.length / sample.rate)), sample.name)
        payload = DragPayload(
            words,
            partial(_collect, sample.id, span),
            outward=partial(_drag_outward, sample.id, span),
            asked=intents.AskWith(sample.id, span=span),
        )
        away = not self.y - dp(AWAY) <= touch.y <= self.top + dp(AWAY)
        if not self._offer(payload, touch, away=away):
            return False
        touch.ungrab(self)
        return True

    @property
    def reachable(self) -> bool:
        """Whether it can have the keyboard: a sample is loaded."""
        return self._editor.sample is not None

    def open_menu(self) -> None:
        """Open the menu by the keyboard, in the middle of the picture."""
        self._open_menu(self.center, self.width / 2)

    def _open_menu(self, pos: tuple[float, float], x: float) -> None:
        editor = self._editor
        if editor.view is not None:
            frame = max(0, min(int(editor.view.frame_at(x)), editor.view.frames - 1))
            at = self.to_window(*pos)
            more = partial(Menu.open, at, self._sizes)
            place = Place(
                frame,
                self.active_playhead,
                editor,
                self._transport,
                self._settings,
                self.collection,
                more,
                self._slicing,
                self._protected,
            )
            Menu.open(at, self._sizes, choices(self._post, place))

    # -------------------------------------------------------------- hover

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the mouse is over the picture, and move the hover line."""
        inside = bool(self.collide_point(*self.to_widget(x, y)))
        self._point_at(x if inside else None)
        return inside

    def _point_at(self, x: float | None) -> None:
        view, sample = self._editor.view, self._editor.sample
        if x is not None and view is not None and sample is not None and sample.rate:
            frame = max(0.0, min(view.frame_at(x - self.x), float(view.frames)))
            self._overlay.draw_hover_line(x - self.x, clock(Seconds(frame / sample.rate)))
        else:
            self._overlay.draw_hover_line(None)

    def hover_changed(self) -> None:
        """Do nothing: `collide_window` moves the hover line."""


def _signs(snap: Snap, gain: float) -> Iterator[str]:
    if snap is not Snap.OFF:
        yield text.snap(SNAP.values[snap])
    if gain > 1:
        yield text.height(gain)


def _collect(sample: SampleId, span: Span, collection: CollectionId) -> intents.Intent:
    return intents.SaveClip(collection, sample, span)


def _drag_outward(sample: SampleId, span: Span, ticket: Ticket) -> intents.Intent:
    return intents.DragSpan(ticket, sample, span)
