"""Damages a program in small ways, as slips of its author would: the compiler has to refuse it or
compile it."""

import ast
import copy
import random
from collections.abc import Callable

CONSTANTS = ["0", "1.5", "'text'", "b'data'", "None", "True", "[]", "{}", "()", "[1]", "(1, 'a')"]
CONSTANTS += ["{'a': 1}", "-1", "99999999999999999999", "{1, 2}", "print", "int", "lambda: 1"]
OPERATORS = [ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.BitAnd]
OPERATORS += [ast.LShift, ast.MatMult]
COMPARES = [ast.Eq, ast.NotEq, ast.Lt, ast.GtE, ast.Is, ast.IsNot, ast.In, ast.NotIn]
TYPES = ["int", "str", "float", "bytes", "list[int]", "dict[str, int]", "int | None", "object"]
TYPES += ["tuple[int, str]", "set[str]", "Missing", "'int'", "list"]


class Mutator:
    """One seeded source of damage."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def mutate(self, tree: ast.Module) -> ast.Module:
        """A copy of the tree with one thing changed."""
        damaged = copy.deepcopy(tree)
        ways: list[Callable[[ast.Module], bool]] = [
            self.other_constant,
            self.other_expression,
            self.other_name,
            self.other_operator,
            self.other_annotation,
            self.other_attribute,
            self.fewer_statements,
            self.moved_statement,
            self.other_arguments,
            self.other_parameters,
        ]
        while not self.random.choice(ways)(damaged):
            pass
        return ast.fix_missing_locations(damaged)

    def chosen(self, tree: ast.AST, *kinds: type) -> ast.AST | None:
        found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
        return self.random.choice(found) if found else None

    def replace(self, tree: ast.AST, old: ast.AST, new: ast.AST) -> bool:
        for parent in ast.walk(tree):
            for name, value in ast.iter_fields(parent):
                if value is old:
                    setattr(parent, name, ast.copy_location(new, old))
                    return True
                if isinstance(value, list) and any(item is old for item in value):
                    value[[item is old for item in value].index(True)] = ast.copy_location(new, old)
                    return True
        return False

    def expression(self, tree: ast.AST) -> ast.expr | None:
        """Any expression that is read and stands in a function."""
        function = self.chosen(tree, ast.FunctionDef, ast.AsyncFunctionDef, ast.If)
        if function is None:
            return None
        body = ast.Module(function.body, [])  # type: ignore[attr-defined]
        texts = [n for n in ast.walk(body) if isinstance(n, ast.JoinedStr)]
        pieces = {id(piece) for text in texts for piece in text.values}
        found = [
            node
            for node in ast.walk(body)
            if isinstance(node, ast.expr)
            and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
            and not isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.Starred)
            and id(node) not in pieces
        ]
        return self.random.choice(found) if found else None

    def other_constant(self, tree: ast.Module) -> bool:
        old = self.expression(tree)
        new = ast.parse(self.random.choice(CONSTANTS), mode="eval").body
        return old is not None and self.replace(tree, old, new)

    def other_expression(self, tree: ast.Module) -> bool:
        old, new = self.expression(tree), self.expression(tree)
        return old is not None and new is not None and self.replace(tree, old, copy.deepcopy(new))

    def other_name(self, tree: ast.Module) -> bool:
        one, two = self.chosen(tree, ast.Name), self.chosen(tree, ast.Name)
        if one is None or two is None:
            return False
        one.id = two.id  # type: ignore[attr-defined]
        return True

    def other_operator(self, tree: ast.Module) -> bool:
        node = self.chosen(tree, ast.BinOp, ast.AugAssign, ast.Compare)
        if isinstance(node, ast.Compare):
            node.ops[0] = self.random.choice(COMPARES)()
        elif isinstance(node, ast.BinOp | ast.AugAssign):
            node.op = self.random.choice(OPERATORS)()
        return node is not None

    def other_annotation(self, tree: ast.Module) -> bool:
        node = self.chosen(tree, ast.arg, ast.AnnAssign, ast.FunctionDef)
        new = ast.parse(self.random.choice(TYPES), mode="eval").body
        if isinstance(node, ast.FunctionDef):
            node.returns = self.random.choice([None, new])
        elif isinstance(node, ast.AnnAssign):
            node.annotation = new
        elif isinstance(node, ast.arg):
            node.annotation = self.random.choice([None, new])
        return node is not None

    def other_attribute(self, tree: ast.Module) -> bool:
        one, two = self.chosen(tree, ast.Attribute), self.chosen(tree, ast.Attribute)
        if one is None or two is None:
            return False
        one.attr = two.attr  # type: ignore[attr-defined]
        return True

    def _bodies(self, tree: ast.AST) -> list[list[ast.stmt]]:
        return [n.body for n in ast.walk(tree) if isinstance(getattr(n, "body", None), list)]

    def fewer_statements(self, tree: ast.Module) -> bool:
        body = self.random.choice(self._bodies(tree))
        if not body or isinstance(body[-1], ast.If):
            return False
        del body[self.random.randrange(len(body))]
        if not body:
            body.append(ast.Pass())
        return True

    def moved_statement(self, tree: ast.Module) -> bool:
        source, target = (
            self.random.choice(self._bodies(tree)),
            self.random.choice(self._bodies(tree)),
        )
        if not source:
            return False
        statement = copy.deepcopy(self.random.choice(source))
        target.insert(self.random.randrange(len(target) + 1), statement)
        return True

    def other_arguments(self, tree: ast.Module) -> bool:
        call = self.chosen(tree, ast.Call)
        if not isinstance(call, ast.Call):
            return False
        if call.args and self.random.random() < 0.5:
            del call.args[self.random.randrange(len(call.args))]
        else:
            call.args.append(ast.parse(self.random.choice(CONSTANTS), mode="eval").body)
        return True

    def other_parameters(self, tree: ast.Module) -> bool:
        function = self.chosen(tree, ast.FunctionDef)
        if not isinstance(function, ast.FunctionDef):
            return False
        if function.args.args and not function.args.defaults and self.random.random() < 0.5:
            function.args.args.pop()
        else:
            function.args.args.insert(0, ast.arg("extra", None))
        return True
