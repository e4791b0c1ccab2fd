"""What is told of a scheduler that cannot be used: real schedulers, certificates made here."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import trio

from actors.embeddings.cluster import link
from actors.embeddings.cluster.dask_options import Connection
from actors.embeddings.cluster.host import SCHEDULER, Reports, host_worker
from actors.embeddings.cluster.link import Link
from actors.embeddings.cluster.probe import Unusable, probe
from tests.actors.embeddings.cluster.clusters import NOWHERE, Running, start

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two authorities `a.pem` and `b.pem`, and a machine of each: `in-a.pem` and `in-b.pem`."""
    folder = tmp_path_factory.mktemp("tls")
    for name in "ab":
        own = ("-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "2")
        _openssl(folder, "req", "-x509", *KEY, *own, "-subj", f"/CN=authority {name}")
        _openssl(
            folder, "req", *KEY, "-keyout", f"in-{name}.key", "-out", "csr", "-subj", "/CN=machine"
        )
        by = ("-CA", f"{name}.pem", "-CAkey", f"{name}.key", "-CAcreateserial")
        _openssl(folder, "x509", "-req", "-in", "csr", *by, "-out", f"in-{name}.pem", "-days", "2")
    _openssl(folder, "ec", "-in", "in-a.key", "-aes256", "-passout", "pass:x", "-out", "locked.key")
    (folder / "empty.pem").touch()
    return folder


def _connection(files: Path, address: str = "", ca: str = "a", own: str = "a") -> Connection:
    pair = (str(files / f"in-{own}.{end}") for end in ("pem", "key"))
    return Connection(address, str(files / f"{ca}.pem"), *pair)


@pytest.fixture(scope="module")
def schedulers(files: Path) -> Iterator[tuple[Running, Running]]:
    """A scheduler with TLS, of the authority `a`, and one without."""
    given = (_connection(files, "tls://127.0.0.1:0"), Connection("tcp://127.0.0.1:0"))
    both = [start(SCHEDULER, one.as_dict()) for one in given]
    yield both[0], both[1]
    for one in both:
        one.end()


@pytest.mark.parametrize(
    ("ca", "own", "lasts", "words"),
    [
        ("a", "a", None, ()),
        ("b", "a", True, ("its certificate is not of the authority", "b.pem")),
        ("a", "b", True, ("does not accept our certificate", "in-b.pem")),
        ("", "", True, ("nothing but TLS",)),
    ],
)
async def test_why_a_scheduler_with_tls_cannot_be_used(
    files: Path,
    schedulers: tuple[Running, Running],
    ca: str,
    own: str,
    lasts: bool | None,
    words: tuple[str, ...],
) -> None:
    address = schedulers[0].address
    fault = await probe(_connection(files, address, ca, own) if ca else Connection(address))
    assert (fault.lasts if fault else None) is lasts
    assert all(one in (fault.reason if fault else "") for one in words), fault


async def test_why_a_scheduler_without_tls_cannot_be_used(
    files: Path, schedulers: tuple[Running, Running]
) -> None:
    address = schedulers[1].address
    assert await probe(Connection(address)) is None
    fault = await probe(_connection(files, address))
    assert fault is not None
    assert fault.lasts
    assert "does not speak TLS" in fault.reason


async def test_what_is_no_scheduler_is_named_as_such() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def greet() -> None:
            with suppress(OSError), server.accept()[0] as taken:
                taken.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        fault = await probe(Connection(f"tcp://127.0.0.1:{port}"))
        thread.join()
    assert fault is not None
    assert "no Dask scheduler" in fault.reason
    nobody = await probe(Connection(f"tcp://127.0.0.1:{port}"))
    assert nobody is not None
    assert not nobody.lasts, "one may be started"
    assert f"127.0.0.1:{port}" in nobody.reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tls_ca": "none.pem"}, ("none.pem", "not found")),
        ({"tls_ca": "in-a.key"}, ("in-a.key", "authority")),
        ({"tls_cert": "empty.pem"}, ("empty.pem", "no certificate")),
        ({"tls_key": "in-b.key"}, ("in-b.key", "in-a.pem", "does not belong")),
        ({"tls_key": "locked.key"}, ("locked.key", "password")),
        ({"tls_key": "a.pem"}, ("a.pem", "no key")),
    ],
)
async def test_files_that_cannot_be_used_are_named(
    files: Path, change: dict[str, str], words: tuple[str, ...]
) -> None:
    given = replace(
        _connection(files, "tls://127.0.0.1:1"),
        **{name: str(files / value) for name, value in change.items()},
    )
    with pytest.raises(Unusable) as raised:
        await probe(given)
    assert all(one in str(raised.value) for one in words), raised.value


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://no-such-machine.invalid:8786", ("no-such-machine.invalid", "IP address")),
        ("tcp://127.0.0.1:9", ("127.0.0.1:9", "start the scheduler there")),
    ],
)
async def test_a_scheduler_that_takes_no_connections_is_given_up_soon(
    monkeypatch: pytest.MonkeyPatch, address: str, words: tuple[str, ...]
) -> None:
    for limit in ("FIRST", "LOOKED_FOR"):
        monkeypatch.setattr(link, limit, 1e6)
    async with trio.open_nursery() as nursery:
        tried = Link(nursery, Connection(address))
        while not tried.reason:
            await tried.until_changed()
    assert all(one in tried.reason for one in words), tried.reason


async def test_both_ends_tell_at_once_what_only_a_person_can_change(
    files: Path, schedulers: tuple[Running, Running]
) -> None:
    given = _connection(files, schedulers[0].address, own="b")
    said: list[str] = []
    async with trio.open_nursery() as nursery:

        def say(fault: str) -> None:
            said.append(fault)
            nursery.cancel_scope.cancel()

        await host_worker(given, 1, NOWHERE, Reports(said.append, say))
    assert len(said) == 1
    assert "in-b.pem" in said[0]
    async with trio.open_nursery() as nursery:
        link = Link(nursery, given)
        while not link.reason:
            await link.until_changed()
        assert said[0] in link.reason
        assert link.address in link.reason
