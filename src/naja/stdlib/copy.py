"""`copy` of containers: lists, dicts of every kind, sets, deques, and what they hold of them."""

from __future__ import annotations

from naja.runtime.copying import copy, deepcopy

__all__ = ["copy", "deepcopy"]
