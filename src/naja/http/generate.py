"""Generates readers and writers of JSON for types, and adapters of typed handlers, as source.

Runs when a program is imported. The source is of plain typed Python and is entered in `linecache`
under a name in angle brackets, where tracebacks and Naja's compiler find it.
"""

from __future__ import annotations

import dataclasses
import linecache
import types
import typing
from typing import Any, Union

from naja.http import generated

_SIMPLE: dict[Any, tuple[str, str]] = {
    int: ("integer", "int"),
    float: ("number", "float"),
    str: ("text", "str"),
    bool: ("boolean", "bool"),
}
_files: set[str] = set()
_readers: dict[Any, str] = {}
_writers: dict[Any, str] = {}
_classes: dict[type, str] = {}
_names: dict[str, Any] = vars(generated)


class Source:
    """Source in the making. Readers and writers are functions `read_N` and `write_N`, one a type;
    all that is generated shares them."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = {**_names, **names}
        self.lines: list[str] = []
        self._readers = dict(_readers)
        self._writers = dict(_writers)
        self._classes = dict(_classes)

    def add(self, *lines: str) -> None:
        """Lines more."""
        self.lines += lines

    def name(self, live: Any, prefix: str) -> str:
        """A name for a live object."""
        name = f"{prefix}_{len(self.names)}"
        self.names[name] = live
        return name

    def run(self, title: str) -> dict[str, Any]:
        """Execute the source; its names."""
        file = f"<{title}>"
        number = 1
        while file in _files:
            number += 1
            file = f"<{title} {number}>"
        _files.add(file)
        text = "\n".join(self.lines) + "\n"
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        _names.update(self.names)
        exec(compile(text, file, "exec"), _names)
        _readers.update(self._readers)
        _writers.update(self._writers)
        _classes.update(self._classes)
        return _names

    # types

    def shown(self, type_: Any) -> str:
        """The type as an annotation of the source."""
        if type_ is None or type_ is type(None):
            return "None"
        if type_ in _SIMPLE:
            return _SIMPLE[type_][1]
        members = optional(type_)
        if members is not None:
            return f"{self.shown(members)} | None"
        origin, arguments = typing.get_origin(type_), typing.get_args(type_)
        if origin in (list, dict):
            inner = ", ".join(self.shown(argument) for argument in arguments)
            return f"{origin.__name__}[{inner}]"
        if is_class(type_):
            if type_ not in self._classes:
                self._classes[type_] = self.name(type_, type_.__name__)
            return str(self._classes[type_])
        raise TypeError(
            f"{getattr(type_, '__name__', type_)} has no form in JSON here: use int, float, str, "
            "bool, dataclasses, list[T], dict[str, T] and T | None of these"
        )

    def reader(self, type_: Any) -> str:
        """The expression that reads a value with `reader`."""
        if type_ in _SIMPLE:
            return f"reader.{_SIMPLE[type_][0]}()"
        if type_ not in self._readers:
            self._readers[type_] = name = f"read_{len(self._readers)}"
            shown = self.shown(type_)
            body = self._reading(type_)
            self.add(f"def {name}(reader: Reader) -> {shown}:", *indented(body), "")
        return f"{self._readers[type_]}(reader)"

    def _reading(self, type_: Any) -> list[str]:
        inner = optional(type_)
        if inner is not None:
            return ["if reader.null():", "    return None", f"return {self.reader(inner)}"]
        origin, arguments = typing.get_origin(type_), typing.get_args(type_)
        if origin is list:
            return [
                f"items: {self.shown(type_)} = []",
                "reader.begin_array()",
                "while reader.item(len(items)):",
                f"    items.append({self.reader(arguments[0])})",
                "return items",
            ]
        if origin is dict:
            if arguments[0] is not str:
                raise TypeError("the keys of JSON are str")
            return [
                f"members: {self.shown(type_)} = {{}}",
                "reader.begin_object()",
                "while (key := reader.key()) is not None:",
                f"    members[key] = {self.reader(arguments[1])}",
                "    reader.done()",
                "return members",
            ]
        return self._reading_class(type_)

    def _reading_class(self, cls: Any) -> list[str]:
        """A dataclass. Members that it does not have are skipped."""
        hints = typing.get_type_hints(cls)
        fields = [field for field in dataclasses.fields(cls) if field.init]
        lines: list[str] = []
        missing: list[str] = []
        cases: list[str] = []
        for number, field in enumerate(fields):
            shown = self.shown(hints[field.name])
            default = self._default(field)
            if default is None:
                lines += [f"f{number}: {shown} | None = None", f"has{number} = False"]
                unset = f"f{number} is None" if optional(hints[field.name]) is None else ""
                test = unset or f"not has{number}"
                missing += [f"if {test}:", f"    raise reader.missing({field.name!r})"]
            else:
                lines += [f"f{number}: {shown} = {default}"]
            cases += [
                f"    {'elif' if number else 'if'} key == {field.name!r}:",
                f"        f{number} = {self.reader(hints[field.name])}",
            ]
            if default is None:
                cases.append(f"        has{number} = True")
        cases += ["    else:", "        reader.skip()"] if fields else ["    reader.skip()"]
        given = ", ".join(f"{field.name}=f{number}" for number, field in enumerate(fields))
        loop = ["reader.begin_object()", "while (key := reader.key()) is not None:"]
        end = ["    reader.done()", *missing, f"return {self.shown(cls)}({given})"]
        return [*lines, *loop, *cases, *end]

    def _default(self, field: Any) -> str | None:
        """The expression of a field's default, if it has one."""
        if field.default is not dataclasses.MISSING:
            if field.default is None or type(field.default) in (int, str, bool, float):
                return repr(field.default)
            return self.name(field.default, "default")
        if field.default_factory is not dataclasses.MISSING:
            return {list: "[]", dict: "{}"}.get(
                field.default_factory, f"{self.name(field.default_factory, 'factory')}()"
            )
        return None

    def writer(self, type_: Any, value: str) -> str:
        """The statement that writes a value to `out`."""
        if type_ in _SIMPLE:
            return f"write_{_SIMPLE[type_][0]}(out, {value})"
        if type_ is type(None):
            return "out.append('null')"
        if type_ not in self._writers:
            self._writers[type_] = name = f"write_{len(self._writers)}"
            shown = self.shown(type_)
            body = self._writing(type_)
            self.add(f"def {name}(out: list[str], value: {shown}) -> None:", *indented(body), "")
        return f"{self._writers[type_]}(out, {value})"

    def _writing(self, type_: Any) -> list[str]:
        inner = optional(type_)
        if inner is not None:
            written = self.writer(inner, "value")
            return ["if value is None:", "    out.append('null')", "else:", f"    {written}"]
        origin, arguments = typing.get_origin(type_), typing.get_args(type_)
        if origin is list:
            return [
                "out.append('[')",
                "for number, item in enumerate(value):",
                "    if number != 0:",
                "        out.append(',')",
                f"    {self.writer(arguments[0], 'item')}",
                "out.append(']')",
            ]
        if origin is dict:
            return [
                "out.append('{')",
                "first = True",
                "for key, item in value.items():",
                "    if not first:",
                "        out.append(',')",
                "    first = False",
                "    write_text(out, key)",
                "    out.append(':')",
                f"    {self.writer(arguments[1], 'item')}",
                "out.append('}')",
            ]
        lines: list[str] = []
        hints = typing.get_type_hints(type_)
        for number, field in enumerate(dataclasses.fields(type_)):
            opening = "," if number else "{"
            lines += [
                f"out.append('{opening}\"{field.name}\":')",
                self.writer(hints[field.name], f"value.{field.name}"),
            ]
        return [*lines, "out.append('}')"] if lines else ["out.append('{}')"]


def indented(lines: list[str]) -> list[str]:
    """One level deeper."""
    return ["    " + line for line in lines]


def is_class(type_: Any) -> bool:
    """Whether it is a dataclass."""
    return isinstance(type_, type) and dataclasses.is_dataclass(type_)


def optional(type_: Any) -> Any:
    """T of T | None, or None."""
    if typing.get_origin(type_) not in (Union, types.UnionType):
        return None
    arguments = typing.get_args(type_)
    others = [argument for argument in arguments if argument is not type(None)]
    return others[0] if len(others) == 1 and len(arguments) == 2 else None
