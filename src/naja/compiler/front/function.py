"""Lowers one function: syntax tree → IR, typing as it goes, in one forward pass.

`Lowering` holds the state of the pass (current block, what flow has proved, open loops and
handlers); the parts of the language live in modules of their own, mixed in below. A statement that
cannot be compiled is reported and skipped, so that one run reports several problems.
"""

from __future__ import annotations

import ast

from naja.compiler import types as t
from naja.compiler.front.annotations.contradictions import Contradictions
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.annotations.sites import Placed
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.adapters import Adapters
from naja.compiler.front.calls.binding import Binding
from naja.compiler.front.calls.builtin_calls import BuiltinCalls
from naja.compiler.front.calls.caching import Caching
from naja.compiler.front.calls.call_forms import CallForms
from naja.compiler.front.calls.calls import Calls
from naja.compiler.front.calls.class_arguments import ClassArguments
from naja.compiler.front.calls.closures import Closures
from naja.compiler.front.calls.collecting import Collecting
from naja.compiler.front.calls.intrinsics import Intrinsics
from naja.compiler.front.calls.known import KnownFunctions
from naja.compiler.front.calls.library_calls import LibraryCalls
from naja.compiler.front.calls.live_calls import LiveCalls
from naja.compiler.front.calls.methods import Methods
from naja.compiler.front.calls.misfits import Misfits
from naja.compiler.front.calls.named_tuple_calls import NamedTupleCalls
from naja.compiler.front.calls.nested_calls import NestedCalls
from naja.compiler.front.calls.ordering import Ordering
from naja.compiler.front.calls.overloads import Overloads
from naja.compiler.front.calls.protocol_calls import ProtocolCalls
from naja.compiler.front.calls.single_dispatch import SingleDispatch
from naja.compiler.front.calls.spreads import Spreads
from naja.compiler.front.calls.struct_calls import StructCalls
from naja.compiler.front.calls.value_methods import ValueMethods
from naja.compiler.front.calls.wrappers import Wrappers
from naja.compiler.front.classes.called_classes import CalledClasses
from naja.compiler.front.classes.held_variables import ClassSurroundings
from naja.compiler.front.classes.local_classes import LocalClasses
from naja.compiler.front.classes.presence import Presence
from naja.compiler.front.classes.protocols import Protocols
from naja.compiler.front.expressions.apart import Apart
from naja.compiler.front.expressions.asking import Asking
from naja.compiler.front.expressions.comparing import Comparing
from naja.compiler.front.expressions.comprehensions import Comprehensions
from naja.compiler.front.expressions.conditions import Conditions
from naja.compiler.front.expressions.displays import Displays
from naja.compiler.front.expressions.distribution import Distribution
from naja.compiler.front.expressions.doubts import Doubts
from naja.compiler.front.expressions.equalities import Equalities
from naja.compiler.front.expressions.expressions import Expressions
from naja.compiler.front.expressions.membership import Membership
from naja.compiler.front.expressions.mixed import Mixed
from naja.compiler.front.expressions.narrowing import Narrowing
from naja.compiler.front.expressions.operators import Operators
from naja.compiler.front.expressions.subscripts import Subscripts
from naja.compiler.front.expressions.typetests import TypeTests
from naja.compiler.front.expressions.unions import Unions
from naja.compiler.front.expressions.variables import Variables
from naja.compiler.front.instance import FunctionInstance
from naja.compiler.front.names import assigned_names
from naja.compiler.front.objects.anything import Anything
from naja.compiler.front.objects.attribute_hooks import AttributeHooks
from naja.compiler.front.objects.attributes import Attributes
from naja.compiler.front.objects.below import Below
from naja.compiler.front.objects.class_making import ClassMaking
from naja.compiler.front.objects.class_tables import ClassTables
from naja.compiler.front.objects.class_values import ClassValues
from naja.compiler.front.objects.class_variables import ClassVariables
from naja.compiler.front.objects.computed_names import ComputedNames
from naja.compiler.front.objects.construct import Construct
from naja.compiler.front.objects.container_classes import ContainerClasses
from naja.compiler.front.objects.copies import Copies
from naja.compiler.front.objects.described import Described
from naja.compiler.front.objects.named_attributes import NamedAttributes
from naja.compiler.front.objects.own_class import OwnClass
from naja.compiler.front.objects.typed_dicts import TypedDicts
from naja.compiler.front.objects.whole_names import WholeNames
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.statements.accumulating import Accumulating
from naja.compiler.front.statements.assignment import Assignments
from naja.compiler.front.statements.exceptions import Exceptions
from naja.compiler.front.statements.generators import Generators
from naja.compiler.front.statements.iterables import Iterables
from naja.compiler.front.statements.loops import Loops
from naja.compiler.front.statements.matching import Matching
from naja.compiler.front.statements.nested_functions import NestedDefinitions
from naja.compiler.front.statements.starred import StarredHandlers
from naja.compiler.front.statements.statements import Statements
from naja.compiler.front.statements.trying import Trying
from naja.compiler.front.statements.unpacking import Unpacking
from naja.compiler.front.statements.zipping import Zipping
from naja.compiler.front.text.characters import Characters
from naja.compiler.front.text.encodings import Encodings
from naja.compiler.front.text.percents import Percents
from naja.compiler.front.text.printing import Printing
from naja.compiler.front.text.templates import Templates
from naja.compiler.front.world import World
from naja.compiler.ir import model as ir


