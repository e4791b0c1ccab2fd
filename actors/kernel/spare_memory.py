"""Memory that was freed, and that the C library keeps for later."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Give pages that hold nothing back to the system; call it in a thread, as it may take 10 ms.

    What a list of a million rows took for a moment lies between what stays, so the C library would
    keep it for good.

    Source: malloc_trim(3), of the GNU C library only.
    """
    import ctypes  # late: nothing else of a start needs it

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
