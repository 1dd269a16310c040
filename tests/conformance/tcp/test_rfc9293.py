"""RFC 9293, Transmission Control Protocol: a test a rule."""

from __future__ import annotations

import errno

import pytest
from scapy.layers.inet import TCP

from naja.os.net.tcp import options, state, wire
from naja.os.net.tcp.connection import Connection
from tests.conformance.tcp.script import PEER_ISN, Recorder, Script, option, payload


def test_3_1_a_wrong_checksum_is_dropped():
    script = Script()
    assert script.send("S", chksum=1) == []
    assert script.tcp.received[wire.CHECKSUM_WRONG] == 1


@pytest.mark.parametrize("offset", [0, 4, 15])
def test_3_1_a_header_length_outside_the_segment_is_dropped(offset):
    script = Script()
    assert script.send("S", dataofs=offset) == []
    assert script.tcp.received[wire.HEADER_LENGTH_WRONG] == 1


def test_3_2_unknown_options_are_skipped():
    script = Script()
    (answer,) = script.send("S", options=[(200, b"abcd"), ("MSS", 1000), (253, b"")])
    assert answer[TCP].flags == "SA"
    script.isn = answer[TCP].seq
    script.send("A", 1, 1)
    script.acceptor.accepted[0][0].write(bytes(3000))
    assert [len(payload(sent)) for sent in script.turn()] == [1000, 1000, 1000]


@pytest.mark.parametrize("tail", [b"\x02", b"\x02\x00\x00\x00", b"\x02\xff\x05\xb4", b"\x02\x01"])
def test_3_2_malformed_options_do_no_harm(tail):
    script = Script()
    packet = script.segment("S")
    del packet.payload.len, packet.payload.chksum, packet[TCP].chksum
    packet[TCP].dataofs = 6
    packet = packet / (tail + b"\x00" * (4 - len(tail)))
    (answer,) = script.turn(packet)
    assert answer[TCP].flags == "SA"


def test_3_5_the_handshake():
    script = Script()
    (answer,) = script.send("S", options=[("MSS", 1460)])
    assert answer[TCP].flags == "SA"
    assert answer[TCP].ack == PEER_ISN + 1
    script.isn = answer[TCP].seq
    assert script.send("A", 1, 1) == []
    assert script.acceptor.accepted[0][1].events == ["opened"]


def test_3_5_simultaneous_open():
    script = Script()
    connection, _ = script.connect()
    (answer,) = script.send("S", options=[("MSS", 1460)])
    assert script.numbers(answer) == ("SA", 0, 1)
    script.send("SA", 0, 1)
    script.send("A", 1, 1)
    assert script.state(connection) == "ESTABLISHED"
    assert script.user.events == ["opened"]


def test_3_5_a_lost_handshake_answer_is_sent_again():
    script = Script()
    (first,) = script.send("S")
    (again,) = script.send("S")
    assert again[TCP].seq == first[TCP].seq
    assert again[TCP].flags == "SA"


def test_3_5_1_half_open_connection_is_found():
    script = Script()
    script.open()
    (answer,) = script.send("S", 500)
    # RFC 5961, 4.2: a challenge; the peer that has forgotten answers it with a reset
    assert script.numbers(answer) == ("A", 1, 1)
    script.send("R", 1)
    assert script.user.events == ["opened", f"closed {errno.ECONNRESET}"]


def test_3_6_the_peer_closes_first():
    script = Script()
    connection = script.open()
    (answer,) = script.send("FA", 1, 1)
    assert script.numbers(answer) == ("A", 1, 2)
    assert script.user.events == ["opened", "finished"]
    assert script.state(connection) == "CLOSE-WAIT"
    connection.write(b"still")
    connection.shut()
    (last,) = script.turn()
    assert (payload(last), script.numbers(last)) == (b"still", ("FPA", 1, 2))
    assert script.state(connection) == "LAST-ACK"
    script.send("A", 2, 7)
    assert script.user.events == ["opened", "finished", "closed 0"]
    assert script.tcp.count() == 0


