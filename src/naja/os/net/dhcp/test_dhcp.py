"""DHCP: messages against Scapy, the way to a lease, retries, renewal and loss, hostile replies."""

from __future__ import annotations

import pytest
from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import Ether

from naja.os.entropy.pool import SeededSource
from naja.os.net.addresses import format_ipv4, parse_ipv4, prefix_mask
from naja.os.net.dhcp import options, state
from naja.os.net.dhcp.glue import DhcpClient
from naja.os.net.testbed import OWN_MAC, PEER_MAC, Bed, arp_request
from naja.os.time.clock import NEVER, SECOND

SERVER = "10.0.0.1"
LEASED = "10.0.0.50"
LEASE = 3600


class Lan:
    """A client without an address, and a server's hand."""

    def __init__(self):
        self.bed = Bed(configured=False)
        self.dhcp = DhcpClient(self.bed.stack, SeededSource(5), 0)

    @property
    def address(self):
        return format_ipv4(self.bed.stack.settings.address)

    def reply(self, kind, address=LEASED, xid=None, chaddr=OWN_MAC, dst="255.255.255.255", **over):
        fields = {
            "message-type": kind,
            "server_id": SERVER,
            "lease_time": LEASE,
            "subnet_mask": "255.255.255.0",
            "router": SERVER,
        } | over
        chosen = [(name, value) for name, value in fields.items() if value is not None]
        xid = self.dhcp.client.transaction if xid is None else xid
        hardware = bytes.fromhex(chaddr.replace(":", ""))
        to = "ff:ff:ff:ff:ff:ff" if dst == "255.255.255.255" else OWN_MAC
        return (
            Ether(src=PEER_MAC, dst=to)
            / IP(src=SERVER, dst=dst)
            / UDP(sport=67, dport=68)
            / BOOTP(op=2, xid=xid, yiaddr=address, chaddr=hardware)
            / DHCP(options=[*chosen, "end"])
        )

    def bind(self, now=0):
        self.bed.turn(now=now)
        self.bed.turn(self.reply("offer"), now=now)
        self.bed.turn(self.reply("ack"), now=now)
        assert self.dhcp.client.state == state.BOUND


def fields_of(frame):
    return {option[0]: option[1] for option in frame[DHCP].options if isinstance(option, tuple)}


def test_the_way_to_a_lease():
    lan = Lan()
    (discover,) = lan.bed.turn()
    assert (discover[IP].src, discover[IP].dst) == ("0.0.0.0", "255.255.255.255")
    assert (discover[UDP].sport, discover[UDP].dport) == (68, 67)
    assert fields_of(discover)["message-type"] == 1
    assert discover[BOOTP].chaddr[:6] == bytes.fromhex(OWN_MAC.replace(":", ""))
    assert discover[BOOTP].flags == "B"
    (request,) = lan.bed.turn(lan.reply("offer"))
    asked = fields_of(request)
    assert (asked["message-type"], asked["requested_addr"], asked["server_id"]) == (
        3,
        LEASED,
        SERVER,
    )
    assert request[BOOTP].xid == discover[BOOTP].xid
    assert lan.address == "0.0.0.0"
    lan.bed.turn(lan.reply("ack"))
    settings = lan.bed.stack.settings
    assert lan.address == LEASED
    assert (settings.mask, format_ipv4(settings.gateway)) == (prefix_mask(24), SERVER)
    assert lan.bed.stack.deadline() == LEASE // 2 * SECOND


def test_offer_may_come_by_unicast():
    lan = Lan()
    lan.bed.turn()
    assert len(lan.bed.turn(lan.reply("offer", dst=LEASED))) == 1


def test_discovers_are_repeated_ever_more_slowly():
    lan = Lan()
    waits = []
    now = 0
    for _ in range(7):
        (discover,) = lan.bed.turn(now=now)
        assert fields_of(discover)["message-type"] == 1
        waits.append(lan.bed.stack.deadline() - now)
        now = lan.bed.stack.deadline()
    for wait, expected in zip(waits, (4, 8, 16, 32, 64, 64, 64), strict=True):
        assert abs(wait - expected * SECOND) <= SECOND


