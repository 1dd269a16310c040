"""`ChainMap`: several dicts as one; the first that has a key gives its value."""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import overloads
from naja.runtime.dict import DictItems, DictKeys, DictValues

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")


class ChainMap(Generic[K, V]):
    """maps: the dicts, the first one takes what is set."""

    maps: list[dict[K, V]]

    def __init__(self, *maps: dict[K, V]) -> None:
        self.maps = list(maps)
        if len(self.maps) == 0:
            self.maps.append({})

    def __getitem__(self, key: K) -> V:
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def _get(self, key: K) -> V | None:
        return self[key] if key in self else None

    def _get_or(self, key: K, default: V) -> V:
        return self[key] if key in self else default

    def _get_other(self, key: K, default: D) -> V | D:
        return self[key] if key in self else default

    get = overloads(_get, _get_or, _get_other)

    def __contains__(self, key: K) -> bool:
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def _whole(self) -> dict[K, V]:
        """One dict of all, in the order of iteration."""
        result: dict[K, V] = {}
        for mapping in reversed(self.maps):
            result._take(mapping)
        return result

    def __len__(self) -> int:
        return len(self._whole())

    def __bool__(self) -> bool:
        return any(self.maps)

    def __iter__(self):
        return iter(self._whole())

    def keys(self) -> DictKeys[K, V]:
        return self._whole().keys()

    def values(self) -> DictValues[K, V]:
        return self._whole().values()

    def items(self) -> DictItems[K, V]:
        return self._whole().items()

    def __setitem__(self, key: K, value: V) -> None:
        self.maps[0][key] = value

    def __delitem__(self, key: K) -> None:
        if key not in self.maps[0]:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
        del self.maps[0][key]

    def _child(self) -> ChainMap[K, V]:
        first: dict[K, V] = {}
        return self._child_of(first)

    def _child_of(self, m: dict[K, V]) -> ChainMap[K, V]:
        result: ChainMap[K, V] = ChainMap(m)
        result.maps.extend(self.maps)
        return result

    new_child = overloads(_child, _child_of)

    @property
    def parents(self) -> ChainMap[K, V]:
        """All but the first."""
        result: ChainMap[K, V] = ChainMap(*self.maps[1:])
        return result

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        return "ChainMap(" + ", ".join([repr(m) for m in self.maps]) + ")"
