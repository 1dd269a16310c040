"""The whole program being compiled: instances, classes, statics, the work list, the problems found.

`World.instance` gives the FunctionInstance for a function and concrete types; `run` lowers until
nothing changes; `finish` lays classes out, fills the dispatch tables and hands over an
`ir.Program`.
"""

from __future__ import annotations

import ast
import sys
import types
from collections import deque
from typing import Any

from naja.compiler import types as t
from naja.compiler.errors import CompileErrors, Diagnostic, InternalError, shown_path, source_line
from naja.compiler.front import (
    bindings,
    dispatch,
    generators,
    inheritance,
    managers,
    notations,
    presence,
    raises,
    sources,
    widening,
)
from naja.compiler.front.asking import declines
from naja.compiler.front.binding import starred_type
from naja.compiler.front.classes import TYPE_NAME, ClassInfo, is_protocol
from naja.compiler.front.facts import Fact, has_var
from naja.compiler.front.instance import (
    Capture,
    FunctionInstance,
    Parameter,
    Yields,
    has_yield,
)
from naja.compiler.front.parameters import is_untyped, live_parameters
from naja.compiler.front.problems import Poisoned, Undetermined, Unsupported
from naja.compiler.front.sites import Sites
from naja.compiler.front.values import Unknown
from naja.compiler.ir import model as ir

MOST_PASSES = 40
ANY_CLASS = ("", TYPE_NAME)
SPECIAL_RESULTS = {
    **dict.fromkeys(("__repr__", "__str__", "__format__"), "str"),
    **dict.fromkeys(("__hash__", "__len__", "__index__", "__int__"), "int"),
    **dict.fromkeys(("__bool__", "__contains__"), "bool"),
}
"""What special methods give, whether they are annotated or not."""
HINTS = {"inline": "always", "noinline": "never", "cold": "cold", "hot": "hot", "warm": "warm"}


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


