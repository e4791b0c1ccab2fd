"""The Kivy app as one trio task: build the widgets, render each new state, post intents."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import trio
from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from loguru import logger

from actors.kernel.latest import Latest
from actors.kernel.mailbox import MailboxFull, Slot
from actors.messages.intents import Intent, OpenWindow, ShowNotice, UseFingers
from data import desktop
from models.audio.units import Seconds, Ticket
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.transport import Status
from ui import double_tap, software_renderer
from ui import touch_input as fingers
from ui.fairclock import FairClock
from ui.keyboard import KeyboardInput, WindowKeys
from ui.keymap import KeyContext
from ui.keypress import Keymap
from ui.plain_texture import sample_nearest
from ui.sdl import sdl
from ui.shell.folder_dialog import chooser
from ui.shell.root import Root
from ui.shell.subfolders import Subfolders, subfolders
from ui.theme import PALETTE
from ui.widgets.menu import Menu
from ui.widgets.pointer import FINGER, pointer
from ui.window_place import WindowPlace
from ui.window_raising import raise_window
from ui.x_errors import outlive_x_errors

CALM = 0.5
"""Seconds after the first frame in which the first rows appear."""
PATIENCE = 0.4
"""Seconds for which the second frame waits for the first rows, as drawing takes time from reading
them."""

STILL = 1.0
"""Seconds without input after which nobody waits for a frame."""
CHORD = 0.25
"""Seconds between two looks at whether the rest of a chord still comes."""
GATHER = 0.04
"""Seconds for which a frame waits for more that becomes known, in that time and while nobody has
done anything: folders, counts and types follow the rows, and each frame costs as long as those."""


class SempalApp(App):
    """Renders `state` and posts intents; owns no other state."""

    title = "sempal"
    icon = str(Path(desktop.__file__).parent / "sempal-64.png")
    use_kivy_settings = False

    def __init__(self, intents: Slot[Intent], state: Latest[AppState]) -> None:
        super().__init__()
        self._intents, self._state = intents, state
        self._clock = FairClock(self._starting, self._frame_shown)
        self._root: Root | None = None
        self._pending = ""
        self._full = False
        self._calls = 0
        self._dropped: list[bytes] | None = None
        """Files of a drop that is under way."""
        self._awaits_row = True
        self._gathers_until = math.inf
        """Until then what becomes known is shown together."""
        self._used = False
        self._nursery: trio.Nursery | None = None
        self.drawn = trio.Event()
        """Set when the first frame is on the screen."""
        self._keyboard_input = KeyboardInput(
            self.post,
            self._key_context,
            lambda: self.root_part.editing,
            self._chord_changed,
            WindowKeys(
                lambda action: self.root_part.act(action),  # noqa: PLW0108 - the root is made later
                lambda key: self.root_part.walk_keys.press(key),  # noqa: PLW0108 - as above
                lambda: self.root_part.walk_keys.leave(),  # noqa: PLW0108 - as above
                lambda: self.root_part.cancel_gesture(),  # noqa: PLW0108 - as above
            ),
        )
        self._keys: Mapping[str, tuple[str, ...]] = {}
        self._place = WindowPlace(self.post)
        self._scaled: int | None = None
        """The setting that the sizes of all widgets follow."""

    def do_meanwhile(self, work: Callable[[], None]) -> None:
        """Do something while the first frame is rendered; it may take as long as that."""
        self._clock.meanwhile = work

    async def rest(self) -> None:
        """Wait until nobody has done anything for a while."""
        while (until := self._clock.last_input + STILL) > trio.current_time():  # noqa: ASYNC110 - each input sets it back
            await trio.sleep_until(until)

    @property
    def root_part(self) -> Root:
        """Root widget.

        Raises:
            RuntimeError: The window is not built yet.
        """
        if self._root is None:
            raise RuntimeError("the window is not built yet")
        return self._root

    def post(self, intent: Intent) -> None:
        """Post an intent to the session; drop it with a log line if the mailbox is full."""
        try:
            self._intents.post(intent)
        except MailboxFull:
            logger.warning("{} dropped: the session is busy", type(intent).__name__)
        self._used = True
        self._clock.wake()

    def build(self) -> Root:
        """Build the widget tree."""
        Window.clearcolor = PALETTE.ground
        sample_nearest()
        self._scale(self._state.value.settings.scale)
        self._root = self._make_root()
        return self._root

    def _make_root(self) -> Root:
        pick = chooser()
        browse: Callable[[], None] | None = None
        if pick is not None:
            browse = lambda: self._in_background(pick)  # noqa: E731 - one line says it
        return Root(self.post, browse, self._read_folders, self.stop)

    def _scale(self, percent: int | None) -> None:
        """Set the size of everything; widgets know it when they are made."""
        self._scaled = percent
        self._place.fit(percent)

    def _rescale(self, percent: int | None) -> None:
        """Make the whole window again, in another size; what has the keyboard keeps it."""
        Menu.shut()
        old = self.root_part
        left = old.places
        old.close()
        Window.remove_widget(old)
        self._scale(percent)
        self._root = self.root = self._make_root()
        self._root.resume(left)
        Window.add_widget(self._root)

    def open_settings(self, *_: object) -> bool:
        """Disable Kivy's own settings panel on F1."""
        return False

    async def run(self) -> None:
        """Show the window until it is closed."""
        self._clock.install()
        async with trio.open_nursery() as nursery:
            self._nursery = nursery
            nursery.start_soon(self._wake_on_change)
            nursery.start_soon(self._watch_input)
            nursery.start_soon(self._connect)
            try:
                await self.async_run(async_lib="trio")
            finally:
                if App.get_running_app() is self:
                    self.stop()  # Kivy does not after a crash or a cancellation
                self._clock.uninstall()
                nursery.cancel_scope.cancel()

    def on_start(self) -> None:
        """Install the input handlers and start rendering."""
        software_renderer.lower_priority()
        outlive_x_errors()
        fingers.install()
        double_tap.install()
        self._keyboard_input.bind()
        self._place.bind()
        Window.bind(on_touch_up=self._on_touch_up, **self._drop_handlers())
        self._tick(0)
        Clock.schedule_interval(self._tick, 0)

    def on_stop(self) -> None:
        """Remove the input handlers; Kivy may call this twice."""
        self._keyboard_input.unbind()
        self._place.unbind()
        self._place.release()
        Window.unbind(on_touch_up=self._on_touch_up, **self._drop_handlers())
        Clock.unschedule(self._tick)

    def _tick(self, _since: float) -> None:
        state = self._state.value
        if state.settings.scale != self._scaled:
            self._rescale(state.settings.scale)
        if state.settings.keys != self._keys:
            self._rebind(state.settings.keys)
        self.root_part.show(state, self._pending, self._keyboard_input.keymap)
        if self._keyboard_input.tick():
            self._clock.draw_in(CHORD)
        now = Seconds(time.monotonic())
        due = self.root_part.tick(now)
        if due is not None and due <= now:
            self._clock.keep_full_rate()
        elif due is not None:
            self._clock.draw_in(due - now)
        self._place.show(state)
        if state.screen.full is not self._full:
            self._full = state.screen.full
            Window.fullscreen = "auto" if self._full else False
        if state.screen.closing:
            self.stop()
        if state.call.number != self._calls:
            self._calls = state.call.number
            raise_window(state.call.startup)
        if self._awaits_row and any(state.browser.window.rows):
            self._awaits_row = False
            self._gathers_until = trio.current_time() + CALM
            logger.info("first row drawn")

    def _frame_shown(self) -> None:
        if self.drawn.is_set():
            return
        self.drawn.set()
        if not self._state.value.sources.known:
            self._clock.hold(PATIENCE)
        logger.info("first frame drawn")  # scripts/bench startup parses this line and "first row"

    def _rebind(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._keys = keys
        self._keyboard_input.keymap = Keymap.with_overrides(keys)
        for reason in self._keyboard_input.keymap.problems:
            logger.warning("config.toml: {}", reason)
            self.post(ShowNotice(Notice(NoticeKind.SETTINGS_INVALID, reason=reason)))

    async def _watch_input(self) -> None:
        await self.drawn.wait()  # there is no window before that
        await self._clock.watch_input()

    async def _connect(self) -> None:
        """Announce the window to the session after the start, as that starts a process."""
        await self.drawn.wait()
        await trio.sleep(CALM)
        library = sdl()
        self.post(OpenWindow(None if library is None else library.window_number()))

    async def _wake_on_change(self) -> None:
        shown = None
        while True:
            shown = await self._state.until(lambda state, last=shown: state is not last)  # type: ignore[misc]
            if shown.listed:
                if trio.current_time() < self._gathers_until and not self._used:
                    await trio.sleep(GATHER)
                self._clock.release()
            self._clock.wake()
            await trio.lowlevel.checkpoint()

    def _starting(self) -> Ticket | None:
        transport = self._state.value.transport
        return transport.ticket if transport.status is Status.STARTING else None

    def _key_context(self) -> KeyContext:
        root = self.root_part
        return KeyContext(self._state.value, root.playhead, root.docks)

    def _chord_changed(self, pending: str) -> None:
        self._pending = pending
        self._clock.wake()

    def _on_touch_up(self, _window: object, touch: MotionEvent) -> None:
        # On touch up only: the layout must not change under a finger.
        fingers = pointer(touch) == FINGER
        if fingers is not self._state.value.screen.fingers:
            self.post(UseFingers(fingers))

    def _drop_handlers(self) -> dict[str, Callable[..., None]]:
        return {
            "on_drop_begin": self._on_drop_begin,
            "on_drop_file": self._on_drop_file,
            "on_drop_end": self._on_drop_end,
        }

    def _on_drop_begin(self, *_: object) -> None:
        self._dropped = []

    def _on_drop_file(self, _window: object, path: bytes, x: int, y: int, *_: object) -> None:
        if self._dropped is None:  # one that was not announced
            self.root_part.take_drop((path,), x, Window.height - y)
        else:
            self._dropped.append(path)

    def _on_drop_end(self, _window: object, x: int, y: int, *_: object) -> None:
        paths, self._dropped = self._dropped, None
        if paths:
            self.root_part.take_drop(tuple(paths), x, Window.height - y)

    def _read_folders(self, typed: str, then: Callable[[Subfolders], None]) -> None:
        async def read() -> None:
            # A drive may not respond for a long time: abandon the thread when the app closes.
            then(await trio.to_thread.run_sync(subfolders, typed, abandon_on_cancel=True))
            self._clock.wake()

        if self._nursery is not None:
            self._nursery.start_soon(read)

    def _in_background(self, pick: Callable[[], object]) -> None:
        async def picked() -> None:
            root = await pick()  # type: ignore[misc]
            if root:
                self.root_part.take_folder(root)

        if self._nursery is not None:
            self._nursery.start_soon(picked)
