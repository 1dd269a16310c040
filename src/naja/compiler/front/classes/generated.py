"""Methods that CPython generates, as real source text: dataclasses', named tuples', and the name
of a class.

The text is compiled, so that the method is a live function like any other, and entered among the
known sources.
"""

from __future__ import annotations

import ast
import copy
import dataclasses
import reprlib
import sys
import types
import typing
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.classes.classes import (
    COPY,
    DEEP_COPY,
    TYPE_NAME,
    is_named_tuple,
    is_protocol,
)
from naja.compiler.front.classes.conversions import CONVERSIONS, conversion_text
from naja.compiler.front.classes.enums import is_enum, method_text
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.classes.inheritance import GETTER, SETTER, accessor_text
from naja.compiler.front.classes.set_order import NAMES, names_text
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.container_classes import builtin_base
from naja.compiler.front.objects.container_classes import method_text as method_text_of_container
from naja.compiler.front.objects.descriptors import is_of_program

if TYPE_CHECKING:
    from naja.compiler.front.instance import FunctionInstance


def method(cls: type, name: str, main: FunctionInstance | None) -> types.FunctionType | None:
    """The method `name` that CPython makes for `cls`, or None."""
    if name == TYPE_NAME:
        return _name_method(cls, main)
    if name in (COPY, DEEP_COPY):
        return _copy_method(cls, name)
    if name == NAMES:
        return function_from(names_text(cls), cls, name, {})
    if name.startswith((GETTER, SETTER)) and is_protocol(cls):
        return _protocol_accessor(cls, name)
    if name.startswith((GETTER, SETTER)):
        return function_from(accessor_text(name), cls, name, {})
    if is_enum(cls):
        values: dict[str, Any] = {}
        text = method_text(cls, name, values)
        return function_from(text, cls, name, values) if text is not None else None
    if name in _FROM_OTHERS:
        return _from_others(cls, name)
    missing = method_text_of_container(cls, name)
    if missing is not None:
        return function_from(
            missing, cls, name, {"Base": bindings.builtin_class(builtin_base(cls))}
        )
    if is_named_tuple(cls):
        return _tuple_method(cls, name)
    converters: dict[str, Any] = {"asdict": dataclasses.asdict, "astuple": dataclasses.astuple}
    converters["deepcopy"] = copy.deepcopy
    if name in CONVERSIONS and dataclasses.is_dataclass(cls):
        return function_from(conversion_text(cls, name), cls, name, converters)
    if "__dataclass_fields__" not in vars(cls) or name not in _DATACLASS_METHODS:
        return None
    live = vars(cls).get(name)
    if (
        isinstance(live, types.FunctionType)
        and live.__code__.co_filename not in _GENERATED
        and sources.function_node(live)
    ):
        return live
    if not _DATACLASS_METHODS[name](cls.__dataclass_params__, cls):  # type: ignore[attr-defined]
        return None
    return _make_method(cls, name)


_FROM_OTHERS: dict[str, tuple[tuple[str, ...], str]] = {
    "__iter__": (
        ("__getitem__",),
        "def __iter__(self):\n    at = 0\n    while True:\n"
        "        try:\n            item = self[at]\n"
        "        except IndexError:\n            return\n        yield item\n        at += 1\n",
    ),
    "__contains__": (
        ("__iter__", "__getitem__"),
        "def __contains__(self, wanted) -> bool:\n    for item in self:\n"
        "        if item == wanted:\n            return True\n    return False\n",
    ),
    "__reversed__": (
        ("__getitem__", "__len__"),
        "def __reversed__(self):\n    at = len(self)\n    while at > 0:\n        at -= 1\n"
        "        yield self[at]\n",
    ),
}
"""What the language makes of other methods: which of them (any; both for reversed), and how."""


