"""The parts of the spt platform that are plain Python: boot options and MAC addresses."""

from __future__ import annotations

import pytest

from naja.platform.contract import DeviceError
from naja.platform.spt.memory import option
from naja.platform.spt.network import parse_mac, parse_number


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", None),
        ("naja.fd.net0=3", "3"),
        ("naja.net0=dhcp naja.fd.net0=4 -- x", "4"),
        ("naja.fd.net01=5", None),
        ("-- naja.fd.net0=6", None),
    ],
)
def test_an_option_is_found_before_the_program_words(line: str, found: str | None) -> None:
    assert option(line, "naja.fd.net0=") == found


def test_mac_addresses() -> None:
    assert parse_mac("02:00:5e:10:00:ff") == bytes.fromhex("02005e1000ff")
    assert parse_mac(None)[0] & 3 == 2  # locally administered, one receiver
    with pytest.raises(DeviceError):
        parse_mac("02:00")


def test_numbers_of_the_launcher():
    assert parse_number("305", 10) == 305
    assert [parse_number(word, 16) for word in ("0a", "fF", "00")] == [10, 255, 0]
    for word in ("1x", "-1", "12a"):
        with pytest.raises(DeviceError):
            parse_number(word, 10)
