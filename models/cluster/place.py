"""Place of computing, as the user names it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, replace

_LOCAL = re.compile(r"local:([1-9][0-9]{0,3})")
_REMOTE = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.%]+\]|[^/:\[\]\s@]+):([0-9]{1,5})")
_PORTS = 65_535


class InvalidPlace(ValueError):
    """A place cannot be used; the message is the reason, ready to be shown."""


class Unprotected(InvalidPlace):
    """Connections would not be encrypted, or the files for that are incomplete."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where samples are embedded, analysed and compared."""

    address: str = ""
    """`tcp://HOST:PORT` or `tls://HOST:PORT` of a Dask scheduler; `local:N`: N workers of a cluster
    on this computer; empty: processes of this computer."""
    tls_ca: str = ""
    """PEM file of the authority that signed all certificates; empty: no TLS."""
    tls_cert: str = ""
    """PEM file of our certificate."""
    tls_key: str = ""
    """PEM file of its key."""
    insecure: bool = False
    """Connect without TLS to other machines, too."""

    @property
    def is_cluster(self) -> bool:
        """Whether work goes to a Dask cluster."""
        return bool(self.address)

    @property
    def local_workers(self) -> int:
        """Number of workers of a cluster on this computer; 0: it is not one."""
        found = _LOCAL.fullmatch(self.address)
        return int(found[1]) if found else 0

    @property
    def is_encrypted(self) -> bool:
        """Whether connections use TLS."""
        return bool(self.tls_ca)


HERE = Place()


def checked_place(place: Place) -> Place:
    """Return the place with the address that is connected to.

    Raises:
        InvalidPlace: It is no address, TLS is incomplete, or a connection to another machine would
            not be encrypted.
    """
    files = (place.tls_ca, place.tls_cert, place.tls_key)
    if any(files) and not all(files):
        raise Unprotected("TLS needs a CA, a certificate and a key")
    if not place.address or place.local_workers:
        return place
    found = _REMOTE.fullmatch(place.address)
    if found is None or not 0 < int(found[3]) <= _PORTS:
        raise InvalidPlace(
            f"“{place.address}” is no address of a scheduler: tcp://HOST:8786 or local:2"
        )
    scheme, host, port = found.groups()
    if scheme == "tls" and not any(files):
        raise Unprotected("TLS needs a CA, a certificate and a key")
    if not any(files) and not place.insecure and not is_loopback(host):
        raise Unprotected(
            f"{host} is another machine: what is sent there must be encrypted with TLS (an"
            " authority, a certificate and a key), unless you declare the network safe (insecure)"
        )
    return replace(place, address=f"{'tls' if any(files) else 'tcp'}://{host}:{port}")


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this computer; names are not looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0]).is_loopback
    except ValueError:
        return False
