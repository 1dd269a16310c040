"""Asks the API of `examples/rest` for its tasks and adds one: an HTTP client.

    python examples/rest/main.py 8080 &
    python examples/fetch/main.py http://127.0.0.1:8080
    naja run examples/fetch --net user -- http://10.0.2.2:8080

In a machine with a user network, 10.0.2.2 is the host.
"""

import asyncio
import sys
from dataclasses import dataclass, field

from naja import http


@dataclass
class Draft:
    """A task without its number."""

    title: str
    done: bool = False
    tags: list[str] = field(default_factory=list)


@dataclass
class Task:
    """A task."""

    id: int
    draft: Draft


write_draft = http.json_writer(Draft)
read_task = http.json_reader(Task)
read_tasks = http.json_reader(list[Task])


async def add(client: http.Client, title: str) -> Task:
    """Enter a task. Raises RequestError."""
    response = await client.post("/tasks", json=write_draft(Draft(title, tags=["fetched"])))
    return response.raise_for_status().json(read_task)


async def main(base_url: str) -> None:
    async with http.Client(base_url=base_url, timeout=http.Timeout(total=5.0)) as client:
        for title in ("read", "write"):
            task = await add(client, title)
            print(f"added {task.id}: {task.draft.title}")
        response = await client.get("/tasks", params={"tag": "fetched"})
        tasks = response.json(read_tasks)
        print(f"{len(tasks)} tasks: {', '.join(task.draft.title for task in tasks)}")
        async with client.stream("GET", "/tasks.txt") as listing:
            size = 0
            async for piece in listing.aiter_bytes():
                size += len(piece)
            print(f"{listing.status}, a list of {size} bytes")
        print((await client.get("/tasks/99")).status)


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://10.0.2.2:8080"))
    except http.RequestError as error:
        sys.exit(f"fetch: {error}")
