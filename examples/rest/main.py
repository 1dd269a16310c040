"""A list of tasks over HTTP, kept in memory: a small JSON API.

    naja run examples/rest -p 8080:80
    curl -d '{"title": "write"}' -H 'content-type: application/json' localhost:8080/tasks
    curl 'localhost:8080/tasks?done=false'

Under CPython `python main.py 8080` serves the same at that port.
"""

import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from naja.http import App, HTTPError, Response, StreamingResponse

app = App(access_log=True)
app.health()
app.metrics()


@dataclass
class Draft:
    """What a client says of a task."""

    title: str
    done: bool = False
    tags: list[str] = field(default_factory=list)
    weight: float | None = None


@dataclass
class Task:
    """A task and its number."""

    id: int
    draft: Draft


class Store:
    """The tasks, in the order of their numbers."""

    def __init__(self) -> None:
        self.tasks: dict[int, Task] = {}
        self.last = 0

    def add(self, draft: Draft) -> Task:
        """Enter a task."""
        self.last += 1
        task = Task(self.last, draft)
        self.tasks[task.id] = task
        return task

    def find(self, number: int) -> Task:
        """Raises HTTPError."""
        if number not in self.tasks:
            raise HTTPError(404, f"there is no task {number}")
        return self.tasks[number]


store = Store()


@app.post("/tasks", status_code=201)
async def create(draft: Draft) -> Task:
    return store.add(draft)


@app.get("/tasks")
async def every(done: bool | None = None, tag: str = "", limit: int = 100) -> list[Task]:
    fitting = [
        task
        for task in store.tasks.values()
        if (done is None or task.draft.done == done) and (tag == "" or tag in task.draft.tags)
    ]
    return fitting[:limit]


@app.get("/tasks/{number}")
async def one(number: int) -> Task:
    return store.find(number)


@app.put("/tasks/{number}")
async def change(number: int, draft: Draft) -> Task:
    task = store.find(number)
    task.draft = draft
    return task


@app.delete("/tasks/{number}")
async def remove(number: int) -> Response:
    del store.tasks[store.find(number).id]
    return Response(status=204)


async def lines() -> AsyncIterator[bytes]:
    for task in list(store.tasks.values()):
        mark = "x" if task.draft.done else " "
        yield f"[{mark}] {task.id} {task.draft.title}\n".encode()


@app.get("/tasks.txt")
async def listing() -> Response:
    return StreamingResponse(lines(), content_type="text/plain; charset=utf-8")


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 80)
