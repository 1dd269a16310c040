"""Live annotations → types.

An annotation is a live object (a class, `list[int]`, `Optional[X]`, a TypeVar, a string …).
Strings are evaluated in the globals of the function or class that has them, as
`typing.get_type_hints` would, one at a time, so that one bad annotation spoils only itself.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import types as live_types
import typing
from typing import Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import aliases
from naja.compiler.front.annotations.checked_names import checked_names
from naja.compiler.front.annotations.opened import Place, Unreadable, says_any
from naja.compiler.front.annotations.type_parameters import is_alias, meaning
from naja.compiler.front.annotations.widening import element, is_library
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.classes.typed_dict_classes import class_of_typed_dict
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Undetermined, Unsupported

NUMBERS: dict[Any, t.Type] = {
    int: t.INT,
    bool: t.BOOL,
    float: t.FLOAT,
    None: t.NONE,
    type(None): t.NONE,
    object: t.OBJECT,
    typing.NoReturn: t.NEVER,
    typing.Never: t.NEVER,
}

Env = dict[Any, t.Type]

GUARDS = {g for g in (typing.TypeGuard, getattr(typing, "TypeIs", None)) if g is not None}
"""What functions that tell a type are annotated with."""

ABSTRACT: dict[Any, tuple[str, int]] = {
    collections.abc.Iterator: ("Iterator", 1),
    collections.abc.Iterable: ("Iterable", 1),
    collections.abc.Generator: ("Generator", 3),
    collections.abc.AsyncIterator: ("AsyncIterator", 1),
    collections.abc.AsyncIterable: ("AsyncIterable", 1),
    collections.abc.AsyncGenerator: ("AsyncGenerator", 2),
    collections.abc.Sequence: ("list", 1),
    collections.abc.MutableSequence: ("list", 1),
    collections.abc.Collection: ("list", 1),
    collections.abc.Mapping: ("dict", 2),
    collections.abc.MutableMapping: ("dict", 2),
    collections.abc.Set: ("set", 1),
    collections.abc.MutableSet: ("set", 1),
}
"""What an abstract collection stands for where nothing else tells, and how many arguments it
has."""


ITERATORS = {
    "Iterator": "generator",
    "Iterable": "generator",
    "Generator": "generator",
    "AsyncIterator": "async_generator",
    "AsyncIterable": "async_generator",
    "AsyncGenerator": "async_generator",
}
"""The modules of the runtime that have them."""


def register_numbers() -> None:
    """Add the fixed-width integers, which import the compiler's users may not have loaded yet."""
    from naja.lang import integers

    for name in ("u8", "u16", "u32", "u64", "i8", "i16", "i32"):
        NUMBERS[getattr(integers, name)] = getattr(t, name.upper())
    NUMBERS[integers.i64] = t.INT


def evaluate(
    annotation: Any, namespace: dict[str, Any], local: dict[str, Any] | None = None
) -> Any:
    """The live object of an annotation that may be a string. Raises Unsupported."""
    while isinstance(annotation, str | typing.ForwardRef):
        text = annotation if isinstance(annotation, str) else annotation.__forward_arg__
        try:
            annotation = _evaluated(text, namespace, local or {})
        except (NameError, AttributeError, TypeError, SyntaxError) as error:
            Unreadable.seen = True
            raise Unsupported(
                None,
                f"the annotation '{text}' cannot be evaluated: {error}",
                "import the name, or correct it",
            ) from None
    return annotation


def _evaluated(text: str, namespace: dict[str, Any], local: dict[str, Any]) -> Any:
    if text.startswith("*"):
        text = f"({text},)[0]"
    try:
        return eval(text, namespace, local)
    except NameError:
        checked = checked_names(namespace)
        if not checked:
            raise
        return eval(text, namespace, {**checked, **local})