def _from_others(cls: type, name: str) -> types.FunctionType | None:
    """Iteration and membership of a class of the program that has __getitem__ or __iter__ only."""
    own = [c for c in cls.__mro__ if c is not object and c not in (typing.Generic, typing.Protocol)]
    if any(c.__module__.startswith("naja.") or bindings.is_bound(c) for c in own):
        return None
    if is_named_tuple(cls) or is_protocol(cls) or any(name in vars(c) for c in own):
        return None
    needed, text = _FROM_OTHERS[name]
    count = sum(any(n in vars(c) for c in own) for n in needed)
    if count < (len(needed) if name == "__reversed__" else 1):
        return None
    return function_from(text, cls, name, {})


def _copy_method(cls: type, name: str) -> types.FunctionType | None:
    from naja.compiler.front.objects.copies import method_text

    values: dict[str, Any] = {}
    text = method_text(cls, name, values)
    return function_from(text, cls, name, values) if text is not None else None


def _protocol_accessor(cls: type, name: str) -> types.FunctionType | None:
    """What stands for reading or writing a data member of a protocol; each class has its own."""
    field = name.removeprefix(GETTER).removeprefix(SETTER)
    hints = [vars(c).get("__annotations__", {}) for c in cls.__mro__]
    declared = next((h[field] for h in hints if field in h), None)
    if declared is None:
        return None
    text = f"def {name}(self) -> Member: ...\n"
    if name.startswith(SETTER):
        text = f"def {name}(self, value: Member) -> None: ...\n"
    return function_from(text, cls, name, {"Member": declared})


def _tuple_method(cls: type, name: str) -> types.FunctionType | None:
    """A method of a NamedTuple class."""
    fields: tuple[str, ...] = cls._fields  # type: ignore[attr-defined]
    items = "".join(f"self.{n}, " for n in fields)
    texts = {
        "__repr__": f"{cls.__name__}({', '.join(f'{n}={{self.{n}!r}}' for n in fields)})",
        "__hash__": f"hash(({items}))",
        "__len__": str(len(fields)),
    }
    if isinstance(vars(cls).get(name), types.FunctionType) and name not in ("__repr__", "_asdict"):
        return None
    if name == "_asdict":
        shown = ", ".join(f"{n!r}: self.{n}" for n in fields)
        return function_from(f"def _asdict(self):\n    return {{{shown}}}\n", cls, name, {})
    values: dict[str, Any] = {}
    if name == "__init__":
        return function_from(_tuple_init(cls, fields, values), cls, name, values)
    if name in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"):
        return function_from(_compare_text(name, list(fields), False), cls, name, values)
    if name not in texts:
        return None
    result = f"f{texts[name]!r}" if name == "__repr__" else texts[name]
    return function_from(f"def {name}(self):\n    return {result}\n", cls, name, values)


def _tuple_init(cls: type, fields: tuple[str, ...], values: dict[str, Any]) -> str:
    defaults: dict[str, Any] = cls._field_defaults  # type: ignore[attr-defined]
    parameters = []
    for name in fields:
        hints = vars(cls).get("__annotations__", {})
        if name not in hints:  # collections.namedtuple
            values[f"d_{name}"] = defaults.get(name)
            parameters.append(name + (f" = d_{name}" if name in defaults else ""))
            continue
        values[f"t_{name}"] = hints[name]
        values[f"d_{name}"] = defaults.get(name)
        parameters.append(f"{name}: t_{name}" + (f" = d_{name}" if name in defaults else ""))
    body = "".join(f"    self.{name} = {name}\n" for name in fields)
    return f"def __init__({', '.join(['self', *parameters])}) -> None:\n{body or '    pass'}"


_GENERATED = (dataclasses.__file__, reprlib.__file__)
_DATACLASS_METHODS: dict[str, Any] = {
    "__init__": lambda p, cls: p.init,
    "__repr__": lambda p, cls: p.repr,
    "__eq__": lambda p, cls: p.eq,
    "__lt__": lambda p, cls: p.order,
    "__le__": lambda p, cls: p.order,
    "__gt__": lambda p, cls: p.order,
    "__ge__": lambda p, cls: p.order,
    "__hash__": lambda p, cls: p.unsafe_hash or (p.eq and p.frozen),
}


