"""The window by the memory and the number of connections."""

import pytest

from naja.os.net.tcp import options, share
from naja.os.net.tcp.wire import LARGEST_WINDOW, MOST_WINDOW, OWN_SCALE
from naja.runtime import blocks


@pytest.mark.parametrize("memory_mib", [0, 2, 14, 60, 4000])
@pytest.mark.parametrize("connections", [0, 1, 2, 3, 10, 1000])
def test_a_quarter_of_the_memory_is_shared(
    monkeypatch: pytest.MonkeyPatch, memory_mib: int, connections: int
) -> None:
    monkeypatch.setattr(blocks, "count", memory_mib << 8)
    window = share.window_beside(connections, share.quarter())
    assert options.RECEIVE_BUFFER <= window <= MOST_WINDOW
    if window > options.RECEIVE_BUFFER:
        assert window * connections <= memory_mib << 18
    if connections <= 1 and memory_mib >= 14:
        assert window == MOST_WINDOW


def test_the_scale_can_offer_all_but_a_step_of_it() -> None:
    assert LARGEST_WINDOW << OWN_SCALE >= MOST_WINDOW - (1 << OWN_SCALE)
