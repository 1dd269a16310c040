"""What was being handled when an exception was raised."""


def parse(s: str) -> int:
    try:
        return int(s)
    except ValueError:
        return fallback(s)


def fallback(s: str) -> int:
    try:
        return len({"a": 1}) // (len(s) - len(s))
    except ZeroDivisionError:
        raise KeyError(s) from None


def chain() -> None:
    try:
        parse("zz")
    except KeyError as e:
        print(repr(e), e.__cause__, repr(e.__context__))
        c = e.__context__
        if c is not None:
            print(repr(c.__context__))
    try:
        try:
            raise ValueError("one")
        except ValueError:
            try:
                raise TypeError("two")
            except TypeError as f:
                print(repr(f.__context__))
            raise
    except ValueError as e:
        print(repr(e), e.__context__)
    for i in range(3):
        try:
            raise IndexError(str(i))
        except IndexError as e:
            if i == 1:
                continue
            print(i, e, e.__context__)


def main() -> None:
    chain()
    try:
        try:
            raise ValueError("first")
        finally:
            print("cleanup")
    except ValueError as e:
        print(e, e.__context__)
    try:
        print([1][3])
    except IndexError as e:
        raise RuntimeError("outer") from e


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__), repr(error.__context__))
