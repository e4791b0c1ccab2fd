"""pyo reads memory that was mapped elsewhere, as on systems without its shared tables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import soundfile

from actors.audio.process import shared_memory

FRAMES = 4000
PROGRAM = f"""
import sys
import numpy as np
from actors.audio.child import import_pyo
from actors.audio.process import protocol, shared_memory
from actors.audio.process.mapped_table import Mapping
from actors.audio.process.voice import PyoVoice, unmap

pyo = import_pyo()
server = pyo.Server(sr=48000, nchnls=1, buffersize=64, duplex=0, audio="offline").boot()
server.recordOptions(dur=0.1, filename=sys.argv[2], sampletype=3)
memory, _ = shared_memory.map_memory(sys.argv[1], 8 * ({FRAMES} + 1), make=False)
table = Mapping(pyo, memory, {FRAMES}).table
voice = PyoVoice(pyo, pyo.DataTable(2), pyo.Sig(1))
voice.sides[0].out()
voice.start([table], protocol.Play(1, 1, 10, 0, {FRAMES}, False, False), 0.0)
server.start()
voice.release()
unmap([table])
print("\\nclosed", memory.closed)
import os
sys.stdout.flush()
os._exit(0)
"""


def test_a_voice_plays_what_another_process_wrote(tmp_path: Path) -> None:
    name, heard = shared_memory.new_name(), tmp_path / "heard.wav"
    memory, _ = shared_memory.map_memory(name, 8 * (FRAMES + 1), make=True)
    values = np.frombuffer(memory)
    values[:FRAMES] = np.linspace(-0.5, 0.5, FRAMES)
    try:
        command = [sys.executable, "-c", PROGRAM, name, str(heard)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    finally:
        shared_memory.unlink(name)

    assert done.stdout.endswith("closed True\n")
    played = soundfile.read(heard)[0]
    first = int(np.flatnonzero(played)[0])
    # pyo fades the begin of its output in.
    assert np.abs(played[first + 500 : first + 3000] - values[510:3010]).max() < 1e-6