class Lowering(
    Statements,
    Unions,
    Overloads,
    Collecting,
    NestedCalls,
    NestedDefinitions,
    Assignments,
    Loops,
    Zipping,
    Unpacking,
    Trying,
    StarredHandlers,
    Generators,
    Exceptions,
    Iterables,
    Matching,
    Comprehensions,
    Calls,
    CallForms,
    Methods,
    OwnClass,
    Closures,
    Caching,
    Wrappers,
    KnownFunctions,
    Adapters,
    Spreads,
    Misfits,
    Binding,
    Ordering,
    Construct,
    ClassMaking,
    NamedTupleCalls,
    SingleDispatch,
    ContainerClasses,
    ClassTables,
    LiveCalls,
    LibraryCalls,
    ProtocolCalls,
    Protocols,
    StructCalls,
    TypeTests,
    BuiltinCalls,
    ValueMethods,
    Intrinsics,
    Printing,
    Percents,
    Templates,
    Encodings,
    Operators,
    Mixed,
    Distribution,
    Narrowing,
    Placed,
    Contradictions,
    Comparing,
    Doubts,
    Equalities,
    Anything,
    Membership,
    Apart,
    Asking,
    Subscripts,
    Attributes,
    Below,
    AttributeHooks,
    Described,
    Copies,
    NamedAttributes,
    ComputedNames,
    ClassValues,
    ClassVariables,
    ClassArguments,
    LocalClasses,
    ClassSurroundings,
    CalledClasses,
    WholeNames,
    Presence,
    Conditions,
    Displays,
    TypedDicts,
    Expressions,
    Variables,
    Characters,
    Accumulating,
    Builder,
):
    """One pass over one function."""

    def __init__(self, world: World, instance: FunctionInstance) -> None:
        Builder.__init__(self, world, instance)

    def run(self) -> None:
        """Fill `instance.ir`; what goes wrong is left in `instance.problems`."""
        instance, function = self.inst, self.fn
        instance.problems, instance.poisoned, instance.puzzle = [], False, None
        function.blocks, function.locals, function.params = [], [], []
        function.temp_count = 0
        if instance.yields is not None:
            self.prepare_body()
        self.prepare_variables()
        self.enter_block(self.new_block("entry"), fresh=True)
        if instance.is_generator:
            self._outer()
            return
        try:
            self.add_parameters()
        except Unsupported as problem:
            self.report(problem)
        body = instance.node.body
        if isinstance(body, list):
            self.body(body)
        else:
            self._lambda_body(body)
        self._fall_off()
        function.result = self.result_type()

    def _outer(self) -> None:
        try:
            self.make_generator()
        except Unsupported as problem:
            self.report(problem)
        except Poisoned:
            self.inst.poisoned = True
            self.inst.puzzle = self.inst.node
        self.fn.result = self.result_type()

    def _lambda_body(self, body: ast.expr) -> None:
        statement = ast.Return(value=body)
        ast.copy_location(statement, body)
        self.body([statement])

    def _fall_off(self) -> None:
        if self.block is None:
            known_well = not (self.inst.poisoned or self.inst.problems)
            if self.inst.says_none and known_well and not self.inst.result.fixed:
                self.inst.result.grow(t.NONE)
            return
        if self.inst.yields is not None:
            self.emit(ir.Return(loc=self.loc, value=None))
            return
        if not self.inst.result.fixed and not self.inst.hollow:
            self.inst.result.grow(t.NONE)
        declared = self.result_type()
        if (
            declared is t.NONE
            or (isinstance(declared, t.UnionType) and declared.optional)
            or declared is t.OBJECT
        ):
            value = None if declared is t.NONE else ir.Const(declared, None)
            self.emit(ir.Return(loc=self.loc, value=value))
        elif self._is_stub():
            self.raise_runtime("type_error", self.text(f"{self.inst.name} is abstract"))
        elif (
            self.inst.poisoned
            or self.inst.problems
            or self.inst.trivial
            or not self.inst.result.fixed
        ):
            self.emit(ir.Unreachable(loc=self.loc))
        elif self.swallows:
            # behind a manager that ends exceptions, where it usually does not
            self.raise_runtime(
                "type_error", self.text(f"{self.inst.name} ended without {declared.name}")
            )
        else:
            if (place := self.result_place()) is not None:
                self.blame(place, t.optional(declared))
            self.report(
                Unsupported(
                    self.inst.node,
                    f"{self.inst.name} can end without returning {declared.name}",
                    "return a value at the end, or raise an exception there",
                )
            )
            self.emit(ir.Unreachable(loc=self.loc))

    def _is_stub(self) -> bool:
        """The body of an abstract method, or of a method of a protocol, that says nothing."""
        function = self.inst.function
        abstract = getattr(function, "__isabstractmethod__", False)
        protocol = self.inst.owner is not None and getattr(
            self.inst.owner.cls, "_is_protocol", False
        )
        body = self.inst.node.body
        silent = isinstance(body, list) and all(
            isinstance(s, ast.Pass)
            or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
            for s in body
        )
        return silent and (abstract or protocol)

    def result_type(self) -> t.Type:
        return known(self.inst.result.type)

    def body(self, statements: list[ast.stmt]) -> None:
        """Lower statements until one of them ends the flow."""
        for statement in statements:
            if self.block is None:
                return
            self.at(statement)
            handler, blocks = self.handler, len(self.fn.blocks)
            try:
                self.statement(statement)
            except Unsupported as problem:
                try:
                    self.raise_instead(problem, handler, blocks)
                    return
                except Unsupported:
                    self.report(problem)
                self.poison(statement)
                if isinstance(statement, ast.Return | ast.Raise):
                    self.emit(ir.Unreachable(loc=self.loc))
            except RecursionError:
                reason = "this nests too deeply to be compiled"
                self.report(Unsupported(statement, reason, "split it into several statements"))
                self.poison(statement)
            except Poisoned:
                self.inst.poisoned = True
                self.inst.puzzle = self.inst.puzzle or self.node
                self.poison(statement)
                if isinstance(statement, ast.Return | ast.Raise):
                    self.emit(ir.Unreachable(loc=self.loc))

    def report(self, problem: Unsupported) -> None:
        problem.node = problem.node if hasattr(problem.node, "lineno") else self.node
        self.inst.problems.append(problem)

    def poison(self, statement: ast.stmt) -> None:
        """Names that a failed statement would have bound: their uses are consequences, not
        problems."""
        for name in assigned_names([statement]):
            self.poisoned_names.add(name)
            self.flow.assigned.add(name)
