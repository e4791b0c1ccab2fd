"""Answers with the length of a question; dies of some, prints at others, works or waits."""

from __future__ import annotations

import os
import sys
import time

from actors.kernel.worker import serve


def answer(question: bytes) -> bytes:
    if question == b"die":
        os._exit(3)
    if question == b"print":
        sys.stdout.write("a library says something\n")
        sys.stdout.flush()
        os.write(1, b"and another\n")
    if question.startswith(b"work"):  # so many seconds of a processor
        end = time.process_time() + float(question[4:])
        while time.process_time() < end:
            pass
    if question.startswith(b"wait"):
        time.sleep(float(question[4:]))
    return str(len(question)).encode()


if __name__ == "__main__":
    serve(answer)
