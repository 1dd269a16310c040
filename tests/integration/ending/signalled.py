"""Serves until it is asked to end, and then takes its time."""

import asyncio
import signal
import sys


async def main() -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, asked.set)
    loop.add_signal_handler(signal.SIGINT, print, "interrupted", "gently")
    try:
        loop.add_signal_handler(signal.SIGKILL, asked.set)
    except RuntimeError as error:
        print(error)
    try:
        loop.add_signal_handler(0, asked.set)
    except ValueError as error:
        print(error)
    print(loop.remove_signal_handler(signal.SIGHUP))
    print("ready", flush=True)
    await asked.wait()
    print("asked", flush=True)
    await asyncio.sleep(0.1 if len(sys.argv) < 2 else 100)
    print("ended")


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(7)