def _name_method(cls: type, main: FunctionInstance | None) -> types.FunctionType:
    """The name of a class as a traceback shows it: with its module, unless it is built in or the
    program's own."""
    own = main.namespace["__name__"] if main is not None else "__main__"
    builtin = cls.__module__.startswith("naja.runtime") or cls.__module__ in (own, "__main__")
    module = cls.__module__.removeprefix("naja.stdlib.")
    shown = t.DISPLAY_NAMES.get(cls, cls.__qualname__)
    shown = shown if builtin else f"{module}.{cls.__qualname__}"
    return function_from(
        f"def {TYPE_NAME}(self) -> str:\n    return {shown!r}\n", cls, TYPE_NAME, {"str": str}
    )


def _make_method(cls: type, name: str) -> types.FunctionType:
    """The method as a function with source: written as text, compiled, entered as a file."""
    from naja.lang import unsafe

    fields = dataclasses.fields(cls)
    values: dict[str, Any] = {}
    if name == "__init__":
        every = [f for f in vars(cls)["__dataclass_fields__"].values() if _takes_part(f)]
        text = _init_text(
            cls, [f for f in every if f.init], [f for f in every if not f.init], values
        )
    elif name == "__repr__":
        shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in fields if f.repr)
        chosen, own = _own_name(cls, values)
        text = f"def __repr__(self) -> str:\n{chosen}    return f'{own}({shown})'\n"
    elif name == "__hash__":
        items = "".join(
            f"self.{f.name}, " for f in fields if (f.compare if f.hash is None else f.hash)
        )
        text = f"def __hash__(self):\n    return hash(({items}))\n"
    else:
        root = _root(cls)
        values.update(Root=root, type_id=unsafe.type_id)
        family = root is not cls or bool(cls.__subclasses__())
        text = _compare_text(name, [f.name for f in fields if f.compare], family)
        if name == "__eq__" and any(is_of_program(c) for c in root.__mro__[1:]):
            text = _equal_to_any([f.name for f in fields if f.compare])
    return function_from(text, cls, name, values)


def _own_name(cls: type, values: dict[str, Any]) -> tuple[str, str]:
    """What repr calls an object of the class or of one below it: statements, and the name."""
    below = sorted(subclasses(cls), key=lambda c: (-len(c.__mro__), c.__qualname__))
    if not below:
        return "", cls.__qualname__
    if all(c.__qualname__ == c.__name__ for c in (cls, *below)):
        return "", "{type(self).__name__}"
    text = f"    own = {cls.__qualname__!r}\n"
    for at, other in enumerate(reversed(below)):
        values[f"c_{at}"] = other
        text += f"    if isinstance(self, c_{at}):\n        own = {other.__qualname__!r}\n"
    return text, "{own}"


def _init_text(cls: type, given: list[Any], other: list[Any], values: dict[str, Any]) -> str:
    parameters, body = [], []
    for field in given:
        values[f"t_{field.name}"] = field.type
        if field.default is not dataclasses.MISSING:
            values[f"d_{field.name}"] = field.default
            parameters.append(f"{field.name}: t_{field.name} = d_{field.name}")
        elif field.default_factory is not dataclasses.MISSING:
            parameters.append(f"{field.name}: Maybe[t_{field.name}] = None")
        else:
            parameters.append(f"{field.name}: t_{field.name}")
        if _is_init_only(field):
            continue
        if field.default_factory is not dataclasses.MISSING:
            values[f"f_{field.name}"] = field.default_factory
            body.append(
                f"    if {field.name} is None:\n        self.{field.name} = f_{field.name}()\n"
                f"    else:\n        self.{field.name} = {field.name}"
            )
        else:
            body.append(f"    self.{field.name} = {field.name}")
    for field in other:
        if field.default is not dataclasses.MISSING:
            values[f"d_{field.name}"] = field.default
            body.append(f"    self.{field.name} = d_{field.name}")
        elif field.default_factory is not dataclasses.MISSING:
            values[f"f_{field.name}"] = field.default_factory
            body.append(f"    self.{field.name} = f_{field.name}()")
    if hasattr(cls, "__post_init__"):
        names = [f.name for f in given if _is_init_only(f)]
        body.append(f"    self.__post_init__({', '.join(names)})")
    keyword_only = [p for p, f in zip(parameters, given, strict=True) if f.kw_only]
    plain = [p for p, f in zip(parameters, given, strict=True) if not f.kw_only]
    listed = ", ".join(["self", *plain, *(["*", *keyword_only] if keyword_only else [])])
    return f"def __init__({listed}) -> None:\n" + ("\n".join(body) or "    pass") + "\n"


