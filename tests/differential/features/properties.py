"""Properties that subclasses change: getters, setters and deleters of the object's own class run."""

from __future__ import annotations

from abc import ABC, abstractmethod


class Device(ABC):
    @property
    @abstractmethod
    def volume(self) -> int: ...

    @volume.setter
    @abstractmethod
    def volume(self, volume: int) -> None: ...

    @property
    def power(self) -> bool:
        return False

    @power.setter
    def power(self, power: bool) -> None:
        print("no power")


class Television(Device):
    def __init__(self) -> None:
        self._volume = 10
        self._power = False

    @property
    def volume(self) -> int:
        return self._volume

    @volume.setter
    def volume(self, volume: int) -> None:
        if not self.power:
            print("turn it on first")
            return
        self._volume = min(volume, 30)
        print("volume", self._volume)

    @property
    def power(self) -> bool:
        return self._power

    @power.setter
    def power(self, power: bool) -> None:
        self._power = power
        print("power", power)


class Radio(Device):
    @property
    def volume(self) -> int:
        return 1

    @volume.setter
    def volume(self, volume: int) -> None:
        print("radio ignores", volume)


def turn_on(device: Device) -> None:
    device.power = not device.power
    device.volume += 15
    device.volume = device.volume + 15


def setters_through_the_base() -> None:
    for device in (Television(), Radio()):
        device.volume += 1
        turn_on(device)
        print(device.volume)


class Remote:
    def __init__(self, device: Device) -> None:
        self.device = device

    def louder(self) -> int:
        self.device.volume += 10
        return self.device.volume


def setters_of_an_attribute() -> None:
    television = Television()
    remote = Remote(television)
    print(remote.louder())
    television.power = True
    print(remote.louder(), Remote(Radio()).louder())


class Base:
    def __init__(self) -> None:
        self.log: list[str] = []

    @property
    def value(self) -> str:
        return "base"

    @value.setter
    def value(self, value: str) -> None:
        self.log.append(f"base {value}")

    @value.deleter
    def value(self) -> None:
        self.log.append("base deleted")


class Derived(Base):
    @property
    def value(self) -> str:
        return "derived " + super().value

    @value.setter
    def value(self, value: str) -> None:
        self.log.append(f"derived {value}")

    @value.deleter
    def value(self) -> None:
        self.log.append("derived deleted")


class Further(Derived):
    pass


def change(thing: Base, value: str) -> list[str]:
    thing.value = value
    del thing.value
    thing.log.append(thing.value)
    return thing.log


def deleters_and_super() -> None:
    print(change(Base(), "a"), change(Derived(), "b"), change(Further(), "c"))


class Partly(Base):
    @Base.value.setter
    def value(self, value: str) -> None:
        self.log.append(f"partly {value}")


def only_the_setter_is_replaced() -> None:
    print(change(Partly(), "d"))


class Checked:
    def __init__(self, size: int) -> None:
        self.size = size

    @property
    def size(self) -> int:
        return self._size

    @size.setter
    def size(self, size: int) -> None:
        if size < 0:
            raise ValueError(f"negative size {size}")
        self._size = size


class Doubled(Checked):
    @property
    def size(self) -> int:
        return self._size * 2

    @size.setter
    def size(self, size: int) -> None:
        print("doubled")
        self._size = size


def set_in_the_constructor() -> None:
    print(Checked(3).size, Doubled(-3).size)
    try:
        Checked(-1)
    except ValueError as error:
        print(error)
