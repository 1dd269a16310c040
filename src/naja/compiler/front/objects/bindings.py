"""Which live objects of CPython's library stand for which of Naja's: binding by identity.

builtins are bound to `naja.runtime.builtins`, a standard module M to `naja.stdlib.M`, the platform
contract to the chosen platform's `plat` module. What has no counterpart and no Python source
cannot be compiled.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import sys
import types
from typing import Any

from naja.compiler import types as t
from naja.compiler.front.classes import managers

_by_identity: dict[int, Any] = {}
_keep: list[Any] = []
_originals: dict[type, list[type]] = {}
_scanned: set[str] = set()
_platform: types.ModuleType | None = None


def prepare(target: str) -> None:
    """Bind the builtins and the platform contract for `target`."""
    from naja.platform import contract
    from naja.runtime import builtins as counterparts

    _by_identity.clear()
    _scanned.clear()
    _bind_module(builtins, counterparts)
    _bind_bigint()
    _bind_ellipsis()
    plat = importlib.import_module(f"naja.platform.{target}.plat")
    for name, value in vars(contract).items():
        if isinstance(value, types.FunctionType) and not name.startswith("_"):
            _by_identity[id(value)] = getattr(plat, name, value)
    for name, value in vars(counterparts).items():
        if isinstance(value, type) and isinstance(getattr(builtins, name, None), type):
            t.DISPLAY_NAMES[value] = name


def _bind_bigint() -> None:
    from naja.lang import bigint
    from naja.runtime.bigint import BigInt

    _by_identity[id(bigint)] = BigInt
    _originals.setdefault(BigInt, []).append(bigint)
    t.DISPLAY_NAMES[BigInt] = "bigint"


def _bind_ellipsis() -> None:
    from naja.runtime.boxes import ELLIPSIS, EllipsisType

    _by_identity[id(...)] = ELLIPSIS
    _by_identity[id(types.EllipsisType)] = EllipsisType
    _originals.setdefault(EllipsisType, []).append(types.EllipsisType)
    t.DISPLAY_NAMES[EllipsisType] = "ellipsis"


def _bind_module(original: types.ModuleType, counterpart: types.ModuleType) -> None:
    for name, value in vars(counterpart).items():
        if name.startswith("__"):
            continue
        try:
            live = getattr(original, name)
        except AttributeError:
            continue
        if live is not value and not isinstance(live, int | str | bytes | float | types.ModuleType):
            _by_identity[id(live)] = value
            _keep.append(live)
            if isinstance(live, type) and isinstance(value, type):
                _originals.setdefault(value, []).append(live)


def module_counterpart(name: str) -> types.ModuleType | None:
    """`naja.stdlib.<name>`, loaded and bound on first use, or None."""
    full = f"naja.stdlib.{name}"
    if name.startswith("naja"):
        return None
    if name not in _scanned:
        _scanned.add(name)
        if importlib.util.find_spec("naja.stdlib") and _find(full):
            counterpart = importlib.import_module(full)
            original = sys.modules.get(name) or importlib.import_module(name)
            _bind_module(original, counterpart)
    return sys.modules.get(full)


def _find(full: str) -> bool:
    try:
        return importlib.util.find_spec(full) is not None
    except ModuleNotFoundError:
        return False


def counterpart(live: Any) -> Any:
    """Naja's object for a live one; the object itself when it has none."""
    found = _by_identity.get(id(live))
    if found is not None:
        return found
    live = managers.managed(live)
    module = getattr(live, "__module__", None)
    if isinstance(module, str) and not module.startswith("naja"):
        _load_for(module)
        found = _by_identity.get(id(live))
    return live if found is None else found


def _load_for(module: str) -> None:
    """asyncio.sleep says it lives in asyncio.tasks: the packages above it may hold the
    counterpart."""
    parts = module.lstrip("_").split(".")
    for end in range(len(parts), 0, -1):
        module_counterpart(".".join(parts[:end]))


def counterpart_class(cls: type) -> type:
    found = counterpart(cls)
    return found if isinstance(found, type) else cls


def originals(cls: type) -> list[type]:
    """The classes of CPython's library that `cls` stands for."""
    return _originals.get(cls, [])


def is_bound(cls: type) -> bool:
    """Whether a class of CPython's library has a counterpart."""
    return id(cls) in _by_identity


def builtin_class(name: str) -> type:
    """The counterpart class of a builtin: builtin_class("str")."""
    from naja.runtime import builtins as counterparts

    return getattr(counterparts, name)  # type: ignore[no-any-return]


def runtime(module: str, name: str) -> Any:
    """An object of the runtime by its place, for what syntax needs: runtime("errors",
    "overflow")."""
    return library(f"naja.runtime.{module}", name)


def library(module: str, name: str) -> Any:
    """An object of any module of the image's."""
    return getattr(importlib.import_module(module), name)


def builtin_type(name: str, *args: t.Type) -> t.ClassType:
    return t.class_type(builtin_class(name), args)
