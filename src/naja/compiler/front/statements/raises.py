"""Whether an instruction can raise, asked while functions are still being lowered.

A handler that nothing reaches is not lowered, and so what only it calls is never compiled: a
program that cannot raise holds no text of exceptions. Callees are lowered first. Who was told that
a function does not raise is lowered again should that change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import handler
from naja.compiler.passes.raising import callees, raises_itself

if TYPE_CHECKING:
    from naja.compiler.front.instance import FunctionInstance
    from naja.compiler.front.world import World


def may_raise(world: World, instr: ir.Instr, reader: FunctionInstance) -> bool:
    """Whether the instruction can raise, as far as is known; True in case of doubt."""
    if raises_itself(instr) or isinstance(instr, ir.Dispatch):
        return True
    return any(_function_raises(world, world.by_ir[id(f)], reader) for f in callees(instr))


def _function_raises(world: World, instance: FunctionInstance, reader: FunctionInstance) -> bool:
    if instance.is_coroutine or instance.ir.exported:
        return False
    while instance.state == "new" or (instance.dirty and instance.state != "lowering"):
        world.lower(instance)
    if instance.state != "done" or instance.dirty:
        return True
    if instance.raises is None:
        instance.raises = True
        instance.raises = any(
            handler(instr) is None and may_raise(world, instr, instance)
            for block in instance.ir.blocks
            for instr in block.instrs
        )
    if not instance.raises:
        instance.told.add(reader)
    return instance.raises


def forget(instance: FunctionInstance) -> None:
    """The function is about to be lowered again: what was told of it may become wrong."""
    instance.raises = None
    for reader in instance.told:
        reader.raises = None
        reader.invalidate()
    instance.told.clear()
