"""Answers with the length of a question; dies of some, prints at others."""

from __future__ import annotations

import os
import sys

from actors.kernel.worker import serve


def answer(question: bytes) -> bytes:
    if question == b"die":
        os._exit(3)
    if question == b"print":
        sys.stdout.write("a library says something\n")
        sys.stdout.flush()
        os.write(1, b"and another\n")
    return str(len(question)).encode()


if __name__ == "__main__":
    serve(answer)
