"""The whole program being compiled: instances, classes, statics, the work list, the problems found.

`World.instance` gives the FunctionInstance for a function and concrete types; `run` lowers until
nothing changes; `finish` lays classes out, fills the dispatch tables and hands over an
`ir.Program`.
"""

from __future__ import annotations

import ast
import types
from collections import deque
from typing import Any

from naja.compiler import types as t
from naja.compiler.errors import CompileErrors, Diagnostic, InternalError
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import Fact, has_var
from naja.compiler.front.annotations.sites import Sites
from naja.compiler.front.bodies import is_asynchronous
from naja.compiler.front.calls import dispatch
from naja.compiler.front.classes import inheritance, presence
from naja.compiler.front.classes.classes import TYPE_NAME, ClassInfo, is_protocol
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.instance import (
    FunctionInstance,
)
from naja.compiler.front.instances import Instances
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.reports import add_problem, asked_by
from naja.compiler.front.statements import raises
from naja.compiler.ir import model as ir

MOST_PASSES = 40
ANY_CLASS = ("", TYPE_NAME)


class VirtualCall:
    """A Dispatch instruction whose cases are filled when the live classes are known."""

    def __init__(
        self,
        instr: ir.Dispatch,
        owner: FunctionInstance,
        receiver: t.ClassType,
        base: FunctionInstance,
    ) -> None:
        self.instr, self.owner, self.receiver, self.base = instr, owner, receiver, base


