"""Messages between the app and `client_process`: a letter, a number, the rest.

Nothing but the standard library is imported here.
"""

from __future__ import annotations

import struct

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
AGAIN = b"n"
"""Process to app: number; the scheduler dropped the request."""
LOST = b"x"
"""Process to app: why the scheduler cannot be reached; the process ends."""
