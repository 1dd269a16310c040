"""TypedDict: dicts whose keys have types of their own."""

from __future__ import annotations

from typing import NotRequired, Optional, Required, TypedDict


class Movie(TypedDict):
    name: str
    year: int


class Person(TypedDict, total=False):
    name: Required[str]
    age: int
    tags: list[str]


class Address(TypedDict):
    street: str
    zip: NotRequired[int]


class Company(TypedDict):
    title: str
    address: Address
    staff: list[Person]


Point = TypedDict("Point", {"x": int, "y": float})

MOVIES: list[Movie] = [{"name": "Alien", "year": 1979}, {"name": "Heat", "year": 1995}]


def _shown(m: Movie) -> str:
    return f"{m['name'].upper()} ({m['year'] + 1})"


def _made(name: str, year: int) -> Movie:
    return {"name": name, "year": year}


def _older(m: Movie, years: int) -> None:
    m["year"] -= years


def _first(movies: list[Movie]) -> Optional[Movie]:
    return min(movies, key=lambda m: m["year"]) if movies else None


class Shelf:
    def __init__(self) -> None:
        self.movies: list[Movie] = []

    def add(self, movie: Movie) -> None:
        self.movies.append(movie)

    def total(self) -> int:
        return sum(m["year"] for m in self.movies)


def basics() -> None:
    m: Movie = {"name": "Alien", "year": 1979}
    print(m, _shown(m), len(m), list(m), "name" in m, "other" in m)
    m["year"] = 1980
    _older(m, 3)
    for key, value in m.items():
        print(key, value)
    print(m == {"name": "Alien", "year": 1977}, m.get("year"), m.get("name", "?"))
    copy = m.copy()
    copy.update({"name": "Aliens"})
    print(copy, m["name"], list(copy.keys()), list(copy.values()))


def made_by_call() -> None:
    m = Movie(name="x", year=1)
    print(m, _made("y", 2), Movie({"name": "z", "year": 3}), m["year"] + 1)


def functional() -> None:
    p: Point = {"x": 1, "y": 2.5}
    print(p["x"] + p["y"], p)


def not_total() -> None:
    p: Person = {"name": "Ada"}
    print(p, p.get("age"), p.get("age", 36), "tags" in p)
    p["age"] = 37
    p["tags"] = ["a", "b"]
    p["tags"].append("c")
    print(p, p["age"] + 1, len(p["tags"]), p.get("tags", []))
    if "age" in p:
        del p["age"]
    try:
        print(p["age"])
    except KeyError as error:
        print("KeyError", error)
    print(p.setdefault("age", 5) + 1, p.pop("age"), p.pop("age", 0), p)


def nested() -> None:
    c: Company = {
        "title": "Naja",
        "address": {"street": "Main"},
        "staff": [{"name": "Ada", "age": 36}, {"name": "Bob"}],
    }
    c["address"]["zip"] = 12345
    print(c["address"], [p["name"] for p in c["staff"]], c["staff"][0].get("age"))
    print(c["address"].get("zip", 0) + 1, c["title"].lower(), c)


def lists() -> None:
    print([_shown(m) for m in MOVIES], sorted(m["name"] for m in MOVIES))
    first = _first(MOVIES)
    print(first["name"] if first is not None else None, _first([]))
    shelf = Shelf()
    for m in MOVIES:
        shelf.add(m)
    shelf.add(_made("New", 2000))
    print(shelf.total(), len(shelf.movies), max(shelf.movies, key=lambda m: m["year"])["name"])
    by_name = {m["name"]: m for m in MOVIES}
    print(by_name["Heat"]["year"] - 1, sum(m["year"] for m in MOVIES) // len(MOVIES))


def changed_copies() -> None:
    m: Movie = {"name": "a", "year": 1}
    other: Movie = {**m, "year": 2}
    m["name"] += "!"
    print(m, other, other["year"] * 2, isinstance(m, dict))


def updates() -> None:
    m: Movie = {"name": "a", "year": 1}
    m.update(year=5)
    m.update({"name": "b", "year": 6})
    m.update(MOVIES[0], year=7)
    print(m, MOVIES[0])
