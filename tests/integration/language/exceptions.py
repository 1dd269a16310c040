"""try, except, else, finally in every combination; raise, raise from, hierarchies of one's own."""

from __future__ import annotations


class ShopError(Exception):
    """Base of the errors here."""


class OutOfStock(ShopError):
    def __init__(self, item: str, wanted: int) -> None:
        super().__init__(f"{item}: {wanted} wanted")
        self.item = item
        self.wanted = wanted


class Closed(ShopError):
    code = 7


class Rich(ValueError):
    def __str__(self) -> str:
        return "rich text"


LOG: list[str] = []


def order(item: str, wanted: int) -> int:
    if item == "closed":
        raise Closed
    if wanted > 3:
        raise OutOfStock(item, wanted)
    if wanted < 0:
        raise ValueError(
            "negative",
        )
    return wanted


def paths(kind: int) -> str:
    try:
        LOG.append(f"try {kind}")
        if kind == 1:
            raise OutOfStock("pen", 9)
        if kind == 2:
            raise Closed("shut")
        if kind == 3:
            return "returned"
        if kind == 4:
            raise KeyError("k")
    except OutOfStock as error:
        LOG.append(f"stock {error.item} {error.wanted} {error}")
    except (Closed, ValueError) as error:
        LOG.append(f"closed {error}")
        return "closed"
    except LookupError as error:
        LOG.append(f"lookup {error!r}")
        raise RuntimeError("wrapped") from error
    else:
        LOG.append("else")
    finally:
        LOG.append("finally")
    return "end"


def loops() -> None:
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            print("body", i)
        finally:
            print("cleanup", i)
    else:
        print("not reached")
    for i in range(2):
        try:
            print("again", i)
        except ValueError:
            print("no")
    else:
        print("loop else")
    n = 0
    while n < 3:
        n += 1
        try:
            if n == 2:
                raise ValueError(n)
        except ValueError as error:
            print("caught", error)
            continue
        print("after", n)
    else:
        print("while else")


def override() -> int:
    try:
        return 1
    finally:
        LOG.append("returning")


def nested() -> str:
    result = []
    try:
        try:
            try:
                raise ValueError("inner")
            finally:
                result.append("f1")
        except KeyError:
            result.append("wrong")
        finally:
            result.append("f2")
    except ValueError as error:
        result.append(str(error))
        try:
            raise TypeError("second")
        except TypeError as other:
            result.append(str(other))
        result.append(str(error))
    return ",".join(result)


def rethrow() -> None:
    try:
        try:
            order("pen", 5)
        except ShopError:
            LOG.append("noticed")
            raise
    except OutOfStock as error:
        print("rethrown", error, error.wanted)


def chained() -> None:
    try:
        try:
            int("x")
        except ValueError as error:
            raise ShopError("bad number") from error
    except ShopError as error:
        cause = error.__cause__
        print(error, "from", cause, isinstance(cause, ValueError))
    try:
        try:
            int("y")
        except ValueError:
            raise ShopError("hidden") from None
    except ShopError as error:
        print(error, error.__cause__)


def kinds() -> None:
    for kind in range(12):
        try:
            if kind == 0:
                print([1][kind + 5])
            elif kind == 1:
                print({"a": 1}[f"{kind}"])
            elif kind == 2:
                print(kind // (kind - 2))
            elif kind == 3:
                raise Rich("plain")
            elif kind == 4:
                raise NotImplementedError
            elif kind == 5:
                assert kind != 5, f"kind is {kind}"
            elif kind == 6:
                raise FloatingPointError("float")
            elif kind == 7:
                raise OSError("disk")
            elif kind == 8:
                raise Exception("one")
            elif kind == 9:
                raise StopIteration
            elif kind == 10:
                assert kind == 0
            else:
                raise Closed
        except (IndexError, KeyError) as error:
            print("lookup", error, type(error).__name__)
        except ArithmeticError as error:
            print("arithmetic", type(error).__name__)
        except ShopError as error:
            print("shop", repr(error), str(error) == "")
        except Exception as error:
            print("other", error, repr(error))


def in_expressions(flag: bool) -> int:
    values = [order("a", 1), order("b", 2 if flag else 9)]
    return sum(values)


def argued(what: int) -> int:
    print("argument", what)
    return what


def called(number: int) -> None:
    """The arguments come before it is known that there is nothing to call."""
    try:
        number(argued(1), key=argued(2))  # type: ignore[operator]
    except TypeError as error:
        print(error)


if __name__ == "__main__":
    called(5)
    for kind in range(5):
        try:
            print(paths(kind))
        except RuntimeError as error:
            print("RuntimeError:", error, repr(error.__cause__))
    loops()
    print(override(), nested())
    rethrow()
    chained()
    kinds()
    try:
        print(in_expressions(True), in_expressions(False))
    except OutOfStock as error:
        print("expression", error)
    try:
        order("x", -1)
    except ShopError:
        print("no")
    except ValueError as error:
        print("value", error)
    print(LOG)