def test_silent_server_makes_the_client_start_over():
    lan = Lan()
    lan.bed.turn()
    kinds = [fields_of(lan.bed.turn(lan.reply("offer"))[0])["message-type"]]
    for _ in range(options.REQUEST_ATTEMPTS):
        (frame,) = lan.bed.turn(now=lan.bed.stack.deadline())
        kinds.append(fields_of(frame)["message-type"])
    assert kinds == [3] * options.REQUEST_ATTEMPTS + [1]


def test_refusal_makes_the_client_start_over():
    lan = Lan()
    lan.bed.turn()
    lan.bed.turn(lan.reply("offer"))
    (discover,) = lan.bed.turn(lan.reply("nak", address="0.0.0.0"))
    assert fields_of(discover)["message-type"] == 1


def test_lease_is_renewed_by_unicast():
    lan = Lan()
    lan.bind()
    half = LEASE // 2 * SECOND
    lan.bed.stack.arp.cache.learn(parse_ipv4(SERVER), 0x020000000099, True, half)
    (renew,) = lan.bed.turn(now=half)
    assert (renew[IP].src, renew[IP].dst, renew[BOOTP].ciaddr) == (LEASED, SERVER, LEASED)
    assert "requested_addr" not in fields_of(renew)
    lan.bed.turn(lan.reply("ack", dst=LEASED), now=half)
    assert lan.dhcp.client.state == state.BOUND
    assert lan.bed.stack.deadline() == 2 * half


def test_lost_lease_takes_the_address_away():
    lan = Lan()
    lan.bind()
    states = []
    destinations = set()
    while lan.dhcp.client.state != state.SELECTING:
        now = lan.bed.stack.deadline()
        for frame in lan.bed.turn(now=now):
            if IP in frame and lan.dhcp.client.state == state.REBINDING:
                destinations.add(frame[IP].dst)
        states.append(lan.dhcp.client.state)
    assert state.RENEWING in states
    assert state.REBINDING in states
    assert destinations == {"255.255.255.255"}
    assert now == LEASE * SECOND
    assert lan.address == "0.0.0.0"
    assert lan.bed.turn(arp_request(pdst=LEASED), now=now)[0][DHCP]


def test_infinite_lease_needs_no_timer():
    lan = Lan()
    lan.bed.turn()
    lan.bed.turn(lan.reply("offer", lease_time=0xFFFFFFFF))
    lan.bed.turn(lan.reply("ack", lease_time=0xFFFFFFFF))
    assert lan.address == LEASED
    assert lan.bed.stack.deadline() == NEVER


@pytest.mark.parametrize(
    "change",
    [
        {"xid": 1},
        {"chaddr": "02:00:00:00:00:77"},
        {"address": "0.0.0.0"},
        {"address": "127.0.0.1"},
        {"address": "224.0.0.1"},
        {"subnet_mask": "255.0.255.0"},
        {"subnet_mask": None},
        {"server_id": None},
        {"lease_time": None},
        {"lease_time": 0},
        {"router": "255.255.255.255"},
    ],
)
def test_unusable_replies_change_nothing(change):
    lan = Lan()
    lan.bed.turn()
    assert lan.bed.turn(lan.reply("offer", **change)) == []
    assert lan.bed.turn(lan.reply("ack", **change)) == []
    assert lan.dhcp.client.state == state.SELECTING


def test_options_that_run_over_the_end_are_refused():
    lan = Lan()
    lan.bed.turn()
    whole = bytes(lan.reply("offer")[DHCP])
    for length in range(1, len(whole)):
        frame = lan.reply("offer")
        base = frame[BOOTP].copy()
        base.remove_payload()
        cut = (
            Ether(src=PEER_MAC, dst="ff:ff:ff:ff:ff:ff") / IP(src=SERVER) / UDP(sport=67, dport=68)
        )
        cut[IP].dst = "255.255.255.255"
        lan.bed.turn(bytes(cut / (bytes(base) + whole[:length])))
    assert lan.dhcp.client.state == state.SELECTING
    assert lan.dhcp.refused == lan.dhcp.received == len(whole) - 1


def test_every_transition_leads_to_a_state():
    for row in state.TRANSITIONS:
        assert len(row) == len(state.EVENTS)
        assert all(0 <= step.state < len(state.STATES) for step in row)
        assert all(0 <= step.action < len(state.ACTIONS) for step in row)
