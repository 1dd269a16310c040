"""Typed handlers: `async def read_item(item_id: int, q: str | None = None) -> Item`.

Parameters that the path names come from it, a dataclass, list or dict from a body of JSON, a
Request is the request, others come from the query. A result that is no Response becomes JSON. Runs
when a program is imported; what it makes is compiled.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from typing import Any

from naja.http import jsontext, parameters
from naja.http.generate import Source, indented, is_class, optional
from naja.http.message import Request, Response

_CONVERTERS = {int: "integer", float: "number", bool: "boolean"}
_LIBRARY = {
    name: live
    for module in (jsontext, parameters)
    for name, live in vars(module).items()
    if inspect.isfunction(live) or name in ("Reader", "Unfit")
}


def adapted(path: str, handler: Callable[..., Any], status_code: int) -> Callable[..., Any]:
    """The function that answers a Request with a Response by the handler. Raises TypeError for a
    signature that no request can meet."""
    hints = typing.get_type_hints(handler)
    named = list(inspect.signature(handler).parameters.values())
    result = hints.get("return", Response)
    if is_response(result) and len(named) == 1 and hints.get(named[0].name, Request) is Request:
        return handler
    source = Source({**_LIBRARY, "Request": Request, "Response": Response})
    binding: list[str] = []
    placed = {part[1:-1] for part in path.split("/") if part.startswith("{")}
    for parameter in named:
        if parameter.name not in hints:
            raise TypeError(f"parameter {parameter.name} of {handler.__name__} has no annotation")
        binding += _binding(source, parameter, hints[parameter.name], placed)
    unknown = sorted(placed - {parameter.name for parameter in named})
    if unknown:
        raise TypeError(f"the path has {{{unknown[0]}}}, which {handler.__name__} does not take")
    if sum(line.startswith("reader = ") for line in binding) > 1:
        raise TypeError(f"{handler.__name__} takes several bodies")
    name = _function(source, handler, binding, result, status_code)
    return typing.cast("Callable[..., Any]", source.run(f"handler {handler.__qualname__}")[name])


def is_response(type_: Any) -> bool:
    """Whether results of that type are responses already."""
    return isinstance(type_, type) and issubclass(type_, Response)


def _binding(source: Source, parameter: Any, type_: Any, placed: set[str]) -> list[str]:
    """The statements that bind the variable of a parameter."""
    name = parameter.name
    if type_ is Request:
        return [f"p_{name} = request"]
    if name in placed:
        return [f"p_{name} = {_converted('path', name, type_, f'request.parameters[{name!r}]')}"]
    base = optional(type_) or type_
    if is_class(base) or typing.get_origin(base) in (list, dict):
        value = source.reader(type_)
        return ["reader = body_reader(request)", f"p_{name} = {value}", "reader.end()"]
    if parameter.default is inspect.Parameter.empty:
        return [f"p_{name} = {_converted('query', name, base, f'given(query, {name!r})')}"]
    default = repr(parameter.default)
    if parameter.default is not None and type(parameter.default) not in (int, float, str, bool):
        default = source.name(parameter.default, "default")
    value = _converted("query", name, base, f"query[{name!r}]")
    return [
        f"p_{name}: {source.shown(type_)} = {default}",
        f"if {name!r} in query:",
        f"    p_{name} = {value}",
    ]


def _converted(place: str, name: str, type_: Any, text: str) -> str:
    if type_ is str:
        return text
    if type_ not in _CONVERTERS:
        shown = getattr(type_, "__name__", type_)
        raise TypeError(f"parameter {name} cannot be {shown} in the {place}: use int, float, …")
    return f"{_CONVERTERS[type_]}({place!r}, {name!r}, {text})"


def _function(
    source: Source, handler: Callable[..., Any], binding: list[str], result: Any, status_code: int
) -> str:
    """Add the adapter; its name."""
    query = ["query = request.query_parameters()"] if any("query" in b for b in binding) else []
    bound = [line[2:].partition(":")[0].split(" ")[0] for line in binding if line[:2] == "p_"]
    call = f"{source.name(handler, 'handler')}({', '.join(f'{name}=p_{name}' for name in bound)})"
    if inspect.iscoroutinefunction(handler):
        call = f"await {call}"
    end = [f"return {call}"]
    if not is_response(result):
        written = source.writer(result, "result")
        end = [f"result = {call}", "out: list[str] = []", written]
        if result is type(None):
            end = [call, "out: list[str] = []", written]
        end.append(f"return as_json(out, {status_code})")
    guarded = []
    if binding:
        guarded = ["try:", *indented([*query, *binding])]
        guarded += ["except Unfit as unfit:", "    return unprocessable(unfit)"]
    name = source.name(None, "adapter")
    source.add(f"async def {name}(request: Request) -> Response:", *indented([*guarded, *end]))
    return name
