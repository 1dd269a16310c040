"""Making objects: classes called, dataclass methods made up from their fields, enums looked up,
tuples of any length."""

from __future__ import annotations

import ast
import dataclasses
import sys
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import bindings, notations, sources
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import TYPE_NAME, ClassInfo, is_enum
from naja.compiler.front.coercion import is_number
from naja.compiler.front.facts import has_var, known
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance


class Construct(Builder):
    """See the module."""

    def construct_live(
        self: Lowering,
        cls: type,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
        expected: t.Type | None = None,
    ) -> ir.Value:
        """cls(args) for a live class without explicit type arguments."""
        mapped = bindings.counterpart_class(cls)
        if is_enum(mapped):
            return self._enum_lookup(mapped, args, node)
        parameters = getattr(mapped, "__parameters__", ())
        if not parameters:
            return self.construct(t.class_type(mapped), args, keywords, node)
        for item in self.members(known(expected)) if expected is not None else ():
            if isinstance(item, t.ClassType) and item.cls is mapped and not has_var(item):
                return self.construct(item, args, keywords, node)
        return self._construct_generic(mapped, parameters, args, keywords, node)

    def _construct_generic(
        self: Lowering,
        cls: type,
        parameters: Any,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """The type arguments follow from what __init__ is given, or later from use."""
        found: dict[t.Type, t.Type] = {}
        init = self.initializer(cls)
        if init is not None:
            where = sources.function_node(init)
            assert where is not None
            bound = self.bind(
                self._live_parameters(init, where[1], node)[1:], args, keywords, cls.__name__, node
            )
            names = [p.name for p in self._live_parameters(init, where[1], node)[1:]]
            by_position = {id(a): i for i, a in enumerate(args)}
            for name, argument in zip(names, bound, strict=True):
                annotation = init.__annotations__.get(name)
                if annotation is None or not isinstance(argument, ir.Value | ast.expr):
                    continue
                wanted = self.parameter_type(annotation, self._own_env(cls, init), init)
                value = (
                    argument
                    if isinstance(argument, ir.Value)
                    else self.value(argument, None if _open(wanted) else wanted)
                )
                self.match(wanted, value.type, found)
                if id(argument) in by_position:
                    args[by_position[id(argument)]] = value
                else:
                    keywords = [(k, value if a is argument else a) for k, a in keywords]
        from naja.compiler.front.placeholders import placeholder

        arguments = tuple(
            found.get(placeholder(p)) or self.inst.variable(node, i)
            for i, p in enumerate(parameters)
        )
        type_ = t.class_type(cls, arguments)
        return (
            self.pending(type_) if has_var(type_) else self.construct(type_, args, keywords, node)
        )

    def _own_env(self: Lowering, cls: type, init: Any) -> notations.Env:
        """Type variables of the class that defines __init__, in terms of those of the class that
        is made."""
        from naja.compiler.front.classes import base_type, effective_mro
        from naja.compiler.front.placeholders import placeholder

        own = {p: placeholder(p) for p in getattr(cls, "__parameters__", ())}
        for base in effective_mro(cls):
            if vars(base).get("__init__") is init and base is not cls:
                reached = base_type(t.class_type(cls, tuple(own.values())), base, dict(own))
                return dict(zip(getattr(base, "__parameters__", ()), reached.args, strict=False))
        return dict(own)

    def construct(
        self: Lowering, type_: t.ClassType, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """A new object of exactly this type."""
        if "_new" in vars(type_.cls):
            return self._by_new(type_, args, keywords, node)
        info = self.world.class_info(type_)
        self._refuse_abstract(type_, node)
        found = self.find_method(type_, "__init__")
        target = self.allocate(type_)
        self._class_defaults(info, target)
        if found is None or found[1] is None:
            if args or keywords:
                raise Unsupported(
                    node, f"{type_.name}() takes no arguments", "remove them, or define __init__"
                )
            return target
        owner, live = found
        receiver = self.convert(target, owner)
        args = self._exception_arguments(owner, args)
        if hasattr(live, "functions"):
            live = self.choose_overload(live.functions, owner, args, keywords, node, receiver)
        self.call_function(self.plain_function(live), owner, [receiver, *args], keywords, node)
        return target

    def _refuse_abstract(self, type_: t.ClassType, node: ast.AST) -> None:
        missing = getattr(type_.cls, "__abstractmethods__", None)
        if missing:
            raise Unsupported(
                node,
                f"{type_.name} is abstract: it does not define {', '.join(sorted(missing))}",
                "make an object of a class that does",
            )

    def _exception_arguments(self: Lowering, owner: t.ClassType, args: list[Any]) -> list[Any]:
        """ValueError(3) and KeyError(key): builtin exceptions keep their text."""
        root = bindings.builtin_class("BaseException")
        if (
            owner.cls.__module__ != root.__module__
            or owner.cls.__name__ == "SystemExit"
            or len(args) != 1
        ):
            return args
        value = args[0] if isinstance(args[0], ir.Value) else self.value(args[0])
        if (
            known(value.type) is bindings.builtin_type("str")
            or owner.cls.__name__ == "StopIteration"
        ):
            return [value]
        return [self.to_str(value, self.node)]

    def _class_defaults(self: Lowering, info: ClassInfo, target: ir.Value) -> None:
        """Attributes that the class body gives a value and methods change start with that value."""
        from naja.compiler.front.freeze import type_of_value

        for name, live in info.defaults.items():
            fact = info.fields[name]
            if not fact.fixed:
                fact.grow(type_of_value(live))
            value = self.world.freezer.value(live, self.need(fact.read(self.inst)), name)
            self.set_field(target, name, value)

    def _by_new(
        self: Lowering, type_: t.ClassType, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """str, bytes, tuple …: made whole by a function."""
        live = vars(type_.cls)["_new"]
        self.world.make_live(type_)
        if type_.cls in (bindings.builtin_class("bytes"), bindings.builtin_class("bytearray")):
            args = [self._as_list(a) for a in args]
        chosen = (
            self.choose_overload(live.functions, None, args, keywords, node)
            if hasattr(live, "functions")
            else live
        )
        return self.call_function(self.plain_function(chosen), None, args, keywords, node)

    def _as_list(self: Lowering, argument: Any) -> Any:
        """bytes(range(3)): an iterable that is neither a list nor bytes already, as a list."""
        if not isinstance(argument, ir.Value):
            argument = self.value(argument)
        type_ = known(argument.type)
        whole = ("list", "str", "bytes", "bytearray", "memoryview")
        if isinstance(type_, t.ClassType) and t.DISPLAY_NAMES.get(type_.cls, "") in whole:
            return argument
        if not isinstance(type_, t.ClassType | t.TupleType):
            return argument
        return self.collect(bindings.builtin_class("list"), argument, None, self.node)

    def call_replace(
        self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: Any
    ) -> ir.Value:
        """dataclasses.replace: a new object with some fields changed."""
        source = self.value(args[0])
        type_ = self.need(source.type)
        if not isinstance(type_, t.ClassType) or not dataclasses.is_dataclass(type_.cls):
            raise Unsupported(node, f"replace() of {type_.name}", "pass a dataclass object")
        given = dict(keywords)
        for field in dataclasses.fields(type_.cls):
            if field.init and field.name not in given:
                given[field.name] = self.get_field(source, field.name)
        return self.construct(type_, [], list(given.items()), node)

    def settle_fields(self: Lowering, info: ClassInfo) -> None:
        """Lower __init__ so that the types of the fields that it sets become known."""
        found = self.find_method(info.type, "__init__")
        if found is None or found[1] is None or hasattr(found[1], "functions"):
            return
        function = self.plain_function(found[1])
        if len(function.__annotations__) < function.__code__.co_argcount - 1:
            return
        instance = self.world.instance(
            function,
            found[0],
            self.world.class_info(found[0]).env,
            {function.__code__.co_varnames[0]: found[0]},
        )
        if instance.state == "new":
            self.world.lower(instance)

    def initializer(self: Lowering, cls: type) -> Any:
        """The function that a call of the class runs, or None."""
        found = self.find_method(
            t.class_type(cls, tuple(t.UNKNOWN for _ in getattr(cls, "__parameters__", ()))),
            "__init__",
        )
        if found is None or found[1] is None or hasattr(found[1], "functions"):
            return None
        return self.plain_function(found[1])

    # ---- methods made up ------------------------------------------------------------------------

    def synthesized(self: Lowering, cls: type, name: str) -> Any:
        """A method that CPython generates: dataclasses', as real source text; None if there is
        none."""
        if name == TYPE_NAME:
            key = (cls, name)
            if key not in self.world.made_methods:
                self.world.made_methods[key] = _name_method(cls, self.world.main)
            return self.world.made_methods[key]
        if "__dataclass_fields__" not in vars(cls) or name not in _DATACLASS_METHODS:
            return None
        parameters = cls.__dataclass_params__  # type: ignore[attr-defined]
        live = vars(cls).get(name)
        if (
            isinstance(live, types.FunctionType)
            and live.__code__.co_filename not in _GENERATED
            and sources.function_node(live)
        ):
            return live
        if not _DATACLASS_METHODS[name](parameters, cls):
            return None
        key = (cls, name)
        if key not in self.world.made_methods:
            self.world.made_methods[key] = _make_method(cls, name)
        return self.world.made_methods[key]

    # ---- enums ----------------------------------------------------------------------------------

    def _enum_lookup(self: Lowering, cls: type, args: list[Any], node: ast.AST) -> ir.Value:
        """Color(3): the member with that value, ValueError when there is none."""
        if len(args) != 1:
            raise Unsupported(node, f"{cls.__name__}(…) takes one value", "")
        value = args[0] if isinstance(args[0], ir.Value) else self.value(args[0])
        if known(value.type) is t.class_type(cls):
            return value
        ends: list[Any] = []
        for member in cls:  # type: ignore[attr-defined]
            mine, other = self.new_block("member"), self.new_block("other")
            wanted = self.world.freezer.value(
                member.value, self.world.class_info(t.class_type(cls)).fields["value"].read(None)
            )
            self.branch(self.compare_values("eq", value, wanted, node), mine, other)
            self.enter_block(mine)
            if self.block is not None:
                self.end_here(ends, self.freeze_live(Live(member, member.name), None, node))
            self.enter_block(other)
            if self.block is None:
                break
        if self.block is not None:
            shown = self.repr_of(value, node)
            text = self.call_runtime(
                "str", "concat", shown, self.world.freezer.string(f" is not a valid {cls.__name__}")
            )
            self.raise_runtime("value_error", text)
        return self.merge(ends)

    def int_of_enum(self: Lowering, value: ir.Value) -> ir.Value | None:
        """The number that an IntEnum member, or an int, is."""
        type_ = known(value.type)
        if is_number(type_):
            return value
        if isinstance(type_, t.ClassType) and is_enum(type_.cls) and issubclass(type_.cls, int):
            return self.get_field(value, "value")
        return None

    # ---- tuples of any length -------------------------------------------------------------------

    def variable_tuple(
        self: Lowering, value: ir.Value, have: t.TupleType, type_: t.ClassType, node: ast.AST | None
    ) -> ir.Value:
        """A fixed tuple as tuple[X, ...]."""
        items = [self.tuple_item(value, at, item) for at, item in enumerate(have.items)]
        return self._tuple_of(items, type_, node)

    def variable_tuple_display(
        self: Lowering, nodes: list[ast.expr], type_: t.ClassType
    ) -> Expression:
        wanted = known(type_.args[0])
        return self._tuple_of(
            [self.value(n, None if has_var(wanted) else wanted) for n in nodes], type_, None
        )

    def _tuple_of(
        self: Lowering, items: list[ir.Value], type_: t.ClassType, node: ast.AST | None
    ) -> ir.Value:
        element = self.need(type_.args[0])
        result = self.allocate(type_)
        if items:
            pointer = self.allocate_array(element, const_int(len(items)))
            for at, item in enumerate(items):
                stored = self.coerce(item, element, node)
                self.emit(
                    ir.StorePtr(loc=self.loc, pointer=pointer, index=const_int(at), value=stored)
                )
            self.set_field(result, "items", pointer)
            self.set_field(result, "length", const_int(len(items)))
        return result


def _open(type_: t.Type) -> bool:
    from naja.compiler.front.placeholders import mentions_placeholder

    return mentions_placeholder(type_)


def _has_own(cls: type, name: str) -> bool:
    return name in vars(cls)


_GENERATED = (dataclasses.__file__,)
_DATACLASS_METHODS: dict[str, Any] = {
    "__init__": lambda p, cls: p.init,
    "__repr__": lambda p, cls: p.repr,
    "__eq__": lambda p, cls: p.eq,
    "__lt__": lambda p, cls: p.order,
    "__le__": lambda p, cls: p.order,
    "__gt__": lambda p, cls: p.order,
    "__ge__": lambda p, cls: p.order,
    "__hash__": lambda p, cls: p.unsafe_hash or (p.eq and p.frozen),
}


def _name_method(cls: type, main: FunctionInstance | None) -> types.FunctionType:
    """The name of a class as a traceback shows it: with its module, unless it is built in or the
    program's own."""
    own = main.namespace["__name__"] if main is not None else "__main__"
    builtin = cls.__module__.startswith("naja.runtime") or cls.__module__ in (own, "__main__")
    module = cls.__module__.removeprefix("naja.stdlib.")
    shown = cls.__qualname__ if builtin else f"{module}.{cls.__qualname__}"
    return _function_from(
        f"def {TYPE_NAME}(self) -> str:\n    return {shown!r}\n", cls, TYPE_NAME, {"str": str}
    )


def _make_method(cls: type, name: str) -> types.FunctionType:
    """The method as a function with source: written as text, compiled, entered as a file."""
    from naja.lang import unsafe

    fields = dataclasses.fields(cls)
    values: dict[str, Any] = {}
    if name == "__init__":
        text = _init_text(
            cls, [f for f in fields if f.init], [f for f in fields if not f.init], values
        )
    elif name == "__repr__":
        shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in fields if f.repr)
        text = f"def __repr__(self):\n    return f'{cls.__qualname__}({shown})'\n"
    elif name == "__hash__":
        items = "".join(
            f"self.{f.name}, " for f in fields if (f.compare if f.hash is None else f.hash)
        )
        text = f"def __hash__(self):\n    return hash(({items}))\n"
    else:
        root = _root(cls)
        values.update(Root=root, type_id=unsafe.type_id)
        family = root is not cls or bool(cls.__subclasses__())
        text = _compare_text(name, [f.name for f in fields if f.compare], family)
    return _function_from(text, cls, name, values)


def _init_text(cls: type, given: list[Any], other: list[Any], values: dict[str, Any]) -> str:
    parameters, body = [], []
    for field in given:
        values[f"t_{field.name}"] = field.type
        if field.default is not dataclasses.MISSING:
            values[f"d_{field.name}"] = field.default
            parameters.append(f"{field.name}: t_{field.name} = d_{field.name}")
        elif field.default_factory is not dataclasses.MISSING:
            parameters.append(f"{field.name}: Maybe[t_{field.name}] = None")
        else:
            parameters.append(f"{field.name}: t_{field.name}")
        if field.default_factory is not dataclasses.MISSING:
            values[f"f_{field.name}"] = field.default_factory
            body.append(
                f"    if {field.name} is None:\n        self.{field.name} = f_{field.name}()\n"
                f"    else:\n        self.{field.name} = {field.name}"
            )
        else:
            body.append(f"    self.{field.name} = {field.name}")
    for field in other:
        if field.default is not dataclasses.MISSING:
            values[f"d_{field.name}"] = field.default
            body.append(f"    self.{field.name} = d_{field.name}")
        elif field.default_factory is not dataclasses.MISSING:
            values[f"f_{field.name}"] = field.default_factory
            body.append(f"    self.{field.name} = f_{field.name}()")
    if hasattr(cls, "__post_init__"):
        body.append("    self.__post_init__()")
    keyword_only = [p for p, f in zip(parameters, given, strict=True) if f.kw_only]
    plain = [p for p, f in zip(parameters, given, strict=True) if not f.kw_only]
    listed = ", ".join(["self", *plain, *(["*", *keyword_only] if keyword_only else [])])
    return f"def __init__({listed}) -> None:\n" + ("\n".join(body) or "    pass") + "\n"


def _compare_text(name: str, names: list[str], family: bool) -> str:
    """Objects of other classes of the family are never equal, and have no order."""
    mine = "".join(f"self.{n}, " for n in names)
    yours = "".join(f"other.{n}, " for n in names)
    sign = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}[name]
    tests = f"({mine}) {sign} ({yours})"
    if name == "__eq__":
        tests = " and ".join(f"self.{n} == other.{n}" for n in names) or "True"
    if not family:
        return f"def {name}(self, other: Own) -> bool:\n    return {tests}\n"
    failure = (
        "return False" if name == "__eq__" else f"raise TypeError({sign!r} + ' between classes')"
    )
    return (
        f"def {name}(self, other: Root) -> bool:\n"
        f"    if type_id(self) == type_id(other) and isinstance(other, Own):\n"
        f"        return {tests}\n    {failure}\n"
    )


def _root(cls: type) -> type:
    """The topmost dataclass that a dataclass derives from."""
    bases = [c for c in cls.__mro__ if "__dataclass_fields__" in vars(c)]
    return bases[-1]


class _Maybe:
    def __class_getitem__(cls, item: Any) -> Any:
        if isinstance(item, str):
            return f"({item}) | None"
        return item | None


def _function_from(text: str, cls: type, name: str, values: dict[str, Any]) -> types.FunctionType:
    file = f"<{cls.__module__}.{cls.__qualname__}.{name}>"
    module = vars(sys.modules[cls.__module__])
    parameters = getattr(cls, "__parameters__", ())
    own = cls[parameters] if parameters else cls  # type: ignore[index]
    namespace: dict[str, Any] = {
        **module,
        **values,
        "Own": own,
        "Maybe": _Maybe,
        "__name__": cls.__module__,
    }
    exec(compile(text, file, "exec"), namespace)
    function: types.FunctionType = namespace[name]
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    function.__module__ = cls.__module__
    real = sources.class_node(cls)
    tree = ast.parse(text, file)
    line = real.lineno if real is not None else 1
    source = sources.SourceFile(
        file,
        sources.shown_name(getattr(sys.modules[cls.__module__], "__file__", None) or file),
        tree,
    )
    sources._index(source, tree, "")
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0
    sources._files[file] = source
    return function