def resolve(
    annotation: Any, env: Env, namespace: dict[str, Any], local: dict[str, Any] | None = None
) -> t.Type:
    """The type that an annotation means, with type variables replaced by `env`. Raises
    Unsupported."""
    if isinstance(annotation, str | typing.ForwardRef):
        text = annotation if isinstance(annotation, str) else annotation.__forward_arg__
        stored = namespace.get(text)
        if isinstance(stored, str) or stored is None:  # of other names, the object is the key
            return aliases.closed(
                (stored or text, id(namespace)),
                text,
                lambda: _resolve(evaluate(annotation, namespace, local), env, namespace, local),
            )
        annotation = evaluate(annotation, namespace, local)
    if typing.get_origin(annotation) not in (typing.Union, live_types.UnionType):
        return _resolve(annotation, env, namespace, local)
    aliases.keep.append(annotation)
    name = next((n for n, live in namespace.items() if live is annotation), "the type")
    return aliases.closed(id(annotation), name, lambda: _resolve(annotation, env, namespace, local))


WRITTEN: dict[t.Type, list[Any]] = {}
"""The annotations that function types of the program are written as."""


def callable_places(type_: t.Type) -> list[Place]:
    """Where a function type is declared: also by the functions themselves."""
    return [Place(type_), *(Place(annotation) for annotation in WRITTEN.get(type_, []))]


ELEMENTS: dict[t.Type, t.Type] = {}
"""What declared numbers stand for inside containers and function values of the program."""


def elements_of(namespace: dict[str, Any]) -> dict[t.Type, t.Type]:
    """ELEMENTS for the program, nothing for Naja's own modules."""
    own = str(namespace.get("__name__", "")).partition(".")[0] == "naja"
    return {} if own else ELEMENTS


def _resolve(
    annotation: Any, env: Env, namespace: dict[str, Any], local: dict[str, Any] | None
) -> t.Type:
    annotation = evaluate(annotation, namespace, local)
    if isinstance(annotation, t.Type):
        return annotation
    if is_alias(annotation) or is_alias(typing.get_origin(annotation)):
        return _alias(annotation, env, namespace)
    if annotation in (typing.Final, typing.ClassVar, typing.TypeAlias):
        raise Unsupported(None, f"{annotation} says nothing of the type", "write the type in it")
    if typing.is_typeddict(annotation):
        return t.class_type(class_of_typed_dict(annotation))
    simple = _simple(annotation, env)
    if simple is not None:
        return simple
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is None:
        return _bare(annotation)

    def inner(item: Any) -> t.Type:
        return resolve(item, env, namespace, local)

    return held(_generic(annotation, origin, args, inner), elements_of(namespace))


def _alias(annotation: Any, env: Env, namespace: dict[str, Any]) -> t.Type:
    """What a `type` statement names, with its parameters replaced."""
    alias = typing.get_origin(annotation) or annotation
    args = tuple(resolve(a, env, namespace) for a in typing.get_args(annotation))
    inner = {**env, **dict(zip(alias.__type_params__, args, strict=False))}
    return aliases.closed(
        (id(alias), args), alias.__name__, lambda: resolve(alias.__value__, inner, namespace)
    )


def held(type_: t.Type, elements: dict[t.Type, t.Type]) -> t.Type:
    """A container or function type with its numbers as the program needs them."""
    if not elements or not isinstance(type_, t.ClassType | t.CallableType):
        return type_
    return rebuild(type_, tuple(element(p, elements) for p in t.parts_of(type_)))


def mentions_self(function: Any) -> bool:
    """Whether an annotation of a method is Self, or contains it."""
    return any("Self" in str(a) for a in function.__annotations__.values())


def is_abstract(annotation: Any, namespace: dict[str, Any]) -> bool:
    """Whether an annotation names any iterable, sequence or mapping: as a parameter it takes the
    type of what is passed. So does one that stands for any function."""
    try:
        annotation = meaning(evaluate(annotation, namespace))
    except Unsupported:
        return False
    return typing.get_origin(annotation) in ABSTRACT or _is_any_function(annotation)


def _is_any_function(annotation: Any) -> bool:
    """Whether an annotation leaves the parameters of a function open: `Callable[P, R]`,
    `Callable[..., R]`, a type variable bound to one, `P.args`."""
    if annotation in (collections.abc.Callable, typing.Callable, Ellipsis):
        return True
    if isinstance(annotation, typing.ParamSpec | typing.ParamSpecArgs | typing.ParamSpecKwargs):
        return True
    if isinstance(annotation, typing.TypeVar):
        return annotation.__bound__ is not None and _is_any_function(annotation.__bound__)
    if isinstance(annotation, list):
        return any(_is_any_function(part) for part in annotation)
    origin = typing.get_origin(annotation)
    inner = (collections.abc.Callable, typing.Concatenate, typing.Union, live_types.UnionType)
    return origin in inner and any(_is_any_function(part) for part in typing.get_args(annotation))