class World:
    """See the module. `target` and `profile` are build options; `main` is the entry's instance."""

    def __init__(self, target: str, profile: str, sites: Sites | None = None) -> None:
        from naja.compiler.front.freeze import Freezer

        self.sites = sites or Sites()
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
        self.class_variables: set[tuple[type, str]] = set()
        self.class_readers: dict[tuple[type, str], set[FunctionInstance]] = {}
        self.enum_members: dict[type, dict[str, Any]] = {}
        self.doubtful: dict[tuple[type, str], bool] = {}
        self.joined: dict[type, bool] = {}
        self.super_calls: dict[str, tuple[type, str]] = {}
        # grows when something can throw an exception into a generator
        self.thrown = Fact(t.NEVER)
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
            found = self.instances[key] = self._make(function, owner, env, given, scope or {})
        return found

    def _make(
        self,
        function: types.FunctionType,
        owner: t.ClassType | None,
        env: notations.Env,
        given: dict[str, t.Type],
        scope: dict[str, Any],
    ) -> FunctionInstance:
        where = sources.function_node(function)
        if where is None:
            raise Unsupported(
                None,
                f"{function.__qualname__} has no Python source that Naja could compile",
                "docs/language.md lists what there is; or write it in Python",
            )
        source, node = where
        hints = sources.hints(function)
        namespace = sources.names_of(function)
        parameters = self._live_typed(function, node, env, given, scope)
        returned = hints.get("return")
        abstract = "return" in hints and is_untyped(returned, namespace)
        own = not widening.is_library(function)
        abstract = abstract and not _is_stub(node)
        makes: Yields | None = None
        if has_yield(node):
            makes = generators.yields_of(
                node,
                isinstance(node, ast.AsyncFunctionDef),
                hints.get("return"),
                lambda a: self._annotation(a, env, namespace, node, ""),
                generators.returns_value(body_of(node)),
            )
            makes.manager = managers.manager_class(function, node)
            result = generators.annotated_type(makes)
        elif "return" in hints and not abstract:
            result = self._result_fact(
                hints["return"], env, namespace, node, own, parameters, function
            )
        elif owner is not None and function.__name__ in SPECIAL_RESULTS:
            name = SPECIAL_RESULTS[function.__name__]
            number = {"int": t.INT, "bool": t.BOOL}.get(name)
            result = Fact(number or bindings.builtin_type(name), fixed=True)
        else:
            result = Fact(t.NEVER)
        shown = f"{function.__module__}.{function.__qualname__}"
        namespace = function.__globals__
        instance = self.new_instance(shown, source, node, namespace, env, parameters, result)
        instance.function, instance.owner, instance.makes = function, owner, makes
        instance.says_none = "return" in hints and returned is None
        instance.loose = returned is not None and notations.stated(function, "return") is None
        if owner is not None and owner.args:
            instance.ir.shown = f"{function.__module__}.{owner.name}.{function.__name__}"
        hint = function.__dict__.get("__naja_hint__", "")
        instance.ir.inline = HINTS.get(hint, "")
        instance.ir.exported = function.__dict__.get("__naja_export__", "")
        instance.unchecked = "__naja_unchecked__" in function.__dict__
        instance.ir.traced = instance.body_traced = not function.__module__.startswith("naja.")
        cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
        contents = {n: cell.cell_contents for n, cell in cells.items() if n != "__class__"}
        instance.scope = {n: v for n, v in contents.items() if not isinstance(v, Unknown)}
        instance.scope.update(scope)
        return instance

    def _live_typed(
        self,
        function: types.FunctionType,
        node: Any,
        env: notations.Env,
        given: dict[str, t.Type],
        scope: dict[str, Any],
    ) -> list[Parameter]:
        """The parameters with the types that are given for them, or that they declare."""
        hints, namespace = sources.hints(function), sources.names_of(function)
        library = widening.is_library(function)
        parameters = [p for p in live_parameters(function, node) if p.name not in scope]
        for parameter in parameters:
            hint = None if library else hints.get(parameter.name)
            opened = hint is not None and notations.is_open(hint, namespace)
            if parameter.name in given:
                parameter.type = given[parameter.name]
                if parameter.name in hints and not library:
                    declared_type = self._declared(hints[parameter.name], env, namespace)
                    if declared_type is not None:
                        parameter.declared = starred_type(parameter, declared_type, library)
            elif parameter.name in hints and not opened:
                declared = self._annotation(
                    hints[parameter.name], env, namespace, node, parameter.name
                )
                parameter.type = starred_type(parameter, declared, library)
                parameter.declared = None if library else parameter.type
        return parameters

    def _declared(
        self, annotation: Any, env: notations.Env, namespace: dict[str, Any]
    ) -> t.Type | None:
        """What a parameter's annotation says, where its type follows from the arguments."""
        if is_untyped(annotation, namespace):
            return None
        return notations.resolve(annotation, env, namespace)

    def _result_fact(
        self,
        annotation: Any,
        env: notations.Env,
        namespace: dict[str, Any],
        node: ast.AST,
        own: bool,
        parameters: list[Parameter],
        function: Any,
    ) -> Fact:
        """The annotated result; inferred where it names a type variable that nothing determines, as
        in the wrapper that a decorator returns."""
        try:
            declared = self._annotation(annotation, env, namespace, node, "")
        except Undetermined:
            return Fact(t.NEVER)
        special = any(p.declared not in (None, p.type) for p in parameters)
        if special or declines(function):
            return Fact(t.NEVER, bound=declared)
        return Fact(declared, fixed=True, open_=own)

    def _annotation(
        self,
        annotation: Any,
        env: notations.Env,
        namespace: dict[str, Any],
        node: ast.AST,
        name: str,
    ) -> t.Type:
        try:
            return notations.resolve(annotation, env, namespace)
        except Unsupported as problem:
            problem.node = problem.node or annotation_node(node, name)
            raise

    def new_instance(
        self,
        shown: str,
        source: sources.SourceFile,
        node: Any,
        namespace: dict[str, Any],
        env: notations.Env,
        parameters: list[Parameter],
        result: Fact,
        captures: list[Capture] | None = None,
    ) -> FunctionInstance:
        location = ir.Location(
            source.shown, getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
        )
        function = ir.Function(self.symbol(shown), shown, [], t.NONE, location)
        instance = FunctionInstance(
            self,
            shown,
            source,
            node,
            namespace,
            env,
            parameters,
            result,
            function,
            captures=captures or [],
        )
        function.is_coroutine = instance.is_coroutine
        self.by_ir[id(function)] = instance
        self.enqueue(instance)
        return instance

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
        return info

    def global_fact(self, namespace: dict[str, Any], name: str) -> Fact:
        """What is known of the type of a module's variable that functions rebind."""
        from naja.compiler.front.freeze import type_of_value

        key = (id(namespace), name)
        if key not in self.global_facts:
            own = type_of_value(namespace[name])
            hints = namespace.get("__annotations__", {})
            if name in hints and not notations.is_open(hints[name], namespace):
                declared = notations.resolve(hints[name], {}, namespace)
                open_ = bool(notations.elements_of(namespace) is notations.ELEMENTS)
                self.global_facts[key] = Fact(declared, fixed=True, open_=open_)
                self.global_facts[key].take(own)
            else:
                self.global_facts[key] = Fact(own)
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
            kind = ast.AsyncFunctionDef if _is_asynchronous(node) else ast.FunctionDef
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
            if not self._complete_dispatch() and not self._settle_empty():
                return

    def _settle_empty(self) -> bool:
        """A collection that nothing fills may as well hold numbers: whether one was settled so."""
        instances = self.instances_in_order()
        waits = any(i.poisoned or any(has_var(x.type) for x in i.ir.locals) for i in instances)
        if not waits or any(i.problems for i in instances):
            return False
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
        Lowering(self, instance).run()
        instance.state = "done"
        if instance.dirty:
            self.enqueue(instance)

    def result_of(self, instance: FunctionInstance, reader: FunctionInstance | None) -> t.Type:
        """The result type of an instance, lowering it first when only its body can tell."""
        if not instance.result.fixed and instance.state == "new":
            self.lower(instance)
        if instance.problems and not instance.result.fixed:
            raise Poisoned
        return instance.result.read(reader)

    def _complete_dispatch(self) -> bool:
        from naja.compiler.front.dispatch import complete

        return complete(self)

    # ---- the end --------------------------------------------------------------------------------

    def diagnostics(self) -> list[Diagnostic]:
        """Every problem of the last pass of each function."""
        found: dict[tuple[str, int, int], Diagnostic] = {}
        for instance in self.instances_in_order():
            for problem in instance.problems:
                asker, moved = _asker(instance, problem)
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
                asker, moved = _asker(instance, problem)
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


