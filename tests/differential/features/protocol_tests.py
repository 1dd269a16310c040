"""isinstance where protocols are declared, or asked for."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Duck(Protocol):
    def quack(self) -> str: ...


class Flyer(Protocol):
    def fly(self) -> str: ...


class Mallard:
    def quack(self) -> str:
        return "quack"

    def fly(self) -> str:
        return "flap"


class Small(Mallard):
    pass


class Plane:
    def fly(self) -> str:
        return "vroom"


class Bird:
    pass


class Loud(Bird):
    def quack(self) -> str:
        return "QUACK"


def _which(flyer: Flyer) -> str:
    if isinstance(flyer, Small):
        return f"small {flyer.quack()}"
    if isinstance(flyer, Mallard):
        return flyer.quack()
    return flyer.fly()


def classes_of_what_is_declared_as_a_protocol() -> None:
    flyers: list[Flyer] = [Mallard(), Small(), Plane()]
    print([_which(flyer) for flyer in flyers])


def _quacks(bird: Bird | Mallard | int | str | None) -> str:
    if isinstance(bird, Duck):
        return bird.quack()
    return "silent"


def runtime_checkable_protocol() -> None:
    print(_quacks(Bird()), _quacks(Loud()), _quacks(Small()), _quacks(1), _quacks("x"))
    print(_quacks(None))


def same_protocol() -> None:
    duck: Duck = Mallard()
    print(isinstance(duck, Duck), isinstance(duck, Mallard), isinstance(duck, Small))


class Keeper:
    def __init__(self, duck: Duck) -> None:
        if not isinstance(duck, Duck):
            raise TypeError("no duck")
        self.duck: Duck = duck

    def sound(self) -> str:
        return self.duck.quack()


def checked_in_a_constructor() -> None:
    print(Keeper(Mallard()).sound(), Keeper(Loud()).sound())


def matched() -> None:
    flyers: list[Flyer] = [Plane(), Small()]
    for flyer in flyers:
        match flyer:
            case Mallard():
                print("mallard", flyer.quack())
            case _:
                print("other", flyer.fly())


class Swimmer(Protocol):
    def swim(self) -> str: ...


class Fish:
    def swim(self) -> str:
        return "glide"


def _moves(one: Swimmer | Flyer | None) -> str:
    return "still" if one is None else type(one).__name__


def union_of_protocols() -> None:
    print(_moves(Fish()), _moves(Plane()), _moves(None))
    movers: list[Swimmer | Flyer] = [Fish(), Plane(), Mallard()]
    for mover in movers:
        if isinstance(mover, Fish):
            print(mover.swim())
        elif isinstance(mover, Plane):
            print(mover.fly())


def protocol_or_one_of_its_classes() -> None:
    slots = [Plane() for _ in range(2)]
    ready: list[Flyer | Plane] = [*slots, Small()]
    print([flyer.fly() for flyer in ready])
