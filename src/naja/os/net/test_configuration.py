"""Addresses as text, and the boot option that configures an interface."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naja.os.net import addresses
from naja.os.net.configuration import ConfigurationError, option, parse_static


@given(st.ip_addresses(v=4))
def test_ipv4_text_and_back(address):
    assert addresses.parse_ipv4(str(address)) == int(address)
    assert addresses.format_ipv4(int(address)) == str(address)


@given(st.text(alphabet="0123456789.", max_size=16))
def test_ipv4_text_is_accepted_as_by_ipaddress(text):
    try:
        expected = int(ipaddress.IPv4Address(text))
    except ValueError:
        with pytest.raises(ValueError):
            addresses.parse_ipv4(text)
    else:
        assert addresses.parse_ipv4(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1.2.3/8", ("10.1.2.3", "255.0.0.0", "0.0.0.0")),
        ("10.1.2.3/31,10.1.2.2", ("10.1.2.3", "255.255.255.254", "10.1.2.2")),
        ("10.1.2.3/32,,02:00:00:00:00:01", ("10.1.2.3", "255.255.255.255", "0.0.0.0")),
    ],
)
def test_static_address(text, expected):
    static = parse_static(text)
    found = (static.address, static.mask, static.gateway)
    assert tuple(addresses.format_ipv4(value) for value in found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.1.2.3",
        "10.1.2.3/33",
        "10.1.2.3/-1",
        "10.1.2/24",
        "224.0.0.1/4",
        "10.0.0.2/24,10.0.0.2",
        "10.0.0.2/24,10.0.0.1,02:00:00:00:00:01,more",
    ],
)
def test_malformed_static_address_is_refused(text):
    with pytest.raises(ConfigurationError):
        parse_static(text)


def test_option_is_found_before_the_programs_words_only():
    line = "naja.net0=dhcp naja.net1=10.0.0.2/24 -- naja.net2=dhcp"
    assert option(line, "net0") == "dhcp"
    assert option(line, "net1") == "10.0.0.2/24"
    assert option(line, "net2") is None
