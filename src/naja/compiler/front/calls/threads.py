"""Refusals of threads and processes: an image has one of each."""

from __future__ import annotations

import ast
from typing import Any

from naja.compiler.front.problems import Unsupported

MODULES = ("_thread", "threading", "concurrent", "multiprocessing")
OF_ASYNCIO = ("to_thread", "run_coroutine_threadsafe")
NAMES_OF_LOCK = ("allocate_lock", "lock")  # up to CPython 3.12, and since
REASON = "an image has one thread"
REMEDY = "use asyncio: tasks, and its locks, events and queues"


def refuse_threads(live: Any, node: ast.AST) -> None:
    """Calls that need another thread or process, and objects of classes that do."""
    for part in live.__mro__ if isinstance(live, type) else (live,):
        module = getattr(part, "__module__", None) or ""
        top = module.partition(".")[0]
        name = getattr(part, "__name__", "")
        if top in MODULES or (top == "asyncio" and name in OF_ASYNCIO):
            shown = "threading" if top == "_thread" else top
            name = "Lock" if name in NAMES_OF_LOCK else name
            raise Unsupported(node, f"{shown}.{name} is not compiled: {REASON}", REMEDY)


def refuse_executor(method: str, node: ast.AST) -> None:
    """A method of the loop that needs another thread."""
    if method in ("run_in_executor", "set_default_executor", "shutdown_default_executor"):
        raise Unsupported(node, f"loop.{method} is not compiled: {REASON}", REMEDY)