def test_3_6_we_close_first_and_wait():
    script = Script()
    connection = script.open()
    connection.shut()
    (fin,) = script.turn()
    assert script.numbers(fin) == ("FA", 1, 1)
    script.send("A", 1, 2)
    assert script.state(connection) == "FIN-WAIT-2"
    (answer,) = script.send("A", 1, 2, b"more") or script.wait(options.DELAYED_ACK_MS)
    assert script.numbers(answer) == ("A", 2, 5)
    (answer,) = script.send("FA", 5, 2)
    assert script.numbers(answer) == ("A", 2, 6)
    assert script.state(connection) == "TIME-WAIT"
    assert bytes(script.user.data) == b"more"
    script.wait(options.TIME_WAIT_MS)
    assert script.tcp.count() == 0


def test_3_6_both_close_at_once():
    script = Script()
    connection = script.open()
    connection.shut()
    script.turn()
    (answer,) = script.send("FA", 1, 1)
    assert script.numbers(answer) == ("A", 2, 2)
    assert script.state(connection) == "CLOSING"
    script.send("A", 2, 2)
    assert script.state(connection) == "TIME-WAIT"


def test_3_6_a_repeated_fin_starts_the_wait_again():
    script = Script()
    connection = script.open()
    connection.shut()
    script.turn()
    script.send("FA", 1, 2)
    script.wait(options.TIME_WAIT_MS - 1)
    (answer,) = script.send("FA", 1, 2)
    assert script.numbers(answer) == ("A", 2, 2)
    script.wait(options.TIME_WAIT_MS - 1)
    assert script.state(connection) == "TIME-WAIT"
    script.wait(1)
    assert script.tcp.count() == 0


def test_3_6_1_data_for_a_closed_connection_is_reset():
    script = Script()
    connection = script.open()
    connection.close()
    script.turn()
    (answer,) = script.send("PA", 1, 2, b"nobody reads this")
    assert "R" in answer[TCP].flags
    assert script.tcp.count() == 0


def test_3_7_1_segments_are_no_longer_than_the_peer_wants():
    script = Script()
    connection = script.open([("MSS", 500)])
    connection.write(bytes(1200))
    assert [len(payload(sent)) for sent in script.turn()] == [500, 500, 200]


def test_3_7_1_without_an_option_segments_have_536_bytes():
    script = Script()
    connection = script.open([])
    connection.write(bytes(600))
    assert [len(payload(sent)) for sent in script.turn()] == [536, 64]


def test_3_7_1_our_own_size_is_that_of_the_interface():
    script = Script()
    (answer,) = script.send("S")
    assert option(answer, "MSS") == 1460


def test_3_8_6_1_a_closed_window_is_probed_until_it_opens():
    script = Script()
    connection = script.open(window=0)
    connection.write(b"waiting")
    assert script.turn() == []
    probes = script.wait(10_000)
    assert len(probes) >= 3
    assert all(script.numbers(probe)[1] == 0 for probe in probes)
    (data,) = script.send("A", 1, 1, window=8192)
    assert payload(data) == b"waiting"


def test_3_8_6_1_a_probe_of_the_peer_is_answered():
    script = Script()
    script.open()
    (answer,) = script.send("A", 0, 1)
    assert script.numbers(answer) == ("A", 1, 1)


def test_3_8_6_2_1_no_silly_segments_into_a_small_window():
    script = Script()
    connection = script.open(window=8192 >> 7)
    connection.write(bytes(20_000))
    sent = script.turn()
    total = sum(len(payload(packet)) for packet in sent)
    script.send("A", 1, 1 + total, window=1)  # 128 bytes
    assert script.wait(100) == []


