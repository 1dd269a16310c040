"""Fills dispatch tables: for each virtual call, the method of every live class that the receiver
can be."""

from __future__ import annotations

import ast
import contextlib
import types
import typing
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.classes import inheritance
from naja.compiler.front.classes.classes import is_protocol, protocol_names
from naja.compiler.front.expressions.asking import declines, not_implemented
from naja.compiler.front.instance import FunctionInstance, Parameter
from naja.compiler.front.objects.container_classes import inside_method, is_inside
from naja.compiler.front.problems import Poisoned
from naja.compiler.ir import model as ir
from naja.compiler.passes.prune import reachable_blocks

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.world import VirtualCall, World


def complete(world: World) -> bool:
    """Whether something new was queued for lowering."""
    for calls in list(world.virtual.values()):
        for call in calls:
            with contextlib.suppress(Poisoned):  # the override's problems are told by itself
                _fill(world, call)
    return bool(world.queue)


def _fill(world: World, call: VirtualCall) -> None:
    cases: list[tuple[ir.Layout, ir.Function]] = []
    infos = [i for i in world.classes.values() if _may_be(i, call) and _belongs(i, call)]
    infos.sort(key=lambda i: (-len(i.mro), i.type.name))
    for info in infos:
        try:
            case = _case(world, call, info)
        except Poisoned:  # something in the override has been reported
            continue
        if case is not None:
            world.reach_hollow(case)
            cases.append((info.layout, case.ir))
    call.instr.cases = cases


def _may_be(info: ClassInfo, call: VirtualCall) -> bool:
    """Whether there can be objects of a class; the library makes its own in more ways than are
    noted."""
    return info.live or (info.library and known(info.type) is known(call.receiver))


def _belongs(info: ClassInfo, call: VirtualCall) -> bool:
    """Whether objects of a class may stand where the receiver of a call is declared."""
    from naja.compiler.front.function import Lowering

    receiver = call.receiver
    if receiver.cls in info.mro:
        return known(info.owner_type(receiver.cls)) is known(receiver) or not receiver.args
    if not is_protocol(receiver.cls):
        return False
    if not all(n in info.fields or info.find(n) for n in protocol_names(receiver.cls)):
        return False
    return Lowering(info.world, call.owner).has_arguments(info, receiver)


def cut_impossible(world: World) -> None:
    """A call on a class of which no object can exist is never reached: the block ends before it."""
    for calls in world.virtual.values():
        dead = {id(c.instr) for c in calls if not c.instr.cases}
        if not dead:
            continue
        function = calls[0].owner.ir
        for block in function.blocks:
            for at, instr in enumerate(block.instrs):
                if id(instr) in dead:
                    block.instrs[at:] = [ir.Unreachable(loc=instr.loc)]
                    break
        # what followed may use what was cut off
        kept = reachable_blocks(function)
        function.blocks = [b for b in function.blocks if id(b) in kept]


def _case(world: World, call: VirtualCall, info: ClassInfo) -> FunctionInstance | None:
    """The instance that runs for objects of exactly this class."""
    from naja.compiler.front.function import Lowering

    name = call.instr.name
    finder = Lowering(world, call.owner)
    found = finder.find_method(info.type, name)
    if is_inside(call):
        found = inside_method(info, name) or found
    if is_protocol(call.receiver.cls) and not _is_method(found):
        found = finder.find_method(info.type, inheritance.GETTER + name)
    if found is None or found[1] is None:
        return None
    owner, live = found
    function: Any = live
    if isinstance(live, staticmethod | classmethod):
        return _adapter(world, call, call.base, getattr(info.type.cls, name))
    if isinstance(live, property):
        function = inheritance.property_part(live, name)
        assert function is not None, "change_property has looked at every subclass"
    if hasattr(function, "functions"):
        return call.base
    function = finder.plain_function(function)
    this = inheritance.self_type(world, function, owner, info.type, None)
    same = function is call.base.function and owner is call.base.owner
    if same and this is call.base.parameters[0].type:
        return call.base
    env = {**world.class_info(owner).env, typing.Self: this}
    given: dict[str, t.Type] = {function.__code__.co_varnames[0]: this}
    for parameter in call.base.parameters[1:]:
        declared = notations.stated(function, parameter.name)
        free = declared is None or declines(function)
        if free or finder.refined(
            finder.parameter_type(declared, env, function), parameter.type, function
        ):
            given[parameter.name] = parameter.type
    instance = world.instance(function, owner, env, given)
    instance.doubt()
    return (
        instance
        if _same_signature(finder, instance, call.base)
        else _adapter(world, call, instance)
    )


def _is_method(found: tuple[t.ClassType, Any] | None) -> bool:
    """Whether a class has a method or a property, rather than a field or a constant."""
    if found is None:
        return False
    live = found[1]
    return isinstance(live, types.FunctionType | property | staticmethod | classmethod) or hasattr(
        live, "functions"
    )


def _same_signature(finder: Lowering, instance: FunctionInstance, base: FunctionInstance) -> bool:
    world = finder.world
    mine = [p.type for p in instance.parameters[1:]]
    result = world.result_of(instance, None)
    wanted = world.result_of(base, None)
    if not_implemented() in (result, *t.parts_of(result)) and not base.result.fixed:
        base.result.grow(not_implemented())
    elif not_implemented() in t.parts_of(result):
        return False
    same = (
        result is wanted
        or result is t.NEVER
        or (result.is_pointer and wanted.is_pointer and finder.fits(result, wanted))
    )
    return (
        same
        and mine == [p.type for p in base.parameters[1:]]
        and instance.is_coroutine == base.is_coroutine
    )


def _adapter(
    world: World, call: VirtualCall, instance: FunctionInstance, bound: Any = None
) -> FunctionInstance:
    """`def name(self, a, b): return override(self, a, b)` with the signature of the base's
    method. bound: a static or class method of the subclass, which takes no object."""
    key = ("override", instance, call.base, bound)
    found = world.instances.get(key)
    if found is not None:
        return found
    base = call.base
    assert instance.owner is not None and instance.function is not None
    names = [p.name for p in base.parameters]
    given: list[ast.expr] = [ast.Name(n, ast.Load()) for n in names]
    made: Any = ast.Call(ast.Name("override", ast.Load()), given[bound is not None :], [])
    if base.is_coroutine:
        made = ast.Await(made)
    kind = ast.AsyncFunctionDef if base.is_coroutine else ast.FunctionDef
    arguments = ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, [])
    node = kind(instance.name, arguments, [ast.Return(made)], [], None)
    for part in ast.walk(node):
        ast.copy_location(part, instance.node)
    parameters = [
        Parameter(names[0], instance.parameters[0].type),
        *(Parameter(p.name, p.type) for p in base.parameters[1:]),
    ]
    adapter = world.new_instance(
        instance.name,
        instance.source,
        node,
        instance.namespace,
        instance.env,
        parameters,
        base.result,
    )
    base.result.readers |= {adapter, base}
    adapter.scope = {"override": bound or instance.function}
    adapter.stands_for = base.function
    adapter.ir.traced = False
    world.instances[key] = adapter
    return adapter
