"""Files by their address: whole, cut off, absent, of another content."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.commandline.conftest import Program
from ui.commandline.download import local_copy

CONTENT = os.urandom(3 << 20)


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/none":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[: len(CONTENT) // 2] if "cut" in self.path else CONTENT)

    def log_message(self, *_words: object) -> None: ...


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()
        thread.join()


def test_a_file_is_fetched_whole_and_gone_afterwards(tmp_path: Path, server: str) -> None:
    with local_copy(f"{server}/some/model%20one.pt?x=1", tmp_path) as path:
        assert path.name == "model one.pt"
        assert path.read_bytes() == CONTENT

    assert list(tmp_path.iterdir()) == []


def test_a_path_is_taken_as_it_is(tmp_path: Path) -> None:
    with local_copy(str(tmp_path / "weights.pt"), tmp_path) as path:
        assert path == tmp_path / "weights.pt"


@pytest.mark.parametrize(
    ("place", "reason"), [("cut.pt", "cannot be fetched"), ("none", "404"), (":x/", "cannot")]
)
def test_what_does_not_come_whole_is_told_and_leaves_nothing(
    tmp_path: Path, server: str, place: str, reason: str
) -> None:
    address = f"{server}/{place}" if place != ":x/" else "http://127.0.0.1:1/x"
    with pytest.raises(OSError, match=reason), local_copy(address, tmp_path):
        pass

    assert list(tmp_path.iterdir()) == []


def test_weights_of_an_address_are_refused_like_those_of_a_file(
    sempal: Program, server: str
) -> None:
    wrong = sempal.run("model", "install", "clap", "--checkpoint", f"{server}/weights.pt")
    digest = hashlib.sha256(b"others").hexdigest()
    others = sempal.run(
        *("model", "install", "clap", "--checkpoint", f"{server}/weights.pt", "--sha256", digest)
    )
    absent = sempal.run("model", "install", "clap", "--checkpoint", f"{server}/none")

    assert (wrong.returncode, others.returncode, absent.returncode) == (1, 1, 1)
    assert "weights.pt" in wrong.stderr.decode()
    assert f"not {digest}" in others.stderr.decode()
    assert "404" in absent.stderr.decode()
    assert not (sempal.folder / "models" / "clap").exists()
