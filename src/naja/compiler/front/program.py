"""From a path to an `ir.Program`: load, lower what the platform's entry reaches, collect the
result in a fixed order."""

from __future__ import annotations

import ast
import importlib
import sys
import types
from pathlib import Path

import naja
from naja.compiler import types as t
from naja.compiler.errors import CompileErrors, InternalError
from naja.compiler.front import loader, sources
from naja.compiler.front.annotations import notations, opened
from naja.compiler.front.annotations.facts import Fact, has_var
from naja.compiler.front.annotations.sites import Sites
from naja.compiler.front.annotations.widening import Widened, elements_for
from naja.compiler.front.classes.local_classes import Discovered
from naja.compiler.front.instance import FunctionInstance
from naja.compiler.front.objects import bindings, library_values
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.reports import add_problem
from naja.compiler.front.statements.raises import may_raise
from naja.compiler.front.world import World
from naja.compiler.ir import model as ir
from naja.compiler.passes.reporting import ROLES

MOST_RUNS = 30
"""How often a program is typed at most until all is known that its containers hold."""

PLATFORM_ENTRY = "naja_platform_start"


def compile_program(path: str, target: str, profile: str) -> ir.Program:
    """The typed IR of a program for a target. Raises CompileErrors."""
    sources.add_root(str(Path(naja.__file__).parent), "naja/")
    loaded = loader.load(path)
    bindings.prepare(target)
    if "random" in sys.modules:
        library_values.keep_seed(str(Path(path).resolve().parent))
    notations.register_numbers()
    opened.begin()
    sys.setrecursionlimit(max(sources.DEEPEST, sys.getrecursionlimit()))
    kinds: set[t.Type] = set()
    sites, learnt = Sites(), 0
    before: CompileErrors | None = None  # annotations were opened
    while True:
        sites.begin()
        notations.ELEMENTS.clear()
        notations.ELEMENTS.update(elements_for(kinds))
        try:
            made = _compile(loaded, target, profile, sites)
            made.objections = before
            return made
        except Widened as widened:
            assert widened.kind not in kinds
            kinds.add(widened.kind)
        except Discovered:
            continue
        except CompileErrors as errors:
            learnt += 1
            if learnt < MOST_RUNS and sites.learn():
                continue
            if learnt >= MOST_RUNS or not sites.open_blamed():
                raise before or errors from None
            before = before or errors
        except InternalError:
            if before is None:
                raise
            raise before from None


def _compile(loaded: loader.LoadedProgram, target: str, profile: str, sites: Sites) -> ir.Program:
    world = World(target, profile, sites)
    entry = _entry(world, loaded)
    world.main = entry
    try:
        _reach_platform(world, target)
        world.run()
        _reach_exports(world)
        support = _reach_support(world)
    except (Unsupported, InternalError) as problem:
        if world.discovered:
            raise Discovered from None
        if isinstance(problem, InternalError):
            raise
        raise _outside(loaded, problem) from None
    if world.discovered:
        raise Discovered
    world.finish()
    return _program(world, entry, support)


def _outside(loaded: loader.LoadedProgram, problem: Unsupported) -> CompileErrors:
    """A problem found while no function of the program was being lowered."""
    found: dict[tuple[str, int, int], object] = {}
    add_problem(found, loaded.source, loaded.entry_node, problem)  # type: ignore[arg-type]
    return CompileErrors(list(found.values()))  # type: ignore[arg-type]


def _entry(world: World, loaded: loader.LoadedProgram) -> FunctionInstance:
    """The main block as a function without parameters."""
    arguments = ast.arguments([], [], None, [], [], None, [])
    node = ast.FunctionDef("<module>", arguments, loaded.entry, [], None)
    ast.copy_location(node, loaded.entry_node)
    fact = Fact(t.NONE, fixed=True)
    instance = world.new_instance(
        "<module>", loaded.source, node, vars(loaded.module), {}, [], fact
    )
    instance.ir.symbol = "naja_main"
    return instance