def is_open(annotation: Any, namespace: dict[str, Any]) -> bool:
    """Whether an annotation leaves the type to what flows in: it mentions Any, or is a container or
    function type without its arguments."""
    try:
        return _is_open(meaning(evaluate(annotation, namespace)), namespace)
    except Unsupported:
        return Unreadable.taken


def _is_open(annotation: Any, namespace: dict[str, Any]) -> bool:
    if annotation in OPEN or says_any(annotation):
        return True
    if typing.get_origin(annotation) is typing.Literal or isinstance(annotation, typing.TypeVar):
        return False
    args = typing.get_args(annotation)
    if annotation is type:
        return True
    if typing.get_origin(annotation) is type and isinstance(args[0], type):
        return args[0].__module__ == "builtins"  # too many classes to list them
    if typing.get_origin(annotation) is collections.abc.Callable:
        return args[0] is Ellipsis or _is_open(args[-1], namespace)
    if isinstance(annotation, type) and not args:
        return annotation.__module__ == "builtins" and annotation in BARE
    return any(_is_open(a, namespace) for a in args if not isinstance(a, list | str))


def stated(function: Any, name: str) -> Any:
    """The annotation of a parameter, or of the result for "return"; None where there is none, or
    one of the program that leaves the type open."""
    annotation = sources.hints(function).get(name)
    if annotation is None or is_library(function):
        return annotation
    return None if is_open(annotation, sources.names_of(function)) else annotation


OPEN: tuple[Any, ...] = (
    any,  # written for Any, as callable for Callable
    callable,
    typing.Any,
    typing.Callable,
    collections.abc.Callable,
    typing.List,  # noqa: UP006
    typing.Dict,  # noqa: UP006
    typing.Set,  # noqa: UP006
    typing.Tuple,  # noqa: UP006
    typing.Sequence,
    typing.Iterable,
    typing.Mapping,
    collections.abc.Sequence,
    collections.abc.Iterable,
    collections.abc.Mapping,
)
BARE = (list, dict, set, frozenset, tuple)


def _simple(annotation: Any, env: Env) -> t.Type | None:
    try:
        if annotation in NUMBERS:
            return NUMBERS[annotation]
        if annotation in env:
            return env[annotation]
        if annotation is typing.Self:
            raise Unsupported(None, "Self has no meaning here", "name the class")
    except TypeError:
        return None
    if isinstance(annotation, typing.TypeVar):
        bound = annotation.__bound__
        if bound is not None and not isinstance(bound, str | typing.ForwardRef):
            return resolve(bound, env, {})
        raise Undetermined(
            None, f"the type variable {annotation} is not determined by the arguments"
        )
    return None


def _bare(annotation: Any) -> t.Type:
    from naja.lang import coroutine

    if annotation is coroutine.CoroutineHandle:
        return t.coroutine_type(t.NONE)
    if annotation is typing.Any:
        raise Unsupported(
            None, "Any has no type to compile", "name the type, or a union of the types that occur"
        )
    if isinstance(annotation, type):
        cls = bindings.counterpart_class(annotation)
        parameters = getattr(cls, "__parameters__", ())
        if parameters:
            return t.class_type(cls, tuple(t.UNKNOWN for _ in parameters))
        return t.class_type(cls)
    if isinstance(annotation, dataclasses.InitVar):
        return resolve(annotation.type, {}, {})
    if isinstance(annotation, typing.NewType):
        return resolve(annotation.__supertype__, {}, {})
    raise Unsupported(None, f"{annotation!r} is not a type that Naja knows", "")


