"""Messages between the app and `client_process`: a letter, a number, the rest.

Nothing but the standard library is imported here.
"""

from __future__ import annotations

import struct

ENDS = "sempal-ends"
"""Topic of the scheduler's events about workers that vanished."""
NUMBER = struct.Struct("<I")
"""Number of a request."""
REQUEST = b"r"
"""App to process: number, address of the worker, line feed, request as in `envelope`."""
CANCEL = b"c"
"""App to process: number."""
READY = b"o"
"""Process to app: connected."""
WORKERS = b"w"
"""Process to app: JSON object of addresses and threads of all workers."""
ANSWER = b"a"
"""Process to app: number, answer as in `envelope`."""
FAILED = b"f"
"""Process to app: number, why the task failed on the worker."""
GONE = b"g"
"""Process to app: number; the worker vanished."""
ENDED = b"e"
"""Process to app: JSON object of addresses of workers that vanished, and how their processes ended,
as their hosts say; empty: not of themselves, but because they lost the scheduler."""
AGAIN = b"n"
"""Process to app: number; the scheduler dropped the request."""
UNFETCHED = "its answers cannot be fetched: the scheduler does not reach it, perhaps for a firewall"
"""Why a request failed at a worker that lives."""
LOST = b"x"
"""Process to app: why the scheduler cannot be reached; the process ends."""