def _reach_platform(world: World, target: str) -> None:
    plat = importlib.import_module(f"naja.platform.{target}.plat")
    start = getattr(plat, PLATFORM_ENTRY, None)
    if not isinstance(start, types.FunctionType):
        raise InternalError("front", f"the platform {target} defines no {PLATFORM_ENTRY}")
    world.instance(start, None, {}, {})


def _reach_support(world: World) -> dict[str, ir.Function]:
    """Functions of the runtime that only the code generator calls, where it will."""
    support: dict[str, ir.Function] = {}
    if any(i.is_coroutine for i in world.by_ir.values()):
        support["allocate_frame"] = world.runtime_function("heap", "allocate").ir
    if any(_records_places(world, i) for i in list(world.by_ir.values())):
        support["add_traceback"] = world.runtime_function("traceback", "add_traceback").ir
    _reach_collector(world, support)
    world.run()
    _reach_exports(world)
    return support


def _reach_collector(world: World, support: dict[str, ir.Function]) -> None:
    """What compiled code calls of the heap, in a program that allocates."""
    from naja.runtime import options

    allocate = world.reached_runtime_function("heap", "allocate")
    if allocate is None:
        return
    support["allocate"] = allocate.ir
    support["allocate_here"] = world.runtime_function("heap", "allocate_here").ir
    if not (options.BUMP or options.POOL):
        for role in ROLES:
            support[role] = world.runtime_function("collector", role).ir


def _records_places(world: World, instance: FunctionInstance) -> bool:
    """Whether a traceback can pass through the function."""
    if not instance.ir.traced:
        return False
    instrs = [instr for block in instance.ir.blocks for instr in block.instrs]
    return any(may_raise(world, instr, instance) for instr in instrs)


def _reach_exports(world: World) -> None:
    """Functions that assembly of a reached module calls."""
    seen: set[str] = set()
    while True:
        modules = {
            i.function.__module__ for i in world.by_ir.values() if i.function is not None
        } - seen
        if not modules:
            return
        seen |= modules
        for name in sorted(modules):
            for value in list(vars(sys.modules[name]).values()):
                if (
                    isinstance(value, types.FunctionType)
                    and value.__module__ == name
                    and "__naja_export__" in value.__dict__
                ):
                    world.instance(value, None, {}, {})
        world.run()


def _program(world: World, entry: FunctionInstance, support: dict[str, ir.Function]) -> ir.Program:
    from naja.lang import unsafe

    instances = [i for i in world.by_ir.values() if i.state == "done"]
    modules = {i.function.__module__ for i in instances if i.function is not None}
    modules.add(f"naja.platform.{world.target}.entry")  # where the image begins, whatever it does
    layouts = [i.layout for i in world.classes.values() if not has_var(i.type)]
    layouts = list(dict.fromkeys([*layouts, *world.generic_layouts.values()]))
    statics = [*world.freezer.strings.values(), *world.freezer.made.values()]
    unique = list({id(s): s for s in statics}.values())
    texts = [(module, text) for module, text in unsafe.module_asm_texts if module in modules]
    return ir.Program(
        entry=entry.ir,
        functions=[i.ir for i in instances],
        statics=[*unique, *_arrays(unique)],
        layouts=layouts,
        support=support,
        module_asm=[text for _, text in texts],
        target=world.target,
        profile=world.profile,
        marking=_marking(world),
    )


def _marking(world: World) -> ir.StaticObject:
    """The variable that says whether the collector marks."""
    from naja.runtime import collector

    return world.freezer.variable(id(vars(collector)), "marking", False, t.BOOL)


def _arrays(statics: list[ir.StaticObject]) -> list[ir.StaticObject]:
    """Static arrays that only other statics refer to."""
    known = {id(s) for s in statics}
    found: list[ir.StaticObject] = []
    stack = list(statics)
    while stack:
        static = stack.pop()
        for value in [*static.fields.values(), *static.items]:
            for item in value.items if isinstance(value, ir.ConstTuple) else (value,):
                if isinstance(item, ir.StaticRef) and id(item.object) not in known:
                    known.add(id(item.object))
                    found.append(item.object)
                    stack.append(item.object)
    return found
