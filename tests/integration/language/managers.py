"""with: user-defined managers, nesting, suppression, with return, break and exceptions."""

from __future__ import annotations

from types import TracebackType

EVENTS: list[str] = []


class Guard:
    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> Guard:
        EVENTS.append(f"enter {self.name}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        EVENTS.append(f"exit {self.name} {error}")


class Swallow:
    """Ends the errors that it is told to end."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def __enter__(self) -> None:
        EVENTS.append("enter swallow")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        EVENTS.append(f"exit swallow {error}")
        return self.wanted


def plain() -> None:
    with Guard("a") as guard:
        EVENTS.append(f"in {guard.name}")
    with Guard("b"), Guard("c") as inner:
        EVENTS.append(f"in {inner.name}")


def early() -> int:
    with Guard("return"):
        return 5


def loop() -> None:
    for i in range(4):
        with Guard(f"loop{i}"):
            if i == 1:
                continue
            if i == 2:
                break
            EVENTS.append("body")


def failing() -> None:
    try:
        with Guard("outer"), Guard("inner"):
            raise ValueError("broken")
    except ValueError as error:
        EVENTS.append(f"caught {error}")


def swallowed() -> str:
    with Swallow(True):
        raise KeyError("gone")
    try:
        with Swallow(False):
            raise KeyError("kept")
    except KeyError as error:
        EVENTS.append(f"caught {error}")
    return "went on"


if __name__ == "__main__":
    plain()
    print(early())
    loop()
    failing()
    print(swallowed())
    for event in EVENTS:
        print(event)
