"""Speech synthesised by Flite, as none of our freely licensed packs contains voices.

Flite and its voices (Debian's `flite`) are under a BSD-like licence.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

VOICES = ("kal", "kal16", "awb", "rms", "slt")
WORDS = (
    "hello yeah one two three four go stop come on everybody let me see you fire water move your"
    " body feel the love tonight ready attack victory defeat oh no look out that hurts nice shot"
    " goodbye amazing dance yes what who is there follow hey over here I need help beautiful day"
)
COUNT = 80


def synthesise_speech(out: Path) -> Iterator[Path]:
    """Yield recordings of a few words each, written to `out`; none without Flite."""
    if shutil.which("flite") is None:
        print("no voices: flite is missing (apt-get install flite)")
        return
    chance = random.Random(1)  # noqa: S311 - the selection of words is no secret
    for number in range(COUNT):
        words = " ".join(chance.choices(WORDS.split(), k=chance.choice((1, 1, 2, 3, 5))))
        settings = {
            "duration_stretch": chance.uniform(0.7, 1.4),
            "int_f0_target_mean": chance.uniform(80, 230),
        }
        given = [part for name, one in settings.items() for part in ("--setf", f"{name}={one}")]
        path = out / f"speech {number}.wav"
        command = ["flite", "-voice", chance.choice(VOICES), *given, "-t", words, "-o", str(path)]
        subprocess.run(command, check=True)
        yield path