def test_3_8_6_2_2_the_window_moves_in_useful_steps():
    script = Script()
    connection = script.open()
    connection.pause()
    position = 1
    while position < options.RECEIVE_BUFFER:
        script.send("A", position, 1, bytes(1460))
        position += 1460
    (probe,) = script.send("A", connection.rcv_nxt - PEER_ISN - 1, 1)
    assert probe[TCP].window << connection.rcv_scale < 1460
    connection.held[0] = connection.held[0][:10]
    connection.held_bytes -= 1450
    connection.owner.wake(connection)
    assert script.turn() == []
    connection.resume()
    (update,) = script.turn()
    assert update[TCP].window << connection.rcv_scale >= options.RECEIVE_BUFFER // 2


def test_3_8_6_3_every_second_full_segment_is_acknowledged_at_once():
    script = Script()
    script.open()
    assert script.send("A", 1, 1, bytes(1460)) == []
    (answer,) = script.send("A", 1461, 1, bytes(1460))
    assert script.numbers(answer) == ("A", 1, 2921)


def test_3_8_6_3_an_acknowledgment_is_late_by_less_than_half_a_second():
    script = Script()
    script.open()
    assert script.send("PA", 1, 1, b"x") == []
    (answer,) = script.wait(499)
    assert script.numbers(answer) == ("A", 1, 2)


def test_3_8_6_3_an_acknowledgment_rides_on_data():
    script = Script()
    connection = script.open()
    packet = script.segment("PA", 1, 1, b"question")
    connection.write(b"answer")
    (answer,) = script.turn(packet)
    assert (payload(answer), script.numbers(answer)) == (b"answer", ("PA", 1, 9))
    assert [sent for sent in script.wait(150) if script.numbers(sent)[1] != 1] == []


def test_3_9_1_what_is_written_apart_leaves_together():
    script = Script()
    connection = script.open()
    connection.write(b"head ")
    connection.write(b"body")
    (sent,) = script.turn()
    assert payload(sent) == b"head body"


def test_3_9_1_nagle_waits_for_an_acknowledgment():
    script = Script()
    connection = script.open()
    connection.nodelay = False
    connection.write(b"a")
    assert len(script.turn()) == 1
    connection.write(b"b")
    connection.write(b"c")
    assert script.turn() == []
    (rest,) = script.send("A", 1, 2)
    assert payload(rest) == b"bc"


def test_3_6_closed_behind_a_half_close_does_not_wait_for_ever():
    script = Script()
    connection = script.open()
    connection.shut()
    script.turn()
    script.send("A", 1, 2)
    connection.close()
    script.wait(options.TIME_WAIT_MS + 1)
    assert script.tcp.count() == 0


class Leaving(Recorder):
    """Ends the connection as soon as it reads anything."""

    connection: Connection | None = None

    def received(self, frame: memoryview, start: int, end: int) -> None:
        super().received(frame, start, end)
        assert self.connection is not None
        self.connection.abort()


def test_3_9_1_a_user_that_leaves_over_what_was_kept_hears_no_more():
    script = Script()
    connection = script.open()
    user = connection.user = Leaving()
    user.connection = connection
    connection.pause()
    script.send("PA", 1, 1, b"one")
    script.send("FPA", 4, 1, b"two")
    connection.resume()
    assert bytes(user.data) == b"onetwo"
    assert user.events == [f"closed {errno.ECONNABORTED}"]
    (reset,) = script.turn()
    assert script.numbers(reset)[0] == "RA"
    assert script.tcp.count() == 0


def test_3_9_1_abort_sends_a_reset():
    script = Script()
    connection = script.open()
    connection.abort()
    (reset,) = script.turn()
    assert script.numbers(reset) == ("RA", 1, 1)
    assert script.user.events == ["opened", f"closed {errno.ECONNABORTED}"]


def test_3_3_2_every_state_can_be_left():
    reached = set(state.TRANSITIONS.values())
    left = {before for before, event in state.TRANSITIONS if event != state.END}
    assert reached - left == {state.TIME_WAIT, state.CLOSED, state.FIN_WAIT_2} - left
    assert left >= reached - {state.TIME_WAIT}
