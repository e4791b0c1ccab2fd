"""A file manager on the session bus: `python3 file_manager.py NOTES takes|refuses`."""

from __future__ import annotations

import sys
from pathlib import Path

import gi  # type: ignore[import-not-found]  # Debian's python3-gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # type: ignore[import-not-found]  # noqa: E402

NAME = "org.freedesktop.FileManager1"
INTERFACE = f"""<node><interface name="{NAME}"><method name="ShowItems">
<arg type="as" direction="in"/><arg type="s" direction="in"/></method></interface></node>"""


def called(*arguments: object) -> None:
    """Note the addresses, or refuse."""
    parameters, invocation = arguments[5], arguments[6]
    if sys.argv[2] == "refuses":
        invocation.return_dbus_error("org.example.No", "not today")  # type: ignore[attr-defined]
        return
    uris = parameters.unpack()[0]  # type: ignore[attr-defined]
    Path(sys.argv[1]).write_text("".join(f"{uri}\n" for uri in uris))
    invocation.return_value(None)  # type: ignore[attr-defined]


def owned(*_: object) -> None:
    """Say that it is there."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def main() -> None:
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    node = Gio.DBusNodeInfo.new_for_xml(INTERFACE)
    bus.register_object("/org/freedesktop/FileManager1", node.interfaces[0], called, None, None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, owned, None)
    GLib.MainLoop().run()


main()