class World(Instances):
    """See the module. `target` and `profile` are build options; `main` is the entry's instance."""

    def __init__(self, target: str, profile: str, sites: Sites | None = None) -> None:
        from naja.compiler.front.objects.anything import Given
        from naja.compiler.front.objects.freeze import Freezer

        self.sites = sites or Sites()
        self.given = Given()
        self.target, self.profile = target, profile
        self.instances: dict[Any, FunctionInstance] = {}
        self.by_ir: dict[int, FunctionInstance] = {}
        self.classes: dict[t.ClassType, ClassInfo] = {}
        self.generic_layouts: dict[type, ir.Layout] = {}
        self.queue: deque[FunctionInstance] = deque()
        self.virtual: dict[FunctionInstance, list[VirtualCall]] = {}
        self.freezer = Freezer(self)
        self.main: FunctionInstance | None = None
        self.program_root = ""
        self.symbols: dict[str, int] = {}
        self.global_facts: dict[tuple[int, str], Fact] = {}
        self.generators: dict[ast.GeneratorExp, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        self.displays: dict[tuple[str, int], ast.List] = {}
        self.lists: dict[ast.GeneratorExp, ast.ListComp] = {}
        self.overridden: dict[tuple[type, str], bool] = {}
        self.class_namespaces: dict[type, dict[str, Any]] = {}
        self.class_tables: dict[int, dict[str, Any]] = {}
        self.class_variables: set[tuple[type, str]] = set()
        self.class_readers: dict[tuple[type, str], set[FunctionInstance]] = {}
        self.enum_members: dict[type, dict[str, Any]] = {}
        self.doubtful: dict[tuple[type, str], bool] = {}
        self.joined: dict[type, bool] = {}
        self.super_calls: dict[str, tuple[type, str]] = {}
        # grows when something can throw an exception into a generator
        self.thrown = Fact(t.NEVER)
        # numbers of classes whose objects do not tell theirs
        self.kinds: dict[object, int] = {}
        # classes of which there are no objects so far, and who wants to know of them
        self.unborn: dict[type, set[FunctionInstance]] = {}
        # methods that give nothing, called where overrides may give something
        self.unheard: set[FunctionInstance] = set()
        # grows when something reads the args of an exception
        self.args_read = Fact(t.NEVER)
        self.nodes: dict[int, ast.AST] = {}
        self.discovered = False  # a class inside a function has been made
        self.caches: dict[int, t.Type] = {}
        self.tables: dict[int, Any] = {}
        self.adapters: dict[Any, Any] = {}
        self.made_methods: dict[Any, types.FunctionType | None] = {}

    # ---- instances ------------------------------------------------------------------------------

    def instance(
        self,
        function: types.FunctionType,
        owner: t.ClassType | None,
        env: notations.Env,
        given: dict[str, t.Type],
        scope: dict[str, Any] | None = None,
    ) -> FunctionInstance:
        """The instance of a live function. given: types of the parameters that have no annotation.
        scope: names bound at build time, the class of a class method among them; such a name is no
        parameter."""
        key = (
            function,
            owner,
            tuple((k, id(v)) for k, v in (scope or {}).items()),
            tuple(sorted(((str(k), v) for k, v in env.items()), key=lambda p: p[0])),
            tuple(sorted(given.items(), key=lambda p: p[0])),
        )
        found = self.instances.get(key)
        if found is None:
            found = self.instances[key] = self.make(function, owner, env, given, scope or {})
        return found

    def symbol(self, shown: str) -> str:
        """A symbol that no other function or static has, made from `shown`."""
        clean = "".join(c if c.isalnum() or c in "._" else "_" for c in shown)
        count = self.symbols.get(clean, 0)
        self.symbols[clean] = count + 1
        return clean if count == 0 else f"{clean}.{count}"

    def enqueue(self, instance: FunctionInstance) -> None:
        if not instance.queued:
            instance.queued = True
            self.queue.append(instance)

    def runtime_function(self, module: str, name: str) -> FunctionInstance:
        """A function of the runtime without type parameters."""
        return self.instance(bindings.runtime(module, name), None, {}, {})

    def reached_runtime_function(self, module: str, name: str) -> FunctionInstance | None:
        """The same, if something has reached it."""
        live = bindings.runtime(module, name)
        return next((i for i in self.by_ir.values() if i.function is live), None)

    # ---- classes --------------------------------------------------------------------------------

    def class_info(self, type_: t.ClassType) -> ClassInfo:
        found = self.classes.get(type_)
        if found is None:
            found = ClassInfo(self, type_)
            self.classes[type_] = found
        return found

    def generic_layout(self, cls: type) -> ir.Layout:
        """The layout that stands for a generic class with any arguments, for isinstance."""
        if cls not in self.generic_layouts:
            layout = ir.Layout(t.class_type(cls), {}, 8, [], [], symbol=cls.__name__)
            self.generic_layouts[cls] = layout
        return self.generic_layouts[cls]

    def make_live(self, type_: t.ClassType) -> ClassInfo:
        """Objects of this class can exist: its overrides take part in dispatch."""
        info = self.class_info(type_)
        if not info.live:
            info.live = True
            inheritance.note_live(self, info)
            presence.note_live(self, info)
            for reader in self.unborn.pop(info.cls, ()):
                reader.invalidate()
        return info

    def may_exist(self, cls: type, reader: FunctionInstance) -> bool:
        """Whether there are objects of a class, as far as is known: else the reader waits."""
        kinds = [cls, *subclasses(cls)]
        if any(i.live for i in self.classes.values() if i.cls in kinds):
            return True
        for kind in kinds:
            self.unborn.setdefault(kind, set()).add(reader)
        return False

    def global_fact(self, namespace: dict[str, Any], name: str) -> Fact:
        """What is known of the type of a module's variable that functions rebind."""
        from naja.compiler.front.annotations.sites import live_container
        from naja.compiler.front.objects.freeze import type_of_value

        key = (id(namespace), name)
        if key not in self.global_facts:
            own = type_of_value(namespace[name])
            hints = namespace.get("__annotations__", {})
            if name in hints and not notations.is_open(hints[name], namespace):
                declared = notations.resolve(hints[name], {}, namespace)
                if namespace[name] is None:  # `best: Node = None`, as people write it
                    declared = t.optional(declared)
                open_ = bool(notations.elements_of(namespace) is notations.ELEMENTS)
                self.global_facts[key] = Fact(declared, fixed=True, open_=open_)
                self.global_facts[key].take(own)
            else:
                self.global_facts[key] = Fact(live_container(self, namespace[name], name, own))
        return self.global_facts[key]

    def function_value(self, live: Any, type_: t.CallableType, name: str) -> ir.Value:
        """A function of the build machine as the static closure that stands for it."""
        from naja.compiler.front.function import Lowering
        from naja.compiler.front.values import Live

        assert self.main is not None
        main = self.main
        function = ir.Function("scratch", "scratch", [], t.NONE, main.ir.loc)
        scratch = FunctionInstance(
            self, name, main.source, main.node, main.namespace, {}, [], Fact(t.NONE), function
        )
        lowering = Lowering(self, scratch)
        lowering.slots, lowering.own_names, lowering.global_names = {}, set(), set()
        lowering.nested = {}
        return lowering.function_value(Live(live, name), type_, main.node)

    def as_function(self, node: ast.GeneratorExp) -> ast.FunctionDef | ast.AsyncFunctionDef:
        """A generator expression as the function that CPython makes of it."""
        if node not in self.generators:
            first = node.generators[0]
            body: ast.stmt = ast.Expr(ast.Yield(node.elt))
            for generator in reversed(node.generators):
                for test in reversed(generator.ifs):
                    body = ast.If(test, [body], [])
                outer = ast.Name(".0", ast.Load()) if generator is first else generator.iter
                loop = ast.AsyncFor if generator.is_async else ast.For
                body = loop(generator.target, outer, [body], [])
            arguments = ast.arguments([], [ast.arg(".0")], None, [], [], None, [])
            kind = ast.AsyncFunctionDef if is_asynchronous(node) else ast.FunctionDef
            made = kind("<genexpr>", arguments, [body], [], None)
            for part in ast.walk(made):
                if not hasattr(part, "lineno"):
                    ast.copy_location(part, node)
            self.generators[node] = made
        return self.generators[node]

    def as_list(self, node: ast.GeneratorExp) -> ast.ListComp:
        """A generator expression that its taker uses up at once: a list comprehension, the same in
        every pass."""
        if node not in self.lists:
            self.lists[node] = ast.copy_location(ast.ListComp(node.elt, node.generators), node)
        return self.lists[node]

    def may_override(self, type_: t.ClassType, name: str) -> bool:
        """Whether some loaded subclass overrides the method `name` (or exists, for an empty
        name)."""
        if is_protocol(type_.cls):
            return True
        name = inheritance.plain_name(name)
        key = (type_.cls, name)
        if key not in self.overridden:
            below = subclasses(type_.cls)
            always = name in ANY_CLASS or name in self.super_calls
            always = always or name.startswith("__naja_")
            self.overridden[key] = any(
                always or inheritance.overrides(c, name, type_.cls) for c in below
            )
        return self.overridden[key]

    # ---- running --------------------------------------------------------------------------------

    def run(self) -> None:
        """Lower until no function is queued and no virtual call misses a case."""
        while True:
            while self.queue:
                self.lower(self.queue.popleft())
            if self._complete_dispatch() or self._settle_empty():
                continue
            if not self.freezer.keep_waiting():
                return

    def _settle_empty(self) -> bool:
        """A collection that nothing fills may as well hold numbers: whether one was settled so."""
        instances = self.instances_in_order()
        waits = any(i.poisoned or any(has_var(x.type) for x in i.ir.locals) for i in instances)
        if not waits or any(i.problems for i in instances):
            return False
        for method in [m for m in self.unheard if m.result.type is t.NEVER and not m.silent]:
            method.silent = True
            method.result.tell()
            return True
        for instance in instances:
            for variable in instance.unsolved.values():
                if variable.solution is None:
                    variable.solve(t.INT)
                    return True
        return False

    def lower(self, instance: FunctionInstance) -> None:
        from naja.compiler.front.function import Lowering

        instance.queued = False
        if instance.state == "lowering":
            return
        instance.state, instance.dirty = "lowering", False
        instance.passes += 1
        self.virtual.pop(instance, None)
        raises.forget(instance)
        if instance.passes > MOST_PASSES:
            reason = "the types in this function do not settle"
            remedy = "annotate its variables and its result"
            instance.problems = [Unsupported(instance.node, reason, remedy)]
            instance.state, instance.dirty = "done", False
            return
        had_problems = bool(instance.problems)
        Lowering(self, instance).run()
        instance.state = "done"
        if had_problems and not instance.problems:
            instance.result.tell()
        if instance.dirty:
            self.enqueue(instance)

    def reach_hollow(self, instance: FunctionInstance) -> None:
        """An empty method runs itself, not an override: it gives None."""
        if instance.hollow and instance.result.type is not t.NONE:
            instance.hollow = False
            instance.invalidate()

    def result_of(self, instance: FunctionInstance, reader: FunctionInstance | None) -> t.Type:
        """The result type of an instance, lowering it first when only its body can tell."""
        if not instance.result.fixed and instance.state == "new":
            self.lower(instance)
        if instance.problems and not instance.result.fixed:
            if reader is not None:
                instance.result.readers.add(reader)
            raise Poisoned
        return instance.result.read(reader)

    def _complete_dispatch(self) -> bool:
        from naja.compiler.front.calls.dispatch import complete

        return complete(self)

    # ---- the end --------------------------------------------------------------------------------

    def diagnostics(self) -> list[Diagnostic]:
        """Every problem of the last pass of each function."""
        found: dict[tuple[str, int, int], Diagnostic] = {}
        for instance in self.instances_in_order():
            for problem in instance.problems:
                asker, moved = asked_by(instance, problem)
                add_problem(found, asker.source, asker.node, moved)
        if not found:
            self._puzzling(found)
        return sorted(found.values(), key=lambda d: (d.file, d.line, d.column))

    def _puzzling(self, found: dict[tuple[str, int, int], Diagnostic]) -> None:
        """Statements whose types stayed open although nothing in them is wrong."""
        for instance in self.instances_in_order():
            if instance.poisoned and instance.puzzle is not None:
                problem = Unsupported(
                    instance.puzzle,
                    "the types in this statement stay open",
                    "annotate the variables and the results that it uses",
                )
                asker, moved = asked_by(instance, problem)
                add_problem(found, asker.source, asker.node, moved)

    def instances_in_order(self) -> list[FunctionInstance]:
        return list(self.by_ir_instances())

    def by_ir_instances(self) -> list[FunctionInstance]:
        return list(self.by_ir.values())

    def finish(self) -> None:
        """Raise what was found wrong, then lay out every class."""
        problems = self.diagnostics()
        if problems:
            raise CompileErrors(problems)
        for instance in self.by_ir.values():
            if instance.poisoned:
                raise InternalError(
                    "front", f"{instance.name} was not understood, and no reason was given"
                )
        dispatch.cut_impossible(self)
        for info in list(self.classes.values()):
            info.finish()
        presence.fill_flags(self)
