"""A few seeds of every scenario; `make sim` plays as many as one likes."""

from __future__ import annotations

import pytest

from tests.sim.main import SCENARIOS, world_of


@pytest.mark.parametrize("seed", range(1, 16))
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_breaks(scenario, seed):
    world_of(scenario, seed)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_seed_is_the_same_every_time(scenario):
    first, again, other = (world_of(scenario, seed) for seed in (3, 3, 4))
    assert (first.trace, first.frames, first.now) == (again.trace, again.frames, again.now)
    assert first.trace != other.trace


SEEDS_THAT_FOUND_SOMETHING = (
    ("pairs", 17),  # both ends opened: they answered each other's SYN-ACK for ever
    ("pairs", 34),  # a slow reader lost the end of what a closed connection still had to send
    ("pairs", 37),  # a keep-alive timer ended a half-closed connection
    ("pairs", 2631),  # a window on data sent again was not taken, and overrun
    ("pairs", 17433),  # a large frame that waited for an address left the host uncut
    ("pairs", 40804),  # acknowledgments that overtook each other multiplied without end
    ("blind", 378),  # a forged SYN kept two hosts answering each other without a timeout
)


@pytest.mark.parametrize(("scenario", "seed"), SEEDS_THAT_FOUND_SOMETHING)
def test_what_was_found_stays_away(scenario, seed):
    world_of(scenario, seed)
