"""Coroutines in the intermediate representation, run as processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from naja.compiler import types as t
from naja.compiler.codegen.test_codegen import ERROR, error_object
from naja.compiler.codegen.testing import Builder, heap, number, program, run
from naja.compiler.ir import model as ir

HANDLE = t.coroutine_type(t.INT)


@pytest.fixture(params=[0, 2], ids=["O0", "O2"])
def level(request: pytest.FixtureRequest) -> int:
    value: int = request.param
    return value


class World:
    """A chain of coroutines `depth` deep whose leaf suspends `waits` times, and who resumes it.

    lazy: each coroutine is made without starting it, and awaited later."""

    def __init__(self, depth: int, waits: int, fails: bool = False, lazy: bool = False) -> None:
        self.leaf_slot = ir.StaticObject(
            "leaf", "variable", HANDLE, True, items=[ir.Const(HANDLE, None)]
        )
        self.error = error_object(9)
        self.lazy = lazy
        functions = [self.make_leaf(waits, fails)]
        for level in range(1, depth):
            functions.append(self.make_link(level, functions[-1]))
        start = self.make_start(functions[-1], lazy)
        self.program = program(
            start, *functions, statics=[self.leaf_slot, self.error], layouts=[ERROR]
        )
        self.program.support["allocate_frame"] = heap(self.program)

    def make_leaf(self, waits: int, fails: bool) -> ir.Function:
        b = Builder("leaf_coroutine", [("x", t.INT)], t.INT, is_coroutine=True)
        for _ in range(waits):
            b.emit(ir.Suspend, leaf=self.leaf_slot)
        if fails:
            b.emit(ir.Raise, exception=ir.StaticRef(ERROR.type, self.error))
        else:
            b.ret(b.arith("add", b.param(0), number(1)))
        return b.function

    def make_link(self, level: int, inner: ir.Function) -> ir.Function:
        b = Builder(f"link{level}", [("x", t.INT)], t.INT, is_coroutine=True)
        total = b.local("total", t.INT)
        b.emit(ir.StoreLocal, local=total, value=b.arith("add", b.param(0), number(2)))
        x = b.param(0)
        coroutine = b.emit(ir.Call, HANDLE, function=inner, args=[x], lazy=self.lazy)
        got = b.emit(ir.Await, t.INT, coroutine=coroutine)
        b.ret(b.arith("add", got, b.emit(ir.LoadLocal, t.INT, local=total)))
        return b.function

    def make_start(self, outermost: ir.Function, lazy: bool) -> ir.Function:
        """Resume what suspended last until the outermost is done; 100 + its code if it raised."""
        b = Builder("p.start", [], t.INT)
        handle = b.emit(ir.Call, HANDLE, function=outermost, args=[number(5)], lazy=lazy)
        if lazy:
            b.intrinsic("coro_resume", None, handle)
        check, again, over = b.new_block("check"), b.new_block("again"), b.new_block("over")
        failed, fine = b.new_block("failed"), b.new_block("fine")
        b.jump(check)
        b.block = check
        done = b.intrinsic("coro_done", t.BOOL, handle)
        b.emit(ir.Branch, condition=done, then=over, otherwise=again)
        b.block = again
        b.intrinsic("coro_resume", None, b.emit(ir.LoadStatic, HANDLE, object=self.leaf_slot))
        b.jump(check)
        b.block = over
        error = b.intrinsic("coro_exception", ERROR.type, handle)
        none = b.compare("eq", error, ir.Const(ERROR.type, None))
        b.emit(ir.Branch, condition=none, then=fine, otherwise=failed)
        b.block = failed
        code = b.emit(ir.LoadField, t.INT, object=error, layout=ERROR, field="code")
        b.ret(b.arith("add", code, number(100)))
        b.block = fine
        b.ret(b.intrinsic("coro_result", t.INT, handle))
        return b.function


@pytest.mark.parametrize("waits", [0, 1, 3])
@pytest.mark.parametrize("lazy", [False, True])
def test_chain_returns(tmp_path: Path, level: int, waits: int, lazy: bool) -> None:
    assert run(World(4, waits, lazy=lazy).program, tmp_path, level)[0] == 6 + 3 * 7


@pytest.mark.parametrize("waits", [0, 2])
def test_exception_travels_up_the_chain(tmp_path: Path, level: int, waits: int) -> None:
    assert run(World(3, waits, fails=True).program, tmp_path, level)[0] == 109


def test_awaited_frames_lie_in_their_parents(tmp_path: Path) -> None:
    """One allocation for the whole chain."""
    from naja.compiler.codegen.testing import build

    build(World(4, 1).program, tmp_path)
    text = (tmp_path / "program.ll").read_text()
    assert text.count("coro_elide_safe") == 3
