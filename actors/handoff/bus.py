"""The session bus, where file managers listen."""

from __future__ import annotations

from collections.abc import Sequence

import trio
from jeepney import DBusAddress, DBusErrorResponse, MessageType, new_method_call
from jeepney.io.trio import open_dbus_router
from loguru import logger

MANAGER = DBusAddress(
    "/org/freedesktop/FileManager1",
    bus_name="org.freedesktop.FileManager1",
    interface="org.freedesktop.FileManager1",
)
"""Source: https://www.freedesktop.org/wiki/Specifications/file-manager-interface/."""
PATIENCE = 5.0
"""Seconds: the bus starts a file manager that does not run yet."""


async def show_items(uris: Sequence[str], startup: str) -> bool:
    """Let the file manager show files selected; return whether it did.

    Args:
        uris: One file per folder: some file managers open a window for each.
        startup: Startup notification id, so that its window gets the focus; or empty.
    """
    order = new_method_call(MANAGER, "ShowItems", "ass", ([*uris], startup))
    with trio.move_on_after(PATIENCE):
        try:
            async with open_dbus_router(bus="SESSION") as router:
                answer = await router.send_and_get_reply(order)
        # jeepney documents no errors: a missing address of the bus is a KeyError, a bus that
        # refuses an authentication a ValueError of its own.
        except Exception as error:  # noqa: BLE001
            logger.info("no file manager on the bus: {}", _reason(error))
            return False
        if answer.header.message_type is MessageType.method_return:
            return True
        logger.info("the file manager refused: {}", answer.body)
        return False
    logger.info("the file manager does not answer")
    return False


def _reason(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    named = error.name if isinstance(error, DBusErrorResponse) else type(error).__name__
    return f"{named}: {error}"
