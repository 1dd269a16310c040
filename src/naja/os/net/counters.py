"""The counters of a stack by name, for whoever shows them."""

from __future__ import annotations

from naja.os.net.ipv4 import wire as ipv4_wire
from naja.os.net.stack import Stack
from naja.os.net.tcp import wire as tcp_wire
from naja.os.net.tcp.glue import Tcp
from naja.os.net.udp import wire as udp_wire

Rows = list[tuple[str, str, int]]


def by_reason(what: str, reasons: tuple[str, ...], counts: list[int]) -> Rows:
    """Rows of what was dropped; the first reason is that nothing was wrong."""
    return [(what, reasons[index], counts[index]) for index in range(1, len(reasons))]


def stack_counters(stack: Stack) -> Rows:
    """What all images count."""
    rows = [
        ("net_received", "frames", stack.frames_received),
        ("net_dropped", "unwanted", stack.frames_refused),
        ("net_dropped", "transmit_full", stack.link.refused_full),
        ("arp_dropped", "malformed", stack.arp.malformed),
        ("arp_dropped", "refused", stack.arp.refused),
        ("arp_dropped", "waiting_packets", stack.arp.cache.dropped_packets),
        ("arp_dropped", "evicted_neighbours", stack.arp.cache.evicted),
        ("icmp_dropped", "malformed", stack.icmp.malformed),
        ("icmp_dropped", "ignored", stack.icmp.ignored),
        ("icmp_dropped", "error_rate", stack.icmp.errors_suppressed),
    ]
    rows += by_reason("ipv4_dropped", ipv4_wire.REASONS, stack.ipv4.received)
    rows += by_reason("udp_dropped", udp_wire.REASONS, stack.udp.received)
    return rows


def tcp_counters(tcp: Tcp) -> Rows:
    """What TCP counts."""
    arrival, pressure = tcp.arrival, tcp.pressure
    rows = [
        ("tcp_received", "segments", tcp.received[tcp_wire.ACCEPTED]),
        ("tcp_sent", "segments", tcp.output.sent),
        ("tcp_sent", "retransmissions", tcp.output.retransmitted),
        ("tcp_sent", "resets", tcp.resets_sent),
        ("tcp_sent", "cookies", tcp.cookies_sent),
        ("tcp_connections", "open", tcp.count()),
        ("tcp_connections", "by_cookie", tcp.cookies_accepted),
        ("tcp_dropped", "out_of_window", arrival.out_of_window),
        ("tcp_dropped", "old_timestamp", arrival.paws),
        ("tcp_dropped", "bad_acknowledgment", arrival.bad_acknowledgments),
        ("tcp_dropped", "stray_reset", tcp.stray_resets),
        ("tcp_dropped", "syn_connections", tcp.refused),
        ("tcp_dropped", "syn_memory", pressure.refused),
        ("tcp_dropped", "data_memory", pressure.dropped),
        ("tcp_ended", "memory_evicted", pressure.evicted),
        ("tcp_ended", "memory_failed", pressure.failed),
        ("tcp_ended", "time_wait_recycled", tcp.recycled),
    ]
    rows += by_reason("tcp_dropped", tcp_wire.REASONS, tcp.received)
    return rows
