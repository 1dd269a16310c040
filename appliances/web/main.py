"""A web server for a folder of files.

Importing this module reads the folder, `site/` or what the environment variable NAJA_WEB_ROOT
names, and lays every file out as a response; a folder that is none stops the build. Running it
serves them, with /healthz, and with /metrics if NAJA_WEB_METRICS is 1.
"""

import os
from pathlib import Path

from naja.http import App
from naja.lang import BuildError

SWITCHES = {"0": False, "1": True}


def chosen_port(text: str) -> int:
    """The port to bind. Raises BuildError when the text is no port."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise BuildError(f"NAJA_WEB_PORT is {text!r}; it must be a number from 1 to 65535")
    return int(text)


def chosen_switch(name: str) -> bool:
    """Whether the environment switches that on. Raises BuildError when it says neither."""
    value = os.environ.get(name, "0")
    if value not in SWITCHES:
        raise BuildError(f"{name} is {value!r}; it must be 0 or 1")
    return SWITCHES[value]


def built_app(folder: str) -> App:
    """The application that serves the folder. Raises BuildError when it is none."""
    app = App(access_log=chosen_switch("NAJA_WEB_LOG"))
    try:
        app.site(folder)
    except OSError as error:
        raise BuildError(f"NAJA_WEB_ROOT: {error}") from None
    app.health()
    if chosen_switch("NAJA_WEB_METRICS"):
        app.metrics()
    return app


PORT = chosen_port(os.environ.get("NAJA_WEB_PORT", "80"))
APP = built_app(os.environ.get("NAJA_WEB_ROOT", str(Path(__file__).parent / "site")))

if __name__ == "__main__":
    APP.run(port=PORT)
