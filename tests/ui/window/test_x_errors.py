"""Windows of other programs that vanish are no reason to end."""

from __future__ import annotations

from pathlib import Path

from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

from tests.ui.harness import frames, keys, window
from ui.sdl import sdl

XDND_VERSION, MORE_TYPES = 5, 1
"""Of an XdndEnter: its types stand in a property of the source."""


async def test_a_program_that_dies_while_it_drags_over_us(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        library = sdl()
        assert library is not None
        number = library.window_number()
        assert number is not None
        other = Display()
        source = other.screen().root.create_window(0, 0, 1, 1, 0, other.screen().root_depth)
        ours = other.create_resource_object("window", number)
        for name, flags in (("XdndEnter", XDND_VERSION << 24 | MORE_TYPES), ("XdndPosition", 0)):
            data = (32, [source.id, flags, 0, 0, 0])
            kind = other.intern_atom(name)
            ours.send_event(ClientMessage(window=ours, client_type=kind, data=data))
        source.destroy()  # before SDL reads the messages
        other.sync()
        other.close()
        await frames(5)
        await keys("Down")

        await screen.until(
            lambda state: state.browser.focus is not None and not state.browser.fresh
        )
