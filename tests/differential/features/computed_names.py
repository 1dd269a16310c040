# mypy: ignore-errors
"""getattr and hasattr with names that are known only when the program runs."""

from __future__ import annotations


class Node:
    pass


class Num(Node):
    def __init__(self, value: float) -> None:
        self.value = value


class Add(Node):
    def __init__(self, left: Node, right: Node) -> None:
        self.left, self.right = left, right


class Neg(Node):
    def __init__(self, operand: Node) -> None:
        self.operand = operand


class Odd(Node):
    pass


class Visitor:
    def visit(self, node: Node):
        name = "visit_" + type(node).__name__
        method = getattr(self, name, self.generic_visit)
        return method(node)

    def generic_visit(self, node):
        raise Exception("No visit_{} method".format(type(node).__name__))


class Evaluator(Visitor):
    def __init__(self) -> None:
        self.count = 0

    def visit_Num(self, node: Num) -> float:
        self.count += 1
        return node.value

    def visit_Add(self, node: Add):
        return self.visit(node.left) + self.visit(node.right)

    def visit_Neg(self, node):
        return -self.visit(node.operand)


class Printer(Visitor):
    def visit_Num(self, node: Num) -> str:
        return str(node.value)

    def visit_Add(self, node):
        return f"({self.visit(node.left)} + {self.visit(node.right)})"

    def visit_Neg(self, node):
        return f"-{self.visit(node.operand)}"


class Config:
    def __init__(self):
        self.width = 3
        self.name = "c"


def show(c: Config, key: str) -> None:
    try:
        print(key, hasattr(c, key), getattr(c, key, None), getattr(c, key))
    except AttributeError as e:
        print(e)


class Interp:
    def run(self, op: str, a: int, b: int) -> int:
        return getattr(self, f"op_{op}")(a, b)

    def op_add(self, a, b):
        return a + b

    def op_mul(self, a, b):
        return a * b


def visitors() -> None:
    tree = Add(Num(1.5), Neg(Add(Num(2.0), Num(3.0))))
    evaluator = Evaluator()
    print(evaluator.visit(tree), evaluator.count)
    print(Printer().visit(tree))
    for visitor in (Evaluator(), Printer()):
        try:
            print(visitor.visit(Neg(Odd())))
        except Exception as error:
            print(error)


def fields() -> None:
    for key in ("width", "name", "other"):
        show(Config(), key)


def operations() -> None:
    print(Interp().run("add", 2, 3), Interp().run("mul", 2, 3))
    try:
        Interp().run("sub", 2, 3)
    except AttributeError as error:
        print(error)


def same(a, b) -> tuple:
    return type(a) == type(b), type(a) is not type(b)


def classes_compared() -> None:
    values = [1, 2.5, "x", True, None, Num(1.0), Odd()]
    for a in values:
        print([same(a, b) for b in values])


def pair(n: int):
    return (1, 2) if n else (None, None)


def tuples_apart() -> None:
    for n in (0, 1):
        a, b = pair(n)
        print(a, b)
