"""Replies with the length of a request; some make it die, print, compute or wait."""

from __future__ import annotations

import os
import sys
import time

from actors.kernel.serving import serve


def answer(request: bytes) -> bytes:
    if request == b"die":
        os._exit(3)
    if request == b"print":
        sys.stdout.write("a library says something\n")
        sys.stdout.flush()
        os.write(1, b"and another\n")
    if request.startswith(b"work"):  # CPU seconds
        end = time.process_time() + float(request[4:])
        while time.process_time() < end:
            pass
    if request.startswith(b"wait"):
        time.sleep(float(request[4:]))
    return str(len(request)).encode()


if __name__ == "__main__":
    serve(answer)
