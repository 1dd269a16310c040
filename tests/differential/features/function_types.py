"""Function values under signatures that are wider or narrower than their own."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar


class _Event:
    pass


class _Paid(_Event):
    def __init__(self, amount: int) -> None:
        self.amount = amount


class _Noted(_Event):
    def __init__(self, text: str) -> None:
        self.text = text


_E = TypeVar("_E", bound=_Event)
_T = TypeVar("_T")


class _Bus:
    def __init__(self) -> None:
        self.handlers: dict[str, list[Callable[[Any], None]]] = {}

    def on(self, kind: type[_E], handler: Callable[[_E], None]) -> None:
        self.handlers.setdefault(kind.__name__, []).append(handler)

    def publish(self, event: _Event) -> int:
        found = self.handlers.get(type(event).__name__, [])
        for handler in found:
            handler(event)
        return len(found)


def _paid(event: _Paid) -> None:
    print("paid", event.amount)


def _noted(event: _Noted) -> None:
    print("noted", event.text)


def _any_event(event: _Event) -> None:
    print("event", type(event).__name__)


def event_bus() -> None:
    bus = _Bus()
    bus.on(_Paid, _paid)
    bus.on(_Noted, _noted)
    bus.on(_Noted, _any_event)
    print(bus.publish(_Paid(3)), bus.publish(_Noted("x")), bus.publish(_Event()))


def _put(handlers: list[Callable[[_Event], None]], handler: Callable[[_Paid], None]) -> None:
    handlers.append(handler)  # type: ignore[arg-type]


def the_wrong_class() -> None:
    handlers: list[Callable[[_Event], None]] = []
    _put(handlers, _paid)
    handlers[0](_Paid(4))
    try:
        handlers[0](_Noted("no"))
    except (AttributeError, TypeError):
        print("not that")


def _positive(number: int) -> bool:
    return number > 0


def _short(text: str) -> bool:
    return len(text) < 4


def _is_int(value: Any) -> bool:
    return isinstance(value, int)


class _Rule:
    def __init__(self, *checks: Callable[[Any], bool]) -> None:
        self.checks: list[Callable[[Any], bool]] = list(checks)

    def run(self, value: int | str) -> list[bool]:
        return [check(value) for check in self.checks]


def checks_of_anything() -> None:
    print(_Rule(_is_int, _positive).run(5), _Rule(_is_int, _positive).run(-1))
    print(_Rule(_is_int, _short).run("abc"))
    try:
        _Rule(_short).run(5)
    except TypeError:
        print("no text")


def two_of_anything() -> None:
    def both(count: int, text: str) -> None:
        print(text * count)

    hooks: dict[str, Callable[[Any, Any], None]] = {"both": both}
    hooks["either"] = lambda a, b: print(isinstance(a, int), isinstance(b, int))
    for hook in hooks.values():
        hook(2, "ab")


class _Signal(Generic[_T]):
    def __init__(self) -> None:
        self.slots: list[Callable[[_T], object]] = []

    def connect(self, slot: Callable[[_T], object]) -> Callable[[_T], object]:
        self.slots.append(slot)
        return slot

    def emit(self, value: _T) -> None:
        for slot in self.slots:
            slot(value)


def signals() -> None:
    seen: list[int] = []
    signal: _Signal[int] = _Signal()
    signal.connect(seen.append)
    signal.connect(lambda n: print("got", n))

    @signal.connect
    def named(n: int) -> str:
        print("named", n)
        return "ignored"

    signal.emit(3)
    signal.emit(4)
    print(seen)
