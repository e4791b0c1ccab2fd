"""Stands in for the process, without an X server: behaves as its arguments say.

`python -m tests.actors.handoff.far_end [WORD…]`: `unconnected` ends as without an X server,
`deaf` stops reading after the first command, `dies` ends at a drag, `mute` answers no probe.
"""

from __future__ import annotations

import os
import sys
import time

from actors.handoff.process.protocol import Alive, FromProcess, Probe, decode_command, encode
from actors.messages import handoff
from models.handoff.drag import Outcome, Place, Verdict


def say(event: FromProcess) -> None:
    os.write(1, encode(event))


def main(how: set[str]) -> int:
    if "unconnected" in how:
        say(handoff.NotConnected("no X server here"))
        return 0
    for line in sys.stdin.buffer:
        match decode_command(line):
            case handoff.Connect():
                say(handoff.Connected())
                if "deaf" in how:
                    time.sleep(60)  # until it is killed
            case handoff.Carry(ticket=ticket):
                if "dies" in how:
                    os._exit(9)
                say(handoff.Over(ticket, Place.HOME))
            case handoff.Load(ticket=ticket):
                say(handoff.Over(ticket, Place.ACCEPTED))
            case handoff.CallOff(ticket=ticket):
                say(handoff.LetGo(ticket, Verdict.CANCELLED))
                say(handoff.Done(ticket, Outcome.TAKEN))
            case handoff.Hold(paths=paths, text=text):
                say(handoff.Held(len(paths), text))
            case handoff.ReadClipboard(ticket=ticket):
                say(handoff.OnClipboard(ticket, (b"/\xff a", b"/b"), cut=True))
            case Probe() if "mute" not in how:
                say(Alive())
            case _:
                pass
    return 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
