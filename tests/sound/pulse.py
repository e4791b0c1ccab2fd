"""A private PulseAudio server with a recordable sink."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

SCRIPT = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=test rate=48000 format=float32le channels=2 \
channel_map=front-left,front-right norewinds=1
set-default-sink test
"""


class Pulse:
    """A server that can start, die and restart in one folder; never the desktop's own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sempal-pulse-"))
        self.socket = self.folder / "native"
        self._script = self.folder / "test.pa"
        self._script.write_text(SCRIPT.format(socket=self.socket))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables for clients."""
        return {
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_RUNTIME_PATH": str(self.folder / "runtime"),
            "XDG_RUNTIME_DIR": str(self.folder),
        }

    @property
    def running(self) -> bool:
        """Whether it is running."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and wait until it responds."""
        environment = {**os.environ, **self.environment, "HOME": str(self.folder)}
        del environment["PULSE_SERVER"]
        # On a session bus there can be only one server; a screen brings one with dbus-x11.
        environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        environment.pop("DISPLAY", None)
        self._process = subprocess.Popen(
            [
                *("pulseaudio", "-n", "-F", str(self._script), "--daemonize=no"),
                *("--exit-idle-time=-1", "--use-pid-file=no", "--realtime=no"),
                # Shared memory is off because containers often cap it at 64 MB.
                *("--high-priority=no", "--disable-shm=yes", "--enable-memfd=no"),
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            if self._answers():
                return
            time.sleep(0.05)  # polls another program
        raise RuntimeError("PulseAudio does not start")

    def _answers(self) -> bool:
        asked = subprocess.run(
            ["pactl", "info"],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        return asked.returncode == 0

    def kill(self) -> None:
        """Kill it, as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
            self.socket.unlink(missing_ok=True)

    def end(self) -> None:
        """Stop it and remove its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
