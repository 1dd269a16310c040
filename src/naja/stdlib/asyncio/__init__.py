"""asyncio as an image has it: the names of CPython's module, on the image's own network and clock.

What is here behaves as the standard library's documentation says; README.md lists the differences.
"""

from __future__ import annotations

from naja.stdlib.asyncio.connections import Protocol, Transport
from naja.stdlib.asyncio.datagrams import DatagramProtocol, DatagramTransport
from naja.stdlib.asyncio.events import (
    AbstractEventLoop,
    get_event_loop,
    get_running_loop,
    new_event_loop,
)
from naja.stdlib.asyncio.exceptions import (
    CancelledError,
    IncompleteReadError,
    InvalidStateError,
    LimitOverrunError,
    QueueEmpty,
    QueueFull,
)
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.gathering import gather
from naja.stdlib.asyncio.locks import BoundedSemaphore, Condition, Event, Lock, Semaphore
from naja.stdlib.asyncio.opening import open_connection, start_server
from naja.stdlib.asyncio.queues import LifoQueue, PriorityQueue, Queue
from naja.stdlib.asyncio.runners import Runner, run
from naja.stdlib.asyncio.servers import Server
from naja.stdlib.asyncio.streams import StreamReader, StreamReaderProtocol, StreamWriter
from naja.stdlib.asyncio.taskgroups import TaskGroup
from naja.stdlib.asyncio.tasks import (
    Task,
    all_tasks,
    create_task,
    current_task,
    ensure_future,
    sleep,
    wait_for,
)
from naja.stdlib.asyncio.timeouts import Timeout, timeout, timeout_at
from naja.stdlib.asyncio.timers import Handle, TimerHandle
from naja.stdlib.asyncio.transports import BaseProtocol, BaseTransport
from naja.stdlib.asyncio.waiting import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    as_completed,
    shield,
    wait,
)

AbstractServer = Server

__all__ = [
    "ALL_COMPLETED",
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "AbstractEventLoop",
    "AbstractServer",
    "BaseProtocol",
    "BaseTransport",
    "BoundedSemaphore",
    "CancelledError",
    "Condition",
    "DatagramProtocol",
    "DatagramTransport",
    "Event",
    "Future",
    "Handle",
    "IncompleteReadError",
    "InvalidStateError",
    "LifoQueue",
    "LimitOverrunError",
    "Lock",
    "PriorityQueue",
    "Protocol",
    "Queue",
    "QueueEmpty",
    "QueueFull",
    "Runner",
    "Semaphore",
    "Server",
    "StreamReader",
    "StreamReaderProtocol",
    "StreamWriter",
    "Task",
    "TaskGroup",
    "Timeout",
    "TimerHandle",
    "Transport",
    "all_tasks",
    "as_completed",
    "create_task",
    "current_task",
    "ensure_future",
    "gather",
    "get_event_loop",
    "get_running_loop",
    "new_event_loop",
    "open_connection",
    "run",
    "shield",
    "sleep",
    "start_server",
    "timeout",
    "timeout_at",
    "wait",
    "wait_for",
]