def _is_init_only(field: Any) -> bool:
    """An InitVar: a parameter that no field keeps."""
    return bool(field._field_type is dataclasses._FIELD_INITVAR)  # type: ignore[attr-defined]


def _takes_part(field: Any) -> bool:
    """Whether __init__ knows of the field."""
    return _is_init_only(field) or field._field_type is dataclasses._FIELD  # type: ignore[attr-defined]


def _equal_to_any(names: list[str]) -> str:
    """`==` of a dataclass below a class that is none."""
    tests = " and ".join(f"self.{n} == other.{n}" for n in names) or "True"
    return (
        "def __eq__(self, other: object):\n"
        "    if isinstance(other, Own) and type_id(self) == type_id(other):\n"
        f"        return {tests}\n"
        "    return NotImplemented\n"
    )


def _compare_text(name: str, names: list[str], family: bool) -> str:
    """Objects of other classes of the family are never equal, and have no order."""
    mine = "".join(f"self.{n}, " for n in names)
    yours = "".join(f"other.{n}, " for n in names)
    sign = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}[name]
    tests = f"({mine}) {sign} ({yours})"
    if name == "__eq__":
        tests = " and ".join(f"self.{n} == other.{n}" for n in names) or "True"
    if not family:
        return f"def {name}(self, other: Own) -> bool:\n    return {tests}\n"
    failure = (
        "return False" if name == "__eq__" else f"raise TypeError({sign!r} + ' between classes')"
    )
    return (
        f"def {name}(self, other: Root) -> bool:\n"
        f"    if type_id(self) == type_id(other) and isinstance(other, Own):\n"
        f"        return {tests}\n    {failure}\n"
    )


def _root(cls: type) -> type:
    """The topmost dataclass that a dataclass derives from."""
    bases = [c for c in cls.__mro__ if "__dataclass_fields__" in vars(c)]
    return bases[-1]


class _Maybe:
    def __class_getitem__(cls, item: Any) -> Any:
        if isinstance(item, str):
            return f"({item}) | None"
        return item | None


def function_from(text: str, cls: type, name: str, values: dict[str, Any]) -> types.FunctionType:
    file = f"<{cls.__module__}.{cls.__qualname__}.{name}>"
    module = sources.names_of_class(cls)
    parameters = getattr(cls, "__parameters__", ())
    own = cls[parameters] if parameters else cls  # type: ignore[index]
    namespace: dict[str, Any] = {
        **module,
        **values,
        "Own": own,
        "Maybe": _Maybe,
        "__name__": cls.__module__,
    }
    exec(compile(text, file, "exec"), namespace)
    function: types.FunctionType = namespace[name]
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    function.__module__ = cls.__module__
    real = sources.class_node(cls)
    tree = ast.parse(text, file)
    line = real.lineno if real is not None else 1
    source = sources.SourceFile(
        file,
        sources.shown_name(getattr(sys.modules[cls.__module__], "__file__", None) or file),
        tree,
    )
    sources._index(source, tree, "")
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0
    sources._files[file] = source
    return function
