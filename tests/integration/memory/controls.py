"""The module gc, as far as a program can tell."""

import gc


class Ring:
    def __init__(self) -> None:
        self.me: Ring | None = None


def main() -> None:
    print(gc.isenabled())
    gc.disable()
    print(gc.isenabled())
    gc.enable()
    print(gc.isenabled())
    before = gc.get_stats()[2]["collections"]
    for _ in range(100):
        ring = Ring()
        ring.me = ring
    gc.collect()
    gc.collect(2)
    after = gc.get_stats()
    print(len(after), after[2]["collections"] >= before + 1, after[2]["uncollectable"])
    print(len(gc.get_count()))
    gc.freeze()
    gc.unfreeze()
    print(gc.get_freeze_count())
    try:
        gc.collect(5)
    except ValueError as error:
        print(error)


if __name__ == "__main__":
    main()
