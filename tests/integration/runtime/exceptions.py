"""Exceptions: text, hierarchy, handling."""


class Custom(ValueError):
    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


def fail(kind: int) -> int:
    if kind == 0:
        raise ValueError("bad value")
    if kind == 1:
        raise Custom(7)
    if kind == 2:
        raise KeyError("k")
    if kind == 3:
        return [1, 2][kind]
    if kind == 4:
        raise OSError(2, "No such file")
    if kind == 5:
        raise RuntimeError("wrapped") from ValueError("inner")
    if kind == 6:
        raise TimeoutError("late")
    if kind == 7:
        assert kind == 0, "assertion text"
    if kind == 8:
        raise NotImplementedError
    if kind == 9:
        raise StopIteration
    return kind


def attempt(kind: int) -> str:
    try:
        result = fail(kind)
    except Custom as e:
        return f"custom {e.code} {e} {e!r}"
    except ValueError as e:
        return f"value {e} {e!r}"
    except (KeyError, IndexError) as e:
        return f"lookup {e} {isinstance(e, LookupError)}"
    except OSError as e:
        return f"os {e} {isinstance(e, TimeoutError)}"
    except Exception as e:
        return f"other {e!r}"
    else:
        return f"fine {result}"
    finally:
        print("finally", kind)


def nested() -> str:
    try:
        try:
            raise ValueError("first")
        finally:
            print("cleanup")
    except ValueError as e:
        try:
            raise TypeError("second")
        except TypeError as f:
            return f"{e} {f}"


def main() -> None:
    for kind in range(11):
        print(attempt(kind))
    print(nested())
    for i in range(3):
        try:
            if i == 1:
                continue
            print("in", i)
            if i == 2:
                break
        finally:
            print("out", i)


if __name__ == "__main__":
    main()
