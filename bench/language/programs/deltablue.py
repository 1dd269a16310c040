"""An incremental solver of one-way constraints with strengths, after the DeltaBlue algorithm."""

from __future__ import annotations

import sys
import time
from enum import IntEnum


class Strength(IntEnum):
    """How much a constraint matters; lower is stronger."""

    REQUIRED = 0
    STRONG_PREFERRED = 1
    PREFERRED = 2
    STRONG_DEFAULT = 3
    NORMAL = 4
    WEAK_DEFAULT = 5
    WEAKEST = 6


FORWARD = 1
NONE = 0
BACKWARD = -1


class Variable:
    """A value with the constraints on it. strength: of what determines it (walkabout strength)."""

    def __init__(self, name: str, value: int) -> None:
        self.name = name
        self.value = value
        self.constraints: list[Constraint] = []
        self.determined_by: Constraint | None = None
        self.mark = 0
        self.strength = Strength.WEAKEST
        self.stay = True

    def remove(self, constraint: Constraint) -> None:
        """Forget a constraint."""
        self.constraints.remove(constraint)
        if self.determined_by is constraint:
            self.determined_by = None


class Constraint:
    """A relation that one of its methods can make true."""

    def __init__(self, strength: Strength) -> None:
        self.strength = strength

    def add(self, planner: Planner) -> None:
        """Let it take part."""
        self.attach()
        planner.incremental_add(self)

    def destroy(self, planner: Planner) -> None:
        """Let it take part no more."""
        if self.is_satisfied():
            planner.incremental_remove(self)
        else:
            self.detach()

    def satisfy(self, mark: int, planner: Planner) -> Constraint | None:
        """Try to enforce it; the constraint that it displaced, which may have another way."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == Strength.REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        self.mark_inputs(mark)
        target = self.output()
        overridden = target.determined_by
        if overridden is not None:
            overridden.unsatisfy()
        target.determined_by = self
        if not planner.propagate(self, mark):
            raise ValueError("a cycle of constraints")
        target.mark = mark
        return overridden

    def attach(self) -> None:
        """Enter it into its variables."""
        raise NotImplementedError

    def detach(self) -> None:
        """Take it out of its variables."""
        raise NotImplementedError

    def is_satisfied(self) -> bool:
        """Whether a method is chosen."""
        raise NotImplementedError

    def choose_method(self, mark: int) -> None:
        """Choose which variable it determines, by strength."""
        raise NotImplementedError

    def mark_inputs(self, mark: int) -> None:
        """Mark what it reads."""
        raise NotImplementedError

    def output(self) -> Variable:
        """What it determines."""
        raise NotImplementedError

    def unsatisfy(self) -> None:
        """Choose no method."""
        raise NotImplementedError

    def recalculate(self) -> None:
        """Strength, stay and value of its output from its inputs."""
        raise NotImplementedError

    def execute(self) -> None:
        """Enforce it."""
        raise NotImplementedError

    def inputs_known(self, mark: int) -> bool:
        """Whether all that it reads is determined."""
        raise NotImplementedError

    def is_input(self) -> bool:
        """Whether its value comes from outside."""
        return False


class Unary(Constraint):
    """On one variable."""

    def __init__(self, variable: Variable, strength: Strength, planner: Planner) -> None:
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        self.add(planner)

    def attach(self) -> None:
        self.variable.constraints.append(self)
        self.satisfied = False

    def detach(self) -> None:
        self.variable.remove(self)
        self.satisfied = False

    def choose_method(self, mark: int) -> None:
        variable = self.variable
        self.satisfied = variable.mark != mark and self.strength < variable.strength

    def is_satisfied(self) -> bool:
        return self.satisfied

    def mark_inputs(self, mark: int) -> None:
        pass

    def output(self) -> Variable:
        return self.variable

    def unsatisfy(self) -> None:
        self.satisfied = False

    def recalculate(self) -> None:
        self.variable.strength = self.strength
        self.variable.stay = not self.is_input()
        if self.variable.stay:
            self.execute()

    def inputs_known(self, mark: int) -> bool:
        return True


class Stay(Unary):
    """Should keep its value."""

    def execute(self) -> None:
        pass


class Edit(Unary):
    """Is set from outside."""

    def is_input(self) -> bool:
        return True

    def execute(self) -> None:
        pass


class Binary(Constraint):
    """On two variables; direction says which one it determines."""

    def __init__(
        self, first: Variable, second: Variable, strength: Strength, planner: Planner
    ) -> None:
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = NONE
        self.add(planner)

    def choose_method(self, mark: int) -> None:
        first = self.first
        second = self.second
        if first.mark == mark:
            free = second.mark != mark and self.strength < second.strength
            self.direction = FORWARD if free else NONE
        elif second.mark == mark:
            self.direction = BACKWARD if self.strength < first.strength else NONE
        elif first.strength > second.strength:
            self.direction = BACKWARD if self.strength < first.strength else NONE
        else:
            self.direction = FORWARD if self.strength < second.strength else NONE

    def attach(self) -> None:
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = NONE

    def detach(self) -> None:
        self.first.remove(self)
        self.second.remove(self)
        self.direction = NONE

    def is_satisfied(self) -> bool:
        return self.direction != NONE

    def mark_inputs(self, mark: int) -> None:
        self.input().mark = mark

    def input(self) -> Variable:
        """What it reads."""
        return self.first if self.direction == FORWARD else self.second

    def output(self) -> Variable:
        return self.second if self.direction == FORWARD else self.first

    def unsatisfy(self) -> None:
        self.direction = NONE

    def recalculate(self) -> None:
        source = self.input()
        target = self.output()
        target.strength = max(self.strength, source.strength)
        target.stay = source.stay
        if target.stay:
            self.execute()

    def inputs_known(self, mark: int) -> bool:
        source = self.input()
        return source.mark == mark or source.stay or source.determined_by is None


class Equality(Binary):
    """Both are equal."""

    def execute(self) -> None:
        self.output().value = self.input().value


class Scale(Binary):
    """second = first * factor + offset"""

    def __init__(
        self,
        source: Variable,
        factor: Variable,
        offset: Variable,
        target: Variable,
        strength: Strength,
        planner: Planner,
    ) -> None:
        self.factor = factor
        self.offset = offset
        super().__init__(source, target, strength, planner)

    def attach(self) -> None:
        super().attach()
        self.factor.constraints.append(self)
        self.offset.constraints.append(self)

    def detach(self) -> None:
        super().detach()
        self.factor.remove(self)
        self.offset.remove(self)

    def mark_inputs(self, mark: int) -> None:
        super().mark_inputs(mark)
        self.factor.mark = mark
        self.offset.mark = mark

    def execute(self) -> None:
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.factor.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.factor.value

    def recalculate(self) -> None:
        source = self.input()
        target = self.output()
        target.strength = max(self.strength, source.strength)
        target.stay = source.stay and self.factor.stay and self.offset.stay
        if target.stay:
            self.execute()


class Planner:
    """Keeps as many constraints satisfied as their strengths allow, a change at a time."""

    def __init__(self) -> None:
        self.mark = 0

    def new_mark(self) -> int:
        """A mark that nothing has."""
        self.mark += 1
        return self.mark

    def incremental_add(self, constraint: Constraint) -> None:
        """Satisfy a constraint, then what it displaced, and so on."""
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def incremental_remove(self, constraint: Constraint) -> None:
        """Let others take what a constraint determined."""
        target = constraint.output()
        constraint.unsatisfy()
        constraint.detach()
        unsatisfied = self.remove_from(target)
        for strength in Strength:
            for other in unsatisfied:
                if other.strength == strength:
                    self.incremental_add(other)

    def remove_from(self, target: Variable) -> list[Constraint]:
        """Forget what was propagated from a variable; the constraints that may hold now."""
        target.determined_by = None
        target.strength = Strength.WEAKEST
        target.stay = True
        unsatisfied: list[Constraint] = []
        todo = [target]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            for constraint in self.consumers(variable):
                constraint.recalculate()
                todo.append(constraint.output())
        return unsatisfied

    def propagate(self, constraint: Constraint, mark: int) -> bool:
        """Recalculate all that follows; False if it leads back to the constraint."""
        todo = [constraint]
        while todo:
            current = todo.pop()
            if current.output().mark == mark:
                self.incremental_remove(constraint)
                return False
            current.recalculate()
            todo.extend(self.consumers(current.output()))
        return True

    def consumers(self, variable: Variable) -> list[Constraint]:
        """The satisfied constraints that read a variable."""
        determining = variable.determined_by
        return [
            constraint
            for constraint in variable.constraints
            if constraint is not determining and constraint.is_satisfied()
        ]

    def plan(self, edits: list[Edit]) -> list[Constraint]:
        """The constraints to execute, in order, when these inputs change."""
        mark = self.new_mark()
        result: list[Constraint] = []
        todo: list[Constraint] = [edit for edit in edits if edit.is_satisfied()]
        while todo:
            constraint = todo.pop()
            target = constraint.output()
            if target.mark != mark and constraint.inputs_known(mark):
                result.append(constraint)
                target.mark = mark
                todo.extend(self.consumers(target))
        return result


def change(planner: Planner, variable: Variable, value: int) -> None:
    """Edit a variable, several times, as a user who drags would."""
    edit = Edit(variable, Strength.PREFERRED, planner)
    plan = planner.plan([edit])
    for _ in range(10):
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.destroy(planner)


def chain(size: int) -> int:
    """A long chain of equalities; the sum of what came out at its end."""
    planner = Planner()
    variables = [Variable(f"v{i}", 0) for i in range(size + 1)]
    for i in range(size):
        Equality(variables[i], variables[i + 1], Strength.REQUIRED, planner)
    Stay(variables[size], Strength.STRONG_DEFAULT, planner)
    edit = Edit(variables[0], Strength.PREFERRED, planner)
    plan = planner.plan([edit])
    total = 0
    for i in range(100):
        variables[0].value = i
        for constraint in plan:
            constraint.execute()
        if variables[size].value != i:
            raise ValueError("the chain is broken")
        total += variables[size].value
    edit.destroy(planner)
    return total


def projection(size: int) -> int:
    """Many pairs under one scale, changed from both sides; the sum of the last values."""
    planner = Planner()
    scale = Variable("scale", 10)
    offset = Variable("offset", 1000)
    sources: list[Variable] = []
    targets: list[Variable] = []
    for i in range(size):
        source = Variable(f"source{i}", i)
        target = Variable(f"target{i}", i)
        sources.append(source)
        targets.append(target)
        Stay(source, Strength.NORMAL, planner)
        Scale(source, scale, offset, target, Strength.REQUIRED, planner)
    change(planner, sources[-1], 17)
    if targets[-1].value != 1170:
        raise ValueError("projection forwards is wrong")
    change(planner, targets[-1], 1050)
    if sources[-1].value != 5:
        raise ValueError("projection backwards is wrong")
    change(planner, scale, 5)
    change(planner, offset, 2000)
    return sum(target.value for target in targets)


def main() -> None:
    """As many rounds as asked for, of both tests."""
    rounds = int(sys.argv[1])
    start = time.perf_counter()
    checksum = 0
    for _ in range(rounds):
        checksum += chain(1000) + projection(1000)
    print(checksum)
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
