"""A short connection to a scheduler that tells why it cannot be used.

Dask retries in silence where a certificate is refused, and waits where one side speaks TLS and the
other does not.
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

import trio

from actors.embeddings.cluster.dask_options import Connection
from actors.media.error import os_error_reason

SILENCE = 8.0
"""Seconds that a connection, a handshake or the first byte may take."""
UNSAID = 2.0
"""Seconds without a byte after which a plain connection may have met TLS; Dask speaks first."""
FOREIGN = frozenset({18, 19, 20, 21})
"""Codes of OpenSSL: the certificate was signed by nobody whom we know."""
SIZE = 8
"""Bytes of the length of a message."""
LONGEST = 1 << 32
"""Length of a first message that no scheduler sends: another protocol."""


class Unusable(Exception):
    """Our own files cannot be used; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a scheduler cannot be used."""

    reason: str
    lasts: bool = False
    """Whether it will be so until somebody changes something here or there."""


async def probe(connection: Connection) -> Fault | None:
    """Return why a scheduler cannot be used; `None`: nothing speaks against it.

    Raises:
        Unusable: The files for TLS cannot be used.
    """
    context = None
    if connection.tls_ca:
        context = await trio.to_thread.run_sync(tls_context, connection)
    host, _, port = connection.address.rpartition("://")[2].rpartition(":")
    place = host.strip("[]"), int(port)
    try:
        with trio.fail_after(SILENCE):
            stream = await _open(*place)
    except socket.gaierror:
        return Fault(f"no machine is known by the name “{host}”: check it, or use its IP address")
    except (OSError, trio.TooSlowError) as error:
        words = os_error_reason(error) if isinstance(error, OSError) else "no answer"
        return Fault(
            f"{host}:{port} takes no connections ({words}): start the scheduler there, or check the"
            " address and the firewall"
        )
    async with stream:
        if context is not None:
            return await _encrypted(stream, context, connection)
        first = await _first_bytes(stream, UNSAID)
    if first is None:
        return await _silent(*place)
    if len(first) == SIZE and int.from_bytes(first, "little") > LONGEST:
        return Fault("what answers there is no Dask scheduler", lasts=True)
    return None


def tls_context(connection: Connection) -> ssl.SSLContext:
    """Return TLS as Dask does it with these files.

    Raises:
        Unusable: One is missing, cannot be read or holds something else.
    """
    for path in (connection.tls_ca, connection.tls_cert, connection.tls_key):
        try:
            Path(path).read_bytes()
        except OSError as error:
            raise Unusable(f"TLS: {path} cannot be read: {os_error_reason(error)}") from error
    try:
        context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=connection.tls_ca)
    except (ssl.SSLError, ValueError) as error:
        words = f"TLS: {connection.tls_ca} holds no certificate of an authority (PEM)"
        raise Unusable(words) from error
    context.check_hostname = False
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    cert, key = connection.tls_cert, connection.tls_key
    try:
        ssl.create_default_context().load_cert_chain(cert, key, _no_password)
    except (ssl.SSLError, ValueError) as error:
        raise Unusable(_pair_fault(cert, key, error)) from error
    context.load_cert_chain(cert, key)
    return context


def _pair_fault(cert: str, key: str, error: Exception) -> str:
    """Return what is wrong with a certificate and its key."""
    if getattr(error, "reason", "") == "KEY_VALUES_MISMATCH":
        return f"TLS: the key {key} does not belong to the certificate {cert}"
    try:
        ssl.create_default_context(cafile=cert)
    except (ssl.SSLError, ValueError):
        return f"TLS: {cert} holds no certificate (PEM)"
    if "ENCRYPTED" in Path(key).read_text("latin-1"):
        return f"TLS: {key} is protected by a password: a key without one is needed"
    return f"TLS: {key} holds no key (PEM)"


def _no_password() -> str:
    """Return the password of a key: asking for it would halt a program without a terminal."""
    return ""


async def _open(host: str, port: int) -> trio.SocketStream:
    """Connect, by any address of the host.

    Raises:
        OSError: None takes the connection.
    """
    try:
        return await trio.open_tcp_stream(host, port)
    except OSError as error:
        causes = getattr(error.__cause__, "exceptions", ())
        known = [one for one in causes if isinstance(one, OSError) and one.errno]
        if error.errno is None and known:
            raise known[0] from error
        if error.errno is None and isinstance(error.__cause__, OSError):
            raise error.__cause__ from error
        raise


async def _first_bytes(stream: trio.abc.ReceiveStream, within: float) -> bytes | None:
    """Return up to `SIZE` bytes; `None`: there were none in time."""
    with trio.move_on_after(within):
        try:
            return bytes(await stream.receive_some(SIZE))
        except trio.BrokenResourceError:
            return b""
    return None


async def _encrypted(
    stream: trio.SocketStream, context: ssl.SSLContext, connection: Connection
) -> Fault | None:
    """Return why a scheduler cannot be used with TLS."""
    secure = trio.SSLStream(stream, context, https_compatible=True)
    try:
        with trio.fail_after(SILENCE):
            await secure.do_handshake()
            # With TLS 1.3 our own certificate is judged after our end of the handshake.
            if await secure.receive_some(1):
                return None
        error: BaseException | None = None
    except trio.TooSlowError:
        return Fault("what answers there says nothing: it is no Dask scheduler, or it hangs")
    except trio.BrokenResourceError as broken:
        error = broken.__cause__
    if isinstance(error, ssl.SSLCertVerificationError):
        words = f"is not of the authority {connection.tls_ca} ({error.verify_message})"
        if error.verify_code not in FOREIGN:
            words = f"is not accepted: {error.verify_message}"
        return Fault(f"its certificate {words}", lasts=True)
    reason = str(getattr(error, "reason", "") or "")
    if reason in {"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"}:
        return Fault("it does not speak TLS: “tcp://”, without certificates", lasts=True)
    said = reason.rpartition("ALERT_")[2].replace("_", " ").lower() or "it closes the connection"
    words = f"it does not accept our certificate {connection.tls_cert}: {said}"
    return Fault(words, lasts="ALERT" in reason)


async def _silent(host: str, port: int) -> Fault | None:
    """Return why a scheduler says nothing without TLS; `None`: it may only be busy."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with trio.fail_after(UNSAID):
            async with await _open(host, port) as stream:
                await trio.SSLStream(stream, context).do_handshake()
    except (OSError, trio.TooSlowError, trio.BrokenResourceError) as error:
        if "ALERT" not in str(getattr(error.__cause__, "reason", "")):
            return None
    return Fault(
        "it takes nothing but TLS: “tls://”, with an authority, a certificate and a key", lasts=True
    )
