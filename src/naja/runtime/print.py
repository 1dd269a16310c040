"""Where `print` and tracebacks end: text as UTF-8 on the console."""

from __future__ import annotations

from naja.platform import contract
from naja.runtime import codecs


def write(text: str, to_error: bool) -> None:
    """Write the whole text of one print."""
    data = codecs.encode_utf8(text, codecs.STRICT)
    if to_error:
        contract.console_error(data)
    else:
        contract.console_write(data)


def write_static(data: bytes) -> None:
    """Write a text that is known at build time."""
    contract.console_write(data)
