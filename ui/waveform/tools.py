"""The row beneath the picture: play, loop, channels, what is selected."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import session
from models.audio.clock import span_words
from models.audio.units import Seconds
from models.state.editor import Editor
from models.state.transport import Status, Transport
from models.waveform.columns import Channels
from ui.piece.button import ON, PLAIN, PRIMARY, PushButton
from ui.piece.caption import Caption
from ui.theme import NUMBER, PALETTE, Sizes


class Tools(Widget):
    """Buttons that act on the shown sample."""

    def __init__(self, say: Callable[[session.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._say, self._sizes = say, sizes
        self._channels = Channels.SPLIT
        self._play = PushButton(lambda: say(session.TogglePlay()), "Play", "play", look=PRIMARY)
        self._loop = PushButton(lambda: say(session.ToggleLoop()), "Loop", "loop")
        self._split = PushButton(self._toggle_channels, "L / R", "waveform")
        self._all = PushButton(lambda: say(session.ShowAll()), "All", "zoom_fit")
        self._selected = Caption(face=NUMBER, shade=PALETTE.second, align="right")
        for piece in (self._play, self._loop, self._split, self._all, self._selected):
            self.add_widget(piece)
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Take the sizes of another density."""
        self._sizes = sizes
        self._place()

    def _toggle_channels(self) -> None:
        split = self._channels is Channels.SPLIT
        self._say(session.ShowChannels(Channels.MONO if split else Channels.SPLIT))

    def show(self, editor: Editor, transport: Transport) -> None:
        """Show what the buttons would do now."""
        playing = transport.status in {Status.PLAYING, Status.STARTING}
        self._play.show("Pause" if playing else "Play", "pause" if playing else "play")
        self._loop.show("Loop", "loop", ON if transport.loop else PLAIN)
        self._channels = editor.channels
        self._split.show("L / R" if editor.channels is Channels.SPLIT else "Mono", "waveform")
        rate = editor.sample.rate if editor.sample else 0
        words = ""
        if editor.selection is not None and rate:
            length = Seconds(editor.selection.length / rate)
            words = f"sel {span_words(length)} · {editor.selection.length} frames"
        self._selected.show(words)

    def _place(self, *_: object) -> None:
        tall = dp(self._sizes.tool)
        x = self.x
        for button in (self._play, self._loop, self._split, self._all):
            wide = dp(96) if button is self._play else button.natural_width()
            button.size, button.pos = (wide, tall), (round(x), round(self.center_y - tall / 2))
            x += wide + dp(8)
        self._selected.pos = (round(x), self.y)
        self._selected.size = (max(0, round(self.right - x)), self.height)
