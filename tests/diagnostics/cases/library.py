"""What the compiler refuses about the standard library and builtins."""

from tests.diagnostics.cases.case import case

LIBRARY = [
    case(
        "to_thread",
        """
        import asyncio


        def work() -> int:
            return 1


        async def run() -> None:
            print(await «asyncio.to_thread(work)»)
        """,
        "asyncio.to_thread is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "executor",
        """
        import asyncio


        def work() -> int:
            return 1


        async def run() -> None:
            loop = asyncio.get_running_loop()
            print(await «loop.run_in_executor»(None, work))
        """,
        "loop.run_in_executor is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "thread",
        """
        import threading


        def work() -> None:
            pass


        def run() -> None:
            thread = «threading.Thread(target=work)»
            thread.start()
        """,
        "threading.Thread is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "class of threads",
        """
        from threading import Thread


        class Worker(Thread):
            def run(self) -> None:
                print(1)


        def run() -> None:
            «Worker()».start()
        """,
        "threading.Thread is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "thread lock",
        """
        import threading


        def run() -> None:
            with «threading.Lock()»:
                print(1)
        """,
        "threading.Lock is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "pool of threads",
        """
        from concurrent.futures import ThreadPoolExecutor


        def run() -> None:
            with «ThreadPoolExecutor(4)» as pool:
                print(pool)
        """,
        "concurrent.ThreadPoolExecutor is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "process",
        """
        import multiprocessing


        def work() -> None:
            pass


        def run() -> None:
            process = «multiprocessing.Process(target=work)»
            process.start()
        """,
        "multiprocessing.Process is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "library",
        """
        import re


        def run() -> None:
            print(«re.match("a", "b")»)
        """,
        "re.match is not compiled yet",
        "call it at build time, or see docs/language.md for the modules that are there",
    ),
    case(
        "builtin",
        """
        def run() -> None:
            «open("x")»
        """,
        "open() is not compiled",
        "docs/language.md lists the builtins that are",
    ),
    case(
        "print to an object",
        """
        def run() -> None:
            «print(1, file=3)»
        """,
        "print writes only to sys.stdout and sys.stderr",
        "use file=sys.stderr or no file",
    ),
    case(
        "a method of coroutines that CPython has",
        """
        async def work() -> None:
            pass


        def drive(coroutine):
            try:
                «coroutine.send(None)»
            except StopIteration:
                print("over")


        def run() -> None:
            drive(work())
        """,
        "Coroutine[None] has no method 'send'",
        "docs/language.md lists the methods of each type",
    ),
    case(
        "a method of the loop that CPython has, where its failure would be caught",
        """
        import asyncio


        async def work() -> None:
            loop = asyncio.get_running_loop()
            try:
                «loop.set_debug»(True)
            except AttributeError:
                print("no such thing")


        def run() -> None:
            asyncio.run(work())
        """,
        "AbstractEventLoop has no attribute 'set_debug'",
        "docs/language.md lists what each type has",
    ),
    case(
        "blocking calls of sockets",
        """
        import socket


        def run() -> None:
            sock = socket.socket()
            «sock.recv»(10)
        """,
        "socket has no attribute 'recv'",
        "docs/language.md lists what each type has",
    ),
]
