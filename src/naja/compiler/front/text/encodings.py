"""`text.encode("ascii")`, `data.decode("latin-1", "replace")`: a codec whose name is written in the
program is chosen at build time, so that an image holds no other."""

from __future__ import annotations

import ast
import codecs
from typing import TYPE_CHECKING, Any

from naja.compiler.front.builder import Builder
from naja.compiler.front.objects import bindings
from naja.compiler.front.values import const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

METHODS = {
    "encode": {"utf-8": "_encode_in_utf8", "ascii": "_encode_ascii", "iso8859-1": "_encode_latin1"},
    "decode": {"utf-8": "_decode_in_utf8", "ascii": "_decode_ascii", "iso8859-1": "_decode_latin1"},
}


class Encodings(Builder):
    """See the module."""

    def encoding_call(
        self: Lowering,
        receiver: ir.Value,
        name: str,
        args: list[Any],
        keywords: list[tuple[str, Any]],
        node: ast.AST,
    ) -> ir.Value | None:
        """The call, where its words are constants of a codec that has methods of its own."""
        given = dict(zip(("encoding", "errors"), args, strict=False)) | dict(keywords)
        if len(args) > 2 or not given or not set(given) <= {"encoding", "errors"}:
            return None
        words = {k: _written(v) for k, v in given.items()}
        encoding, errors = words.get("encoding", "utf-8"), words.get("errors", "strict")
        mode = bindings.runtime("codecs", "MODES").get(errors)
        if encoding is None or mode is None:
            return None
        try:
            method = METHODS[name].get(codecs.lookup(encoding).name)
        except LookupError:
            return None
        if method is None:
            return None
        return self.call_method(receiver, method, [const_int(mode)], node)


def _written(argument: Any) -> str | None:
    """The text of a constant."""
    from naja.compiler.front.text.printing import constant_text

    if isinstance(argument, ir.Value):
        return constant_text(argument)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None
