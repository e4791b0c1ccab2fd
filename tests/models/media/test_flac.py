"""Headers and sums of FLAC frames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.media.flac import crc16, parse_frame_header


def _slow(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ (0x8005 if value & 0x8000 else 0)) & 0xFFFF
    return value


@given(st.binary(max_size=3_000))
def test_the_sum_is_that_of_the_definition(data: bytes) -> None:
    assert crc16(data) == _slow(data)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        # RFC 9639, appendix D.1.4: one frame of one sample; D.2: 16 samples, numbers 0 and 1.
        ("fff8691800 00bf", (0, 1, True)),
        ("fff86998000f 99", (0, 16, True)),
        ("fff8699801 0f 92 0000", None),  # a wrong sum
    ],
)
def test_headers_of_the_specification_are_read(
    data: str, wanted: tuple[int, int, bool] | None
) -> None:
    found = parse_frame_header(bytes.fromhex(data) + b"\0", 0)

    assert (found and found[1:]) == wanted


@given(st.binary(max_size=40))
def test_any_bytes_are_a_header_or_not(data: bytes) -> None:
    parse_frame_header(data, 0)
    parse_frame_header(b"\xff\xf8" + data, 0)
