"""Tools below the picture: playback, loop, channels, marks, selection length."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.clock import span_words
from models.audio.tempo import beat_words
from models.audio.units import FramePosition, Hertz, Seconds
from models.library.tag import Tag
from models.state.editor import Editor
from models.state.screen import Screen
from models.state.settings import Settings
from models.state.transport import Status, Transport
from models.waveform.channels import Channels
from ui.text import waveform as text
from ui.text.common import KEEP, REJECT
from ui.theme import NUMBER, PALETTE, Sizes, faded
from ui.widgets.button import ON, PLAIN, PRIMARY, ButtonStyle, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.text_texture import measure

KEPT = ButtonStyle(faded(PALETTE.keep, 0.1), PALETTE.keep, PALETTE.keep)
TRASHED = ButtonStyle(faded(PALETTE.trash, 0.1), PALETTE.trash, PALETTE.trash)


class Tools(Widget):
    """Buttons that act on the loaded sample."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        playhead: Callable[[], FramePosition | None],
    ) -> None:
        """Create the row; `playhead` returns the frame being played, `None` while stopped."""
        super().__init__()
        self._post, self._sizes = post, sizes
        self._channels = Channels.SPLIT
        self._said: tuple[str, ...] = ("",)
        """Descriptions of the selection, from long to short."""
        self._play = PushButton(
            lambda: post(intents.TogglePlay()), text.PLAY, "play", style=PRIMARY, command="play"
        )
        self._loop = PushButton(
            lambda: post(intents.ToggleLoop(playhead())), text.LOOP, "loop", command="loop"
        )
        self._split = PushButton(
            self._toggle_channels, text.SPLIT, "waveform", hint=text.SPLIT_CHANNELS
        )
        self._pitches = PushButton(
            lambda: post(intents.ToggleSpectrum()), text.SPECTRUM, "tune", command="spectrogram"
        )
        self._all = PushButton(
            lambda: post(intents.ShowAll()), text.FIT_SHORT, "zoom_fit", command="zoom-all"
        )
        self._selected = TextLabel(face=NUMBER, shade=PALETTE.second, align="right")
        self._keep = PushButton(
            lambda: post(intents.MarkShown(Tag.KEEP)), KEEP, "check", command="keep"
        )
        self._trash = PushButton(
            lambda: post(intents.MarkShown(Tag.TRASH)), REJECT, "close", command="reject"
        )
        self._similar = PushButton(
            lambda: post(intents.FindSimilar(shown=True)),
            text.SIMILAR,
            "headset",
            command="find-similar",
        )
        self._buttons = (
            *(self._play, self._loop, self._keep, self._trash),
            *(self._split, self._pitches, self._all),
        )
        for widget in (*self._buttons, self._selected, self._similar):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def _toggle_channels(self) -> None:
        split = self._channels is Channels.SPLIT
        self._post(intents.ChangeSetting("channels", Channels.MONO if split else Channels.SPLIT))

    def show(
        self, editor: Editor, transport: Transport, screen: Screen, settings: Settings
    ) -> None:
        """Show the state of each button, and the selection."""
        playing = transport.status in {Status.PLAYING, Status.STARTING}
        self._play.show(text.PAUSE if playing else text.PLAY, "pause" if playing else "play")
        self._loop.show(text.LOOP, "loop", ON if transport.loop else PLAIN)
        tag = editor.sample.tag if editor.sample else Tag.NEUTRAL
        self._keep.show(KEEP, "check", KEPT if tag is Tag.KEEP else PLAIN)
        self._trash.show(REJECT, "close", TRASHED if tag is Tag.TRASH else PLAIN)
        self._pitches.show(text.SPECTRUM, "tune", ON if screen.spectral else PLAIN)
        self._channels = settings.channels
        split = settings.channels is Channels.SPLIT
        self._split.show(text.SPLIT, "waveform", ON if split else PLAIN)
        rate = editor.sample.rate if editor.sample else 0
        if editor.selection is not None and rate:
            length = Seconds(editor.selection.length / rate)
            tempo = (editor.sample.tempo if editor.sample else None) or settings.tempo
            beats = beat_words(editor.selection.length, tempo, Hertz(rate))
            parts = (
                text.selection(span_words(length)),
                text.frames(editor.selection.length),
                beats,
            )
            self._said = (" · ".join(parts), f"{parts[0]} · {beats}", parts[0])
        else:
            self._said = ("",)
        self._fit()

    def _place(self, *_: object) -> None:
        tall = dp(self._sizes.tool)
        x = self.x
        for button in self._buttons:
            wide = dp(96) if button is self._play else button.natural_width()
            button.size, button.pos = (wide, tall), (round(x), round(self.center_y - tall / 2))
            x += wide + dp(8)
        self._selected.pos = (round(x), self.y)
        wide = self._similar.natural_width()
        self._similar.size = (wide, tall)
        self._similar.pos = (round(self.right - wide), round(self.center_y - tall / 2))
        self._selected.size = (max(0, round(self._similar.x - dp(8) - x)), self.height)
        self._fit()

    def _fit(self) -> None:
        """Show the longest description of the selection that fits."""
        room = self._selected.width - dp(4)
        fitting = (words for words in self._said if measure(words, NUMBER) <= room)
        self._selected.show(next(fitting, self._said[-1]))