def _generic(annotation: Any, origin: Any, args: tuple[Any, ...], inner: Any) -> t.Type:
    from naja.lang import unsafe

    if origin in (typing.Union, live_types.UnionType):
        return t.union_type([inner(a) for a in args])
    if origin in (typing.Final, typing.ClassVar, typing.Annotated):
        return inner(args[0])  # type: ignore[no-any-return]
    if origin in GUARDS:
        return t.BOOL
    if origin is typing.Literal:
        from naja.compiler.front.objects.freeze import type_of_value

        return t.union_type([type_of_value(a) for a in args])
    if origin is tuple:
        return _tuple(args, inner)
    if origin is collections.abc.Callable:
        if not args:
            reason = "a bare Callable does not say what it takes and gives"
            raise Unsupported(None, reason, "write Callable[[int], str], or what it is")
        params = args[0] if isinstance(args[0], list) else []
        takes = tuple(t.OBJECT if a is typing.Any else inner(a) for a in params)
        made = t.callable_type(takes, inner(args[-1]))
        WRITTEN.setdefault(made, []).append(annotation)
        return made
    if origin in (collections.abc.Coroutine, collections.abc.Awaitable):
        return t.coroutine_type(inner(args[-1]))
    if origin is unsafe.Ptr:
        return t.ptr_type(inner(args[0]))
    if origin is type:
        named = inner(args[0]) if isinstance(args[0], str | typing.ForwardRef) else None
        return _class_values(named.cls if isinstance(named, t.ClassType) else args[0])
    if origin in ABSTRACT:
        name, count = ABSTRACT[origin]
        left_out = (live_types.NoneType,) * (count - len(args)) if "Generator" in name else ()
        items = tuple(inner(a) for a in (*args[:count], *left_out))
        if name in ITERATORS:
            return t.class_type(bindings.runtime(ITERATORS[name], name), items)
        return bindings.builtin_type(name, *items)
    if isinstance(origin, type) and issubclass(origin, BaseException):
        return t.class_type(bindings.counterpart_class(origin))
    if isinstance(origin, type):
        return t.class_type(bindings.counterpart_class(origin), tuple(inner(a) for a in args))
    raise Unsupported(None, f"{annotation!r} is not a type that Naja knows", "")


def _class_values(base: Any) -> t.Type:
    """`type[Base]`: any class of the program that derives from Base and can be called."""
    from naja.compiler.front.calls.codes import live_function_type

    if isinstance(base, live_types.UnionType) or typing.get_origin(base) is typing.Union:
        return t.union_type([_class_values(b) for b in typing.get_args(base)])
    builtin = not isinstance(base, type) or base.__module__ == "builtins"
    if builtin or bindings.counterpart_class(base) is not base:
        return t.OBJECT
    classes = [c for c in (base, *subclasses(base)) if not getattr(c, "__abstractmethods__", ())]
    return t.union_type([live_function_type(c) for c in classes]) if classes else t.OBJECT


def _tuple(args: tuple[Any, ...], inner: Any) -> t.Type:
    if len(args) == 2 and args[1] is Ellipsis:
        return t.class_type(bindings.builtin_class("tuple"), (inner(args[0]),))
    return t.tuple_type(tuple(inner(a) for a in args if a != ()))


def substitute(item: t.Type, env: dict[t.Type, t.Type]) -> t.Type:
    """`item` with each type in `env` replaced."""
    if item in env:
        return env[item]
    if not t.parts_of(item):
        return item
    return rebuild(item, tuple(substitute(p, env) for p in t.parts_of(item)))


def rebuild(item: t.Type, parts: tuple[t.Type, ...]) -> t.Type:
    """The type like `item` made of other parts."""
    if isinstance(item, t.ClassType):
        return t.class_type(item.cls, parts)
    if isinstance(item, t.TupleType):
        return t.tuple_type(parts)
    if isinstance(item, t.NamedType):
        return t.named_type(item.names, parts)
    if isinstance(item, t.FunctionType):
        return t.function_type(item.code, parts)
    if isinstance(item, t.UnionType):
        return t.union_type(list(parts))
    if isinstance(item, t.PtrType):
        return t.ptr_type(parts[0])
    if isinstance(item, t.CallableType):
        return t.callable_type(parts[:-1], parts[-1])
    if isinstance(item, t.CoroutineType):
        return t.coroutine_type(parts[0])
    return item