def _asker(
    instance: FunctionInstance, problem: Unsupported
) -> tuple[FunctionInstance, Unsupported]:
    """A problem inside the library, told at the call in the program that led there."""
    node, start = problem.node, instance
    while instance.asked is not None and _is_library(instance):
        instance, node = instance.asked
    if instance is start or _is_library(instance):
        return start, problem
    place = f" (in {start.name})" if not start.source.path.startswith("<") else ""
    return instance, Unsupported(node, problem.reason + place, problem.remedy)


def _is_library(instance: FunctionInstance) -> bool:
    return instance.source.path.startswith("<") or not instance.ir.traced


def body_of(node: sources.FunctionNode) -> list[Any]:
    """The statements of a function, or the expression of a lambda."""
    return node.body if isinstance(node.body, list) else [node.body]


def _is_asynchronous(node: ast.GeneratorExp) -> bool:
    inside: list[ast.AST] = [node.elt, *node.generators]
    if any(g.is_async for g in node.generators):
        return True
    return any(isinstance(n, ast.Await) for part in inside for n in ast.walk(part))


def _is_stub(node: Any) -> bool:
    """A body that says nothing, or only that it is to be overridden."""
    body = [s for s in body_of(node) if not _is_remark(s)]
    if len(body) == 1 and isinstance(body[0], ast.Raise):
        raised = body[0].exc
        named = raised.func if isinstance(raised, ast.Call) else raised
        return isinstance(named, ast.Name) and named.id == "NotImplementedError"
    return not body


def _is_remark(statement: Any) -> bool:
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass)


def add_problem(
    found: dict[tuple[str, int, int], Diagnostic],
    source: sources.SourceFile,
    node: Any,
    problem: Unsupported,
) -> None:
    place = problem.node if problem.node is not None and hasattr(problem.node, "lineno") else node
    line, column = getattr(place, "lineno", 1), getattr(place, "col_offset", 0) + 1
    same_line = getattr(place, "end_lineno", line) == line
    end = (getattr(place, "end_col_offset", 0) or 0) + 1 if same_line else column + 1
    path = shown_path(source.path)
    text = source_line(path, line).encode()
    if text:  # the syntax tree counts bytes, people count characters
        column = len(text[: column - 1].decode(errors="ignore")) + 1
        end = len(text[: end - 1].decode(errors="ignore")) + 1
    found.setdefault(
        (source.path, line, column),
        Diagnostic(path, line, column, problem.reason, problem.remedy, end),
    )


def annotation_node(node: Any, name: str) -> ast.AST:
    """The syntax of a parameter's annotation, or of the result's for an empty name."""
    if not name:
        return getattr(node, "returns", None) or node  # type: ignore[no-any-return]
    for argument in sources.all_arguments(node):
        if argument.arg == name:
            return argument.annotation or argument
    return node  # type: ignore[no-any-return]


def subclasses(cls: type) -> list[type]:
    """Every loaded class below `cls`, also through the builtins that it is the counterpart of."""
    roots = [cls, *(c for c in bindings.originals(cls))]
    found: list[type] = []
    while roots:
        root = roots.pop()
        for below in list[type](type.__subclasses__(root)):
            if below not in found and below is not cls:
                found.append(below)
                roots.append(below)
    return [c for c in found if bindings.counterpart_class(c) is c]


def module_namespace(name: str) -> dict[str, Any]:
    return vars(sys.modules[name])
