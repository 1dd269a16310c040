"""Settings of build options: what is taken, and what a wrong one is told."""

from __future__ import annotations

import pytest

from naja.compiler import build_options
from naja.compiler.build_options import OptionError, chosen, module_of, names_in, packages, ranges
from naja.os.net.tcp import options as tcp_options

EVERY = [(package, name) for package in packages() for name in names_in(package)]
NUMBERS = [(p, n) for p, n in EVERY if not isinstance(getattr(module_of(p), n), bool)]


def refusal(*settings: str) -> str:
    """What a build with these settings is told."""
    with pytest.raises(OptionError) as caught, chosen(settings):
        pass
    return str(caught.value)


def test_a_setting_holds_for_one_build():
    with chosen(["os.net.tcp.RETRIES=3", "os.net.tcp.CUBIC=n", "os.net.tcp.RETRIES=4"]):
        assert tcp_options.RETRIES == 4
        assert tcp_options.CUBIC is False
    assert tcp_options.RETRIES == 15
    assert tcp_options.CUBIC is True


@pytest.mark.parametrize(("package", "name"), NUMBERS)
def test_every_number_has_a_range_that_is_kept(package, name):
    least, most = ranges(package)[name]
    assert least <= getattr(module_of(package), name) <= most
    path = f"{package}.{name}"
    for value in (str(least - 1), str(most + 1), str(10**30), "y", "", "0x10", "1.5", "٣"):
        told = refusal(f"{path}={value}")
        assert told == f"{path}={value}: {name} is a number from {least} to {most}"


@pytest.mark.parametrize(("package", "name"), [(p, n) for p, n in EVERY if (p, n) not in NUMBERS])
def test_every_switch_takes_y_and_n_alone(package, name):
    for value in ("1", "yes", "Y", "true", ""):
        assert refusal(f"{package}.{name}={value}").endswith(f".{name}={value}: write y or n")


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("RETRIES", "write PACKAGE.NAME=VALUE, such as runtime.POOL_KIB=512"),
        ("RETRIES=3", "write PACKAGE.NAME=VALUE, such as runtime.POOL_KIB=512"),
        ("os.net.tcp.RETRIES", "write PACKAGE.NAME=VALUE, such as runtime.POOL_KIB=512"),
        (
            "net.tcp.RETRIES=3",
            "no part of naja with options is called net.tcp; did you mean os.net.tcp.RETRIES?",
        ),
        (
            "os.net.tcp.RETRYS=3",
            "RETRYS is no option of os.net.tcp; did you mean os.net.tcp.RETRIES?",
        ),
        (
            "http.body_bytes=3",
            "body_bytes is no option of http; did you mean http.BODY_BYTES?",
        ),
        ("cli.UNITS=3", "no part of naja with options is called cli"),
        (
            "runtime.SPEED=3",
            f"SPEED is no option of runtime; they are {', '.join(names_in('runtime'))}",
        ),
        (
            "platform.virtio.NET_QUEUE_SIZE=100",
            "NET_QUEUE_SIZE is a power of two, from 2 to 256",
        ),
    ],
)
def test_a_wrong_setting_is_told_what_is_right(setting, told):
    assert refusal(setting) == f"{setting}: {told}"


def test_options_that_contradict_each_other():
    told = "os.net.udp.EPHEMERAL_FIRST=3000: it is above os.net.udp.EPHEMERAL_LAST=2000"
    assert refusal("os.net.udp.EPHEMERAL_LAST=2000", "os.net.udp.EPHEMERAL_FIRST=3000") == told
    assert module_of("os.net.udp").EPHEMERAL_LAST == 65535
    assert all(package in packages() for package, *_ in build_options.ORDERED)
