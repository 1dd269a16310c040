"""`--fault`: what is written, what is wrong with it, and what then happens to frames."""

from __future__ import annotations

import pytest

from naja.vmm.errors import UsageError
from naja.vmm.faults import LATE_S, Faults, Lane, parse_faults

FRAMES = [bytes(12) + b"\x08\x00" + n.to_bytes(2, "big") * 30 for n in range(2000)]


def fates(faults: Faults, name: str = "out", gap: float = 0.0) -> list[tuple[list[float], str]]:
    """When each of the frames arrives, and what was done to it; one is sent each `gap`."""
    lane = Lane(faults, name)
    sent = [lane.send(frame, n * gap) for n, frame in enumerate(FRAMES)]
    return [([arrival.due for arrival in arrivals], note) for arrivals, note in sent]


def share(faults: Faults, note: str) -> float:
    return sum(note in what for _, what in fates(faults)) / len(FRAMES)


def test_everything_at_once() -> None:
    text = "loss=5%,reorder=2%,dup=1%,corrupt=0.1%,delay=20ms±5ms,seed=7"
    assert parse_faults(text) == Faults(0.05, 0.02, 0.01, 0.001, 0.02, 0.005, 7)


@pytest.mark.parametrize(
    ("text", "delay", "jitter"),
    [
        ("delay=0.3s", 0.3, 0),
        ("delay=20ms±5ms", 0.02, 0.005),
        ("delay=20ms+-500us", 0.02, 0.0005),
        ("delay=1s+/-1s", 1, 1),
        ("delay=70µs±7μs", 7e-5, 7e-6),
    ],
)
def test_delays(text: str, delay: float, jitter: float) -> None:
    faults = parse_faults(text)
    assert (faults.delay, faults.jitter) == (pytest.approx(delay), pytest.approx(jitter))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "--fault : write loss, reorder, dup, corrupt, delay or seed, and ="),
        ("lost=5%", "--fault lost=5%: write loss, reorder, dup, corrupt, delay or seed, and ="),
        ("loss=5", "--fault loss=5: loss is a share from 0% to 100%, such as loss=5%"),
        ("seed=7,dup", "--fault dup: dup is a share from 0% to 100%, such as dup=5%"),
        ("dup=101%", "--fault dup=101%: dup is a share from 0% to 100%, such as dup=5%"),
        ("corrupt=-1%", "--fault corrupt=-1%: corrupt is a share from 0% to 100%"),
        ("delay=20", "--fault delay=20: delay is a time in us, ms or s"),
        ("delay=20ms±5", "--fault delay=20ms±5: delay is a time in us, ms or s"),
        ("delay=61s", "--fault delay=61s: the longest delay is 60s"),
        ("delay=1ms±2ms", "--fault delay=1ms±2ms: a delay cannot vary by more than itself"),
        ("seed=x", "--fault seed=x: seed is a number from 0 up, such as seed=7"),
        ("loss=5%,loss=6%", "--fault loss=6%: loss was given before; write it once"),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_faults(text)
    assert str(caught.value).startswith(message)


def test_a_seed_gives_the_same_again_and_each_direction_its_own() -> None:
    faults = Faults(0.1, 0.1, 0.1, 0.1, 0.02, 0.01, seed=7)
    assert fates(faults) == fates(faults)
    assert fates(faults) != fates(faults, "in")
    assert fates(faults) != fates(parse_faults("loss=10%,seed=8"))


@pytest.mark.parametrize(
    ("faults", "note"),
    [
        (Faults(loss=0.05, seed=1), "lost"),
        (Faults(reorder=0.05, seed=1), "late"),
        (Faults(dup=0.05, seed=1), "twice"),
        (Faults(corrupt=0.05, seed=1), "damaged"),
    ],
)
def test_shares_are_kept(faults: Faults, note: str) -> None:
    assert share(faults, note) == pytest.approx(0.05, abs=0.02)
    assert share(Faults(seed=1), note) == 0


def test_all_and_none() -> None:
    assert all(due == [] for due, _ in fates(Faults(loss=1.0, seed=1)))
    assert all(len(due) == 2 for due, _ in fates(Faults(dup=1.0, seed=1)))
    assert all(due == [0.0] for due, _ in fates(Faults(seed=1)))


def test_a_delay_that_varies_keeps_the_order() -> None:
    dues = [due[0] for due, _ in fates(Faults(delay=0.02, jitter=0.01, seed=1), gap=0.001)]
    assert dues == sorted(dues)
    assert all(0.01 <= due - n * 0.001 <= 0.03 for n, due in enumerate(dues))


def test_late_frames_are_overtaken() -> None:
    told = fates(Faults(reorder=0.05, delay=0.02, seed=1), gap=0.0001)
    dues = [due[0] for due, _ in told]
    late = [n for n, (_, note) in enumerate(told) if note == "late"]
    overtaken = [n for n in late if dues[n] > dues[min(n + 1, len(dues) - 1)]]
    assert len(overtaken) > len(late) * 0.8
    assert all(0.02 <= dues[n] - n * 0.0001 <= 0.02 + LATE_S + 1e-9 for n in late)


def test_damage_is_one_bit_behind_the_ethernet_header() -> None:
    lane = Lane(Faults(corrupt=1.0, seed=1), "out")
    for frame in FRAMES[:200]:
        ((arrival,), note) = lane.send(frame, 0.0)
        differing = int.from_bytes(frame, "big") ^ int.from_bytes(arrival.frame, "big")
        assert (differing.bit_count(), note) == (1, "damaged")
        assert arrival.frame[:14] == frame[:14]


@pytest.mark.parametrize("frame", [bytes(12) + b"\x08\x06" + bytes(28), b"", bytes(12) + b"\x08\0"])
def test_nothing_to_damage(frame: bytes) -> None:
    ((arrival,), _) = Lane(Faults(corrupt=1.0, seed=1), "out").send(frame, 0.0)
    assert arrival.frame == frame
