"""A GTK 3 window that takes files: `/usr/bin/python3 gtk_receiver.py LOG [refuse] [die] [slow=S]`.

`slow` blocks at each motion, `late` asks for the files that much later, `die` ends at the drop.
Each thing that happens is a line of JSON in LOG.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]  # Debian's python3-gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # type: ignore[import-not-found]  # noqa: E402

LOG = Path(sys.argv[1])
HOW = dict(word.partition("=")[::2] for word in sys.argv[2:])


def note(what: str, **more: Any) -> None:
    with LOG.open("a") as log:
        log.write(json.dumps({"what": what, "at": time.monotonic(), **more}) + "\n")


class Receiver(Gtk.Window):
    """Takes what is dropped."""

    def __init__(self) -> None:
        super().__init__(title="sempal test receiver")
        self.set_default_size(300, 300)
        self.drag_dest_set(0, [], Gdk.DragAction.COPY)
        self.drag_dest_add_uri_targets()
        self.connect("drag-motion", self.moved)
        self.connect("drag-leave", lambda *_: note("leave"))
        self.connect("drag-drop", self.dropped)
        self.connect("drag-data-received", self.received)
        self.connect("destroy", Gtk.main_quit)

    def moved(self, _widget: Any, context: Any, x: int, y: int, stamp: int) -> bool:
        action = int(context.get_suggested_action())
        note("motion", x=x, y=y, action=action, actions=int(context.get_actions()))
        time.sleep(float(HOW.get("slow", 0)))
        Gdk.drag_status(context, 0 if "refuse" in HOW else Gdk.DragAction.COPY, stamp)
        return True

    def dropped(self, widget: Any, context: Any, _x: int, _y: int, stamp: int) -> bool:
        note("drop")
        if "die" in HOW:
            os._exit(9)
        target = self.drag_dest_find_target(context, None)

        def ask() -> None:
            widget.drag_get_data(context, target, stamp)

        if "late" in HOW:
            GLib.timeout_add(int(float(HOW["late"]) * 1000), ask)
        else:
            ask()
        return True

    def received(
        self, _widget: Any, context: Any, _x: int, _y: int, data: Any, _info: int, stamp: int
    ) -> None:
        uris = [*(data.get_uris() or [])]
        note("data", uris=uris)
        Gtk.drag_finish(context, bool(uris), False, stamp)


Receiver().show_all()
note("shown")
Gtk.main()
