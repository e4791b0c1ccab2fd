"""Tools of slice mode, in place of those below the picture: method, parameter, count, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import Leaf, Row
from models.state.editor import Editor
from models.state.slicing import Slicing
from models.state.transport import Transport
from ui.text import slices as text
from ui.theme import DESKTOP, NUMBER, PALETTE, Sizes
from ui.widgets.button import ON, PLAIN, PRIMARY, PushButton
from ui.widgets.dropdown import Dropdown
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice
from ui.widgets.placing import box_of, button, pixels, place
from ui.widgets.slider import ValueSlider
from ui.widgets.text_texture import measure

GAP = 8
"""dp."""
NARROWEST, WIDEST = 60, 220
"""Width of the slider in dp."""


class SliceTools(Widget):
    """The strip of slice mode."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        playhead: Callable[[], object],
    ) -> None:
        """Create the strip; `playhead` returns the frame being played, `None` while stopped."""
        super().__init__()
        self._post, self._sizes = post, sizes
        self._play = PushButton(
            lambda: post(intents.TogglePlay()), "", "play", style=PRIMARY, command="play"
        )
        self._loop = PushButton(
            lambda: post(intents.ToggleLoop(playhead())),  # type: ignore[arg-type]  # a frame
            icon="loop",
            command="loop",
        )
        self._method = Dropdown(DESKTOP)
        self._slider = ValueSlider(lambda value: post(intents.TuneSlices(value)), resting=0.5)
        self._value = TextLabel(face=NUMBER, shade=PALETTE.text)
        self._count = TextLabel(face=NUMBER, shade=PALETTE.second, align="right")
        self._save = PushButton(
            lambda: post(intents.BeginSaving()), text.SAVE, "save", command="save-slices"
        )
        self._leave = PushButton(
            lambda: post(intents.ToggleSlices()), icon="close", hint=text.LEAVE
        )
        for widget in (
            *(self._play, self._loop, self._method, self._slider),
            *(self._value, self._count, self._save, self._leave),
        ):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, slicing: Slicing, transport: Transport, editor: Editor) -> None:
        """Show method, parameter and count."""
        frames = editor.picture.frames if editor.picture else 0
        pauses = transport.pauses(editor.sample.id if editor.sample else None)
        self._play.show("", "pause" if pauses else "play")
        self._loop.show("", "loop", ON if transport.loop else PLAIN)
        self._method.offer(
            text.METHODS[slicing.settings.method],
            [
                Choice(words, partial(self._post, intents.ChooseMethod(method)))
                for method, words in text.METHODS.items()
            ],
        )
        self._slider.show(slicing.settings.value)
        self._value.show(text.parameter(slicing.settings))
        every, chosen = slicing.spans(frames), slicing.chosen(frames)
        self._count.show(text.WAITING if slicing.waiting else text.count(len(every), len(chosen)))
        self._place()

    def _place(self, *_: object) -> None:
        tall = pixels(self._sizes.tool)
        method = max(measure(words, NUMBER) for words in text.METHODS.values()) + dp(52)
        place(
            Row(
                (
                    Leaf(self._play, Part(tall), Part(tall)),
                    Leaf(self._loop, Part(tall), Part(tall)),
                    Leaf(self._method, Part(method, pixels(88)), Part(tall)),
                    Leaf(self._slider, Part(pixels(WIDEST), pixels(NARROWEST)), Part(tall)),
                    Leaf(self._value, Part(pixels(72), drop=2), Part(tall)),
                    Leaf(
                        self._count,
                        Part(self._count.natural_width() + 2, pixels(60), grow=1, drop=1),
                        Part(tall),
                    ),
                    button(self._save, tall, fold=1),
                    Leaf(self._leave, Part(tall), Part(tall)),
                ),
                pixels(GAP),
            ),
            box_of(self),
        )
