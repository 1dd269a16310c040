"""JSON of a type for programs that ask servers: functions that are made when a program is imported.

read_item = json_reader(Item)
write_item = json_writer(Item)

response = await client.post("http://…/items", json=write_item(Item("pen", 1.5)))
item = response.json(read_item)
"""

from __future__ import annotations

import typing
from collections.abc import Callable
from typing import TypeVar

from naja.http import jsontext
from naja.http.generate import Source, indented

T = TypeVar("T")

_LIBRARY = {
    name: live
    for name, live in vars(jsontext).items()
    if name.startswith("write_") or name in ("Reader", "Unfit")
}


def json_reader(type_: type[T]) -> Callable[[bytes], T]:
    """A function that reads a JSON text of that type, and raises Unfit for another. Raises
    TypeError for a type that has no form in JSON here."""
    source = Source(_LIBRARY)
    body = [
        "reader = Reader(data, 'body')",
        f"value = {source.reader(type_)}",
        "reader.end()",
        "return value",
    ]
    name = source.name(None, "decode")
    source.add(f"def {name}(data: bytes) -> {source.shown(type_)}:", *indented(body))
    made = source.run(f"JSON of {source.shown(type_)} read")[name]
    return typing.cast("Callable[[bytes], T]", made)


def json_writer(type_: type[T]) -> Callable[[T], str]:
    """A function that writes a value of that type as a JSON text. Raises TypeError for a type that
    has no form in JSON here."""
    source = Source(_LIBRARY)
    body = ["out: list[str] = []", source.writer(type_, "value"), "return ''.join(out)"]
    name = source.name(None, "encode")
    source.add(f"def {name}(value: {source.shown(type_)}) -> str:", *indented(body))
    made = source.run(f"JSON of {source.shown(type_)} written")[name]
    return typing.cast("Callable[[T], str]", made)
