"""Deadlines as the platform contract takes them."""

from __future__ import annotations

from naja.os.time.clock import NEVER, contract_deadline


def test_no_deadline_is_minus_one():
    assert contract_deadline(NEVER) == -1
    assert contract_deadline(NEVER + 1) == -1
    assert contract_deadline(NEVER - 1) == NEVER - 1
    assert contract_deadline(0) == 0
