"""A GTK 3 window from which files are dragged: `/usr/bin/python3 gtk_sender.py LOG PATH…`.

Each thing that happens is a line of JSON in LOG.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]  # Debian's python3-gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # type: ignore[import-not-found]  # noqa: E402

LOG = Path(sys.argv[1])


def note(what: str, **more: Any) -> None:
    with LOG.open("a") as log:
        log.write(json.dumps({"what": what, "at": time.monotonic(), **more}) + "\n")


class Sender(Gtk.Window):
    """Files are dragged out of it."""

    def __init__(self) -> None:
        super().__init__(title="sempal test sender")
        self.set_default_size(200, 200)
        self.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
        self.drag_source_add_uri_targets()
        self.connect("drag-data-get", self.asked)
        self.connect("drag-end", lambda *_: note("end"))
        self.add_events(Gdk.EventMask.ENTER_NOTIFY_MASK)
        self.connect("enter-notify-event", lambda *_: note("entered"))
        self.connect("destroy", Gtk.main_quit)

    def asked(self, _widget: Any, _context: Any, data: Any, _info: int, _stamp: int) -> None:
        data.set_uris([Path(path).as_uri() for path in sys.argv[2:]])
        note("asked")


sender = Sender()
sender.show_all()
GLib.idle_add(lambda: note("shown", window=sender.get_window().get_xid()))
Gtk.main()
