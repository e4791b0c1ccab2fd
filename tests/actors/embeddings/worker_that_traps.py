"""Hears every path, but for those whose name says what to do."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

from actors.embeddings.reply import EMBEDDED
from actors.kernel.serving import serve

PARENT = os.getppid()
EMPTY: dict[str, object] = {
    "tempo": None,
    "tempo_confidence": 0.0,
    "key": "",
    "key_confidence": 0.0,
    "loudness": None,
    "onsets": 0,
    "other_tempo": None,
    "other_confidence": 0.0,
    "at": [],
}
"""An analysis that found nothing."""


def answer(path: bytes) -> bytes:
    """Return the path, in an analysis.

    `deadly` ends this process, `fatal` the one that started it; either is counted beside the file.
    """
    name = os.fsdecode(path)
    if "deadly" in name or "fatal" in name:
        alive = os.getppid() == PARENT  # it may have ended by itself meanwhile
        if "deadly" in name or alive:
            with Path(f"{name}.victims").open("a", encoding="utf-8") as victims:
                victims.write("x")
        if "fatal" in name and alive:
            os.kill(PARENT, signal.SIGKILL)
        os._exit(3)
    if "slow" in name:
        time.sleep(0.1)  # the length of its work
    with Path(name).with_suffix(".computed").open("a", encoding="utf-8") as computed:
        computed.write("x")
    return EMBEDDED + json.dumps({**EMPTY, "loudness": -float(len(name))}).encode()


if __name__ == "__main__":
    serve(answer)
