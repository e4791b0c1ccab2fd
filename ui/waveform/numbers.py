"""Numbers of the selection below the picture: start, end, length, beats; and the snap."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.analysis.text import tempo_words
from models.audio.clock import clock, span_words
from models.audio.span import Span
from models.audio.tempo import beat_frames
from models.audio.typed_span import Before, InvalidNumber, SpanPart, parse_time, typed_span
from models.audio.units import Hertz, Seconds
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Row
from models.state.editor import Editor
from models.state.notice import Notice, NoticeKind
from models.state.settings import Settings
from models.waveform.snap import Snap
from ui.text import waveform as text
from ui.text.quantity import bpm
from ui.text.settings import SNAP
from ui.theme import NUMBER, PALETTE, SMALL, Sizes
from ui.widgets.button import ON, PLAIN, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.number_field import NumberField
from ui.widgets.placing import box_of, button, filling, has_room, pixels, place
from ui.widgets.placing import text as label

FIELD, NARROWEST = 84, 72
"""Usual and least width of a field in dp: that of `0:00.200`."""
SHORT = 46
"""Least width of the beats in dp."""


class Numbers(Widget):
    """What is selected in figures, which can be typed; and what its edges snap to."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._post, self._sizes = post, sizes
        self._editor, self._tempo = Editor(), 120.0
        self._fields = {
            part: NumberField(partial(self._typed, part), text.SPAN_PARTS[part])
            for part in SpanPart
        }
        fields = list(self._fields.values())
        self._titles = {
            part: TextLabel(text.SPAN_PARTS[part], SMALL, PALETTE.second) for part in SpanPart
        }
        self._at = TextLabel(face=NUMBER, shade=PALETTE.second)
        self._snap = PushButton(lambda: post(intents.NextSnap()), face=SMALL, command="snap")
        for widget in (*self._titles.values(), *fields, self._at, self._snap):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    @property
    def editing(self) -> bool:
        """Whether a number is being typed."""
        return any(field.focus for field in self._fields.values())

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._snap.reach = dp(sizes.target)
        self._place()

    def show(self, editor: Editor, settings: Settings) -> None:
        """Show the selection, and what its edges snap to."""
        self._editor = editor
        self._tempo = (editor.sample.tempo if editor.sample else None) or settings.tempo
        rate = editor.sample.rate if editor.sample else Hertz(0)
        for part, words in self._words(editor.selection, rate).items():
            self._fields[part].show(words)
        self._at.show(text.at_tempo(bpm(tempo_words(self._tempo))) if editor.selection else "")
        snap = settings.snap
        self._snap.show(text.snap(SNAP.values[snap]), "grid", PLAIN if snap is Snap.OFF else ON)
        self._place()

    def _words(self, span: Span | None, rate: Hertz) -> dict[SpanPart, str]:
        if span is None or not rate:
            return dict.fromkeys(SpanPart, "")
        beats = f"{span.length / beat_frames(self._tempo, rate):.3f}".rstrip("0").rstrip(".")
        return {
            SpanPart.START: clock(Seconds(span.start / rate)),
            SpanPart.END: clock(Seconds(span.end / rate)),
            SpanPart.LENGTH: span_words(Seconds(span.length / rate)),
            SpanPart.BEATS: beats,
        }

    def _typed(self, part: SpanPart, words: str) -> bool:
        """Select what was typed, or say why not; return whether it was a number."""
        editor = self._editor
        sample, picture = editor.sample, editor.picture
        if sample is None or picture is None or not sample.rate:
            return True
        before = Before(editor.selection, editor.cursor, picture.frames, sample.rate)
        unit = "beats" if part is SpanPart.BEATS else "s"
        try:
            value = parse_time(words, sample.rate, self._tempo, unit)
            span = typed_span(part, value, before)
        except InvalidNumber as error:
            self._post(intents.ShowNotice(Notice(NoticeKind.NUMBER_INVALID, reason=str(error))))
            return False
        self._post(intents.Select(span))
        return True

    def _place(self, *_: object) -> None:
        """Lay out the numbers.

        With little room the tempo goes first, then the words of the button, beats and length; with
        still less the titles, which the fields then tell themselves.
        """
        titled = self._row(titles=True)
        whole = titled.width.floor <= self.width
        place(titled if whole else self._row(titles=False), box_of(self))
        for part, title in self._titles.items():
            title.opacity = 1.0 if whole and has_room(title) else 0.0
            self._fields[part].hint_text = "" if whole else text.SPAN_PARTS[part]

    def _row(self, *, titles: bool) -> Row:
        gap = pixels(6)
        pairs = [
            self._pair(SpanPart.START, FIELD, NARROWEST, 0, titles=titles),
            self._pair(SpanPart.END, FIELD, NARROWEST, 0, titles=titles),
            self._pair(SpanPart.LENGTH, FIELD, NARROWEST, 3, titles=titles),
            self._pair(SpanPart.BEATS, FIELD, SHORT, 2, titles=titles),
        ]
        at = label(self._at, drop=1, least=None)
        snap = button(self._snap, box_of(self).height, fold=1)
        return Row((*pairs, at, filling(None), snap), gap)

    def _pair(self, part: SpanPart, usual: float, least: float, drop: int, *, titles: bool) -> Row:
        """Return a number with its title; both are left out together."""
        gap = pixels(6)
        field = Leaf(self._fields[part], Part(pixels(usual), pixels(least)), FILL)
        if not titles:
            return Row((field,), across=field.width._replace(drop=drop), along=FILL)
        title = label(self._titles[part], least=None)
        wide = title.width.natural + gap
        across = Part(wide + field.width.natural, wide + pixels(least), drop=drop)
        return Row((title, field), gap, across=across, along=FILL)
