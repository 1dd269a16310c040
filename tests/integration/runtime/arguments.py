"""What exceptions keep of their arguments."""


class MyErr(Exception):
    pass


class Sub(KeyError):
    pass


def main() -> None:
    for k in range(6):
        try:
            if k == 0:
                raise KeyError(5)
            if k == 1:
                raise KeyError("a b")
            if k == 2:
                raise Sub("x")
            if k == 3:
                raise MyErr
            if k == 4:
                raise ValueError(12)
            if k == 5:
                raise IndexError
        except Exception as e:
            print(k, str(e), repr(e), f"{e}")
    try:
        raise OSError(5, "io", "file")
    except OSError as e:
        print(e, e.errno, e.strerror, e.filename)
    try:
        raise ConnectionRefusedError(111, "refused")
    except OSError as e:
        print(e, e.errno, isinstance(e, ConnectionError), repr(e))
    try:
        raise UnicodeError("u")
    except ValueError as e:
        print(repr(e))


if __name__ == "__main__":
    main()
