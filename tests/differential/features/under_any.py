# mypy: ignore-errors
"""Values of several types in what is declared to hold Any: they do what each can do."""

from __future__ import annotations

from typing import Any


def lowered(data: dict) -> str:
    return data["name"].lower()


def names_in(rows: list[dict]) -> list[str]:
    found = []
    for row in rows:
        if "@" in row["name"]:
            found.append(row["name"].upper())
    return found


def letters(data: dict[str, Any]) -> None:
    for letter in data["name"]:
        print(letter, end=" ")
    print()


def report(rows: list[dict]) -> dict[str, Any]:
    whole = {"title": "report", "rows": 0, "by": {}}
    for row in rows:
        whole["by"][row["name"]] = {"age": row["age"], "half": row["age"] / 2}
        whole["rows"] += 1
    return whole


class Store:
    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows: list[dict[str, Any]] = rows

    def first(self) -> str:
        return self.rows[0]["name"].title()


def unions_under_any() -> None:
    rows = [{"name": "Ann@x", "age": 3}, {"name": "bob", "age": 4}]
    print([lowered(row) for row in rows], names_in(rows))
    letters(rows[1])
    print(report(rows))
    print(Store(rows).first())
    try:
        lowered({"name": 3, "age": "x"})
    except AttributeError as e:
        print(e)
