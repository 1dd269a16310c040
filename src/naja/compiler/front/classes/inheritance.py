"""Several base classes: what single inheritance never needs and never pays for.

Objects of a class begin with the fields of its *first line* of bases (`ClassInfo.base`); the fields
of the other bases lie behind. Seen as one of those other bases, such a field has no fixed place:
it is *scattered*, and read and written by methods made for each class, which the object's own class
chooses. A method whose fields are scattered, or whose `super()` goes on differently in some
subclass, is compiled for each class it is called on.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.notations import mentions_self
from naja.compiler.front.classes.classes import effective_mro
from naja.compiler.front.classes.hierarchy import subclasses

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.world import World

GETTER, SETTER = "__naja_get_", "__naja_set_"


def definer(cls: type, name: str, after: type | None = None) -> type | None:
    """The class whose `name` objects of `cls` have; after: only classes behind that one count."""
    mro = effective_mro(cls)
    if after is not None and after in mro:
        mro = mro[mro.index(after) + 1 :]
    return next((c for c in mro if name in vars(c)), None)


def is_joined(world: World, cls: type) -> bool:
    """Whether `cls` is above some class with several bases."""
    if cls not in world.joined:
        world.joined[cls] = any(len(_own_bases(c)) > 1 for c in subclasses(cls))
    return world.joined[cls]


def _own_bases(cls: type) -> list[type]:
    return [b for b in cls.__bases__ if effective_mro(b)]


def common_subclasses(world: World, one: type, other: type) -> list[type]:
    """The topmost classes that have both among their bases: what may be the one is then the
    other."""
    if not is_joined(world, one) or not is_joined(world, other):
        return []
    both = [c for c in subclasses(one) if other in effective_mro(c)]
    both = [c for c in both if not getattr(c, "__parameters__", ())]
    return [c for c in both if not any(b is not c and b in effective_mro(c) for b in both)]


def note_live(world: World, info: ClassInfo) -> None:
    """Objects of a class can exist: fields that it keeps elsewhere than a base does are
    scattered."""
    for cls in info.mro[1:] if info.origins else ():
        base = world.class_info(info.owner_type(cls))
        moved = {n for n, origin in base.origins.items() if info.origins.get(n) is not origin}
        if moved - base.scattered:
            base.scattered |= moved
            for user in list(base.users):
                user.invalidate()


def self_type(
    world: World, function: types.FunctionType, owner: t.ClassType, receiver: t.Type, reader: Any
) -> t.ClassType:
    """For which class a method of `owner` is compiled when it is called on a `receiver`."""
    if receiver is owner or not isinstance(receiver, t.ClassType):
        return owner
    if owner.cls not in world.class_info(receiver).mro:
        return owner
    if mentions_self(function):
        return receiver
    if not is_joined(world, owner.cls):
        return owner
    info = world.class_info(owner)
    if reader is not None:
        info.users.add(reader)
    asks_super = "__class__" in function.__code__.co_freevars
    return receiver if info.scattered or asks_super else owner


def super_varies(world: World, cls: type, after: type, name: str) -> bool:
    """Whether `super().name` in a method of `after` means another one for a subclass of `cls`."""
    if not is_joined(world, cls):
        return False
    own = definer(cls, name, after)
    return any(definer(c, name, after) is not own for c in subclasses(cls))


def overrides(cls: type, name: str, base: type) -> bool:
    """Whether objects of `cls`, a subclass of `base`, have another `name`."""
    if name in vars(cls):
        return True
    return len(_own_bases(cls)) > 1 and definer(cls, name) is not definer(base, name)


WRITES, DELETES = "set property ", "delete property "
"""In front of a property's name: which of its functions a virtual call means."""


def plain_name(name: str) -> str:
    """The name under which a class has what a virtual call means."""
    return name.removeprefix(WRITES).removeprefix(DELETES)


def property_part(live: property, name: str) -> Any:
    """The function of a property that a virtual call by `name` means."""
    if name.startswith(WRITES):
        return live.fset
    return live.fdel if name.startswith(DELETES) else live.fget


def accessor_text(name: str) -> str:
    """The source of the method that reads or writes a scattered field."""
    if name.startswith(GETTER):
        return f"def {name}(self):\n    return self.{name.removeprefix(GETTER)}\n"
    return f"def {name}(self, value) -> None:\n    self.{name.removeprefix(SETTER)} = value\n"
