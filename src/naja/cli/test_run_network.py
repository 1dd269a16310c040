"""The options about frames: what they need, and what they leave alone."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

import pytest

from naja.cli.errors import Failure
from naja.cli.program import Program
from naja.cli.run_host import run_host
from naja.cli.run_network import Link, Wiring, _seeded, open_link, plan_wiring
from naja.vmm.errors import UsageError
from naja.vmm.faults import Faults
from naja.vmm.network import plan_network

NONE = plan_network(None, None, None, [])
USER = plan_network("user", None, None, [])


def options(**given: str | bool) -> argparse.Namespace:
    nothing = {"pcap": None, "trace": None, "fault": None, "timeline": False}
    host = {"publish": [], "detach": False, "net": None, "ip": None, "gateway": None}
    return argparse.Namespace(**{**nothing, **host, "host": [], **given})


def test_without_them_nothing_stands_between() -> None:
    assert plan_wiring(options(), USER) is None
    with ExitStack() as stack:
        assert open_link(NONE, "spt", None, stack) == Link()
        assert open_link(USER, "virtio", None, stack) == Link()


def test_what_was_asked_for() -> None:
    wanted = plan_wiring(options(pcap="f", trace="net", fault="loss=5%,seed=7"), USER)
    assert wanted == Wiring(Path("f"), True, Faults(loss=0.05, seed=7))
    assert plan_wiring(options(pcap="f"), USER) == Wiring(Path("f"), False, None)


GIVEN = [{"pcap": "f"}, {"trace": "net"}, {"fault": "loss=5%"}]


@pytest.mark.parametrize("given", GIVEN)
def test_they_need_a_network(given: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=f"^--{next(iter(given))} needs a network: add -p, "):
        plan_wiring(options(**given), NONE)


@pytest.mark.parametrize("given", GIVEN)
def test_on_host_they_are_refused(given: dict[str, str]) -> None:
    program = Program(Path("main.py"), "main")
    with pytest.raises(Failure, match=f"^--{next(iter(given))}: on host the frames are this "):
        run_host(program, {}, options(**given))


def test_a_capture_that_cannot_be_made_is_named_before_anything_is_started() -> None:
    wiring = plan_wiring(options(pcap="/nowhere/frames.pcap"), USER)
    with ExitStack() as stack, pytest.raises(FileNotFoundError, match=r"/nowhere/frames\.pcap"):
        open_link(USER, "spt", wiring, stack)


def test_a_seed_is_chosen_and_told(capfd: pytest.CaptureFixture[str]) -> None:
    chosen = _seeded(Faults(loss=0.5))
    assert capfd.readouterr().err == (
        f"naja: --fault: add seed={chosen.seed} to have the same again\n"
    )
    assert _seeded(Faults(seed=7)) == Faults(seed=7)
    assert _seeded(None) == Faults(seed=0)
    assert capfd.readouterr().err == ""
