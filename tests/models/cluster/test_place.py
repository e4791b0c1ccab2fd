"""Where work is done: what is an address, and what must be encrypted."""

from __future__ import annotations

import pytest

from models.cluster.place import InvalidPlace, Place, checked_place, is_loopback

FILES = ("ca.pem", "cert.pem", "key.pem")


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place(), ""),
        (Place("local:2"), "local:2"),
        (Place("tcp://localhost:8786"), "tcp://localhost:8786"),
        (Place("tcp://127.0.0.1:8786"), "tcp://127.0.0.1:8786"),
        (Place("tcp://[::1]:8786"), "tcp://[::1]:8786"),
        (Place("tcp://studio:8786", insecure=True), "tcp://studio:8786"),
        (Place("tcp://studio:8786", *FILES), "tls://studio:8786"),
        (Place("tls://studio:8786", *FILES), "tls://studio:8786"),
    ],
)
def test_what_can_be_used(place: Place, address: str) -> None:
    assert checked_place(place).address == address


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (Place("tcp://studio:8786"), "must be encrypted"),
        (Place("tcp://127.0.0.1.example:8786"), "must be encrypted"),
        (Place("tls://studio:8786"), "TLS needs"),
        (Place("tls://studio:8786", insecure=True), "TLS needs"),
        (Place("tcp://studio:8786", tls_ca="ca.pem"), "TLS needs"),
        (Place("local:0"), "no address"),
        (Place("studio:8786"), "no address"),
        (Place("tcp://studio"), "no address"),
        (Place("tcp://studio:99999", insecure=True), "no address"),
        (Place("tcp://me@studio:8786", insecure=True), "no address"),
    ],
)
def test_what_cannot_be_used_has_a_reason(place: Place, why: str) -> None:
    with pytest.raises(InvalidPlace, match=why):
        checked_place(place)


def test_names_are_not_looked_up() -> None:
    assert is_loopback("localhost")
    assert is_loopback("[::1]")
    assert not is_loopback("localhost.example")
    assert not is_loopback("10.0.0.1")
