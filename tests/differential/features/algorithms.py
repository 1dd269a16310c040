"""Textbook algorithms, written as textbooks write them."""

from __future__ import annotations

import math
from typing import Optional


def binary_gcd_and_lcm() -> None:
    def lcm(a: int, b: int) -> int:
        return a * b // math.gcd(a, b)

    print(lcm(4, 6), lcm(21, 6))


def fast_power() -> None:
    def power(base: int, exponent: int, modulus: int) -> int:
        result = 1
        base %= modulus
        while exponent > 0:
            if exponent & 1:
                result = result * base % modulus
            base = base * base % modulus
            exponent >>= 1
        return result

    print(power(3, 200, 1000007), pow(3, 200, 1000007))


def fibonacci_variants() -> None:
    def iterative(n: int) -> int:
        a, b = 0, 1
        for _ in range(n):
            a, b = b, a + b
        return a

    def recursive(n: int) -> int:
        return n if n < 2 else recursive(n - 1) + recursive(n - 2)

    print(iterative(50), recursive(15))


def hanoi() -> None:
    moves: list[tuple[str, str]] = []

    def move(n: int, source: str, target: str, spare: str) -> None:
        if n == 0:
            return
        move(n - 1, source, spare, target)
        moves.append((source, target))
        move(n - 1, spare, target, source)

    move(3, "A", "C", "B")
    print(len(moves), moves[:3])


def n_queens() -> None:
    def solve(n: int) -> int:
        def place(row: int, columns: set[int], down: set[int], up: set[int]) -> int:
            if row == n:
                return 1
            total = 0
            for c in range(n):
                if c not in columns and row - c not in down and row + c not in up:
                    total += place(row + 1, columns | {c}, down | {row - c}, up | {row + c})
            return total

        return place(0, set(), set(), set())

    print([solve(n) for n in range(1, 7)])


def edit_distance() -> None:
    def distance(a: str, b: str) -> int:
        previous = list(range(len(b) + 1))
        for i, ca in enumerate(a, 1):
            current = [i]
            for j, cb in enumerate(b, 1):
                cost = 0 if ca == cb else 1
                current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost))
            previous = current
        return previous[-1]

    print(distance("kitten", "sitting"), distance("", "abc"))


class _TreeNode:
    def __init__(self, value: int) -> None:
        self.value = value
        self.left: Optional[_TreeNode] = None
        self.right: Optional[_TreeNode] = None


class _SearchTree:
    def __init__(self) -> None:
        self.root: Optional[_TreeNode] = None
        self.size = 0

    def insert(self, value: int) -> bool:
        if self.root is None:
            self.root = _TreeNode(value)
            self.size += 1
            return True
        node = self.root
        while True:
            if value == node.value:
                return False
            if value < node.value:
                if node.left is None:
                    node.left = _TreeNode(value)
                    break
                node = node.left
            else:
                if node.right is None:
                    node.right = _TreeNode(value)
                    break
                node = node.right
        self.size += 1
        return True

    def height(self) -> int:
        def depth(node: Optional[_TreeNode]) -> int:
            if node is None:
                return 0
            return 1 + max(depth(node.left), depth(node.right))

        return depth(self.root)

    def in_order(self) -> list[int]:
        out: list[int] = []

        def walk(node: Optional[_TreeNode]) -> None:
            if node:
                walk(node.left)
                out.append(node.value)
                walk(node.right)

        walk(self.root)
        return out


def binary_search_tree() -> None:
    tree = _SearchTree()
    print([tree.insert(v) for v in [5, 3, 8, 1, 4, 5, 9]])
    print(tree.in_order(), tree.size, tree.height())


class _ListNode:
    def __init__(self, value: int, following: _ListNode | None = None) -> None:
        self.value = value
        self.next = following


def linked_list_reversal() -> None:
    head: _ListNode | None = None
    for n in range(4, 0, -1):
        head = _ListNode(n, head)
    previous: _ListNode | None = None
    while head:
        head.next, previous, head = previous, head, head.next
    out = []
    node = previous
    while node is not None:
        out.append(node.value)
        node = node.next
    print(out)


def linked_list_cycle() -> None:
    a = _ListNode(1, _ListNode(2, _ListNode(3)))
    assert a.next and a.next.next
    a.next.next.next = a.next
    slow = fast = a
    met = False
    while fast and fast.next and fast.next.next and slow.next:
        slow, fast = slow.next, fast.next.next
        if slow is fast:
            met = True
            break
    print(met, slow.value)


def dijkstra() -> None:
    graph: dict[str, dict[str, int]] = {
        "a": {"b": 7, "c": 3},
        "b": {"d": 2},
        "c": {"b": 1, "d": 8},
        "d": {},
    }
    distance = {node: math.inf for node in graph}
    distance["a"] = 0
    todo = set(graph)
    while todo:
        node = min(todo, key=lambda n: (distance[n], n))
        todo.remove(node)
        for after, cost in graph[node].items():
            distance[after] = min(distance[after], distance[node] + cost)
    print({n: int(d) for n, d in distance.items()})


def topological_sort() -> None:
    needs = {"shirt": ["tie"], "tie": ["jacket"], "trousers": ["shoes", "jacket"], "jacket": []}
    needs["shoes"] = []
    order: list[str] = []
    state: dict[str, int] = {}

    def visit(node: str) -> None:
        if state.get(node) == 1:
            raise ValueError("cycle")
        if state.get(node) == 2:
            return
        state[node] = 1
        for after in needs[node]:
            visit(after)
        state[node] = 2
        order.append(node)

    for name in needs:
        visit(name)
    print(order[::-1])


def union_find() -> None:
    parent = list(range(6))

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def union(a: int, b: int) -> bool:
        ra, rb = find(a), find(b)
        if ra == rb:
            return False
        parent[ra] = rb
        return True

    print(union(0, 1), union(1, 2), union(0, 2), len({find(x) for x in range(6)}))


def heap_sort() -> None:
    def sift(xs: list[int], start: int, end: int) -> None:
        root = start
        while (child := 2 * root + 1) < end:
            if child + 1 < end and xs[child] < xs[child + 1]:
                child += 1
            if xs[root] >= xs[child]:
                return
            xs[root], xs[child] = xs[child], xs[root]
            root = child

    xs = [5, 2, 8, 1, 9, 3]
    for start in range(len(xs) // 2 - 1, -1, -1):
        sift(xs, start, len(xs))
    for end in range(len(xs) - 1, 0, -1):
        xs[0], xs[end] = xs[end], xs[0]
        sift(xs, 0, end)
    print(xs)


def merge_sort() -> None:
    def sort(xs: list[float]) -> list[float]:
        if len(xs) < 2:
            return xs
        mid = len(xs) // 2
        left, right = sort(xs[:mid]), sort(xs[mid:])
        out: list[float] = []
        while left and right:
            out.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
        return out + left + right

    print(sort([3.5, 1.25, 2.0, -1.0]))


def radix_sort() -> None:
    xs = [170, 45, 75, 90, 2, 802]
    place = 1
    while max(xs) // place > 0:
        buckets: list[list[int]] = [[] for _ in range(10)]
        for x in xs:
            buckets[x // place % 10].append(x)
        xs = [x for bucket in buckets for x in bucket]
        place *= 10
    print(xs)


def roman_numerals() -> None:
    table = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")]
    table += [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]

    def roman(n: int) -> str:
        out = ""
        for value, sign in table:
            while n >= value:
                out += sign
                n -= value
        return out

    print(roman(1994), roman(2024), roman(4))


def caesar_cipher() -> None:
    def shift(text: str, by: int) -> str:
        out = []
        for c in text:
            if c.isupper():
                out.append(chr((ord(c) - 65 + by) % 26 + 65))
            elif c.islower():
                out.append(chr((ord(c) - 97 + by) % 26 + 97))
            else:
                out.append(c)
        return "".join(out)

    print(shift("Hello, World!", 3), shift(shift("Hello", 5), -5))


def run_length_encoding() -> None:
    def encode(text: str) -> list[tuple[str, int]]:
        out: list[tuple[str, int]] = []
        for c in text:
            if out and out[-1][0] == c:
                out[-1] = (c, out[-1][1] + 1)
            else:
                out.append((c, 1))
        return out

    pairs = encode("aaabccd")
    print(pairs, "".join(c * n for c, n in pairs))


def balanced_brackets() -> None:
    def balanced(text: str) -> bool:
        pairs = {")": "(", "]": "[", "}": "{"}
        stack = []
        for c in text:
            if c in pairs.values():
                stack.append(c)
            elif c in pairs:
                if not stack or stack.pop() != pairs[c]:
                    return False
        return not stack

    print(balanced("([]{})"), balanced("(]"), balanced("(("))


def expression_parser() -> None:
    class_text = "2*(3+4)-5/(1+1)"
    at = 0

    def peek() -> str:
        return class_text[at] if at < len(class_text) else ""

    def take() -> str:
        nonlocal at
        at += 1
        return class_text[at - 1]

    def factor() -> float:
        if peek() == "(":
            take()
            value = expression()
            take()
            return value
        digits = ""
        while peek().isdigit():
            digits += take()
        return float(digits)

    def term() -> float:
        value = factor()
        while peek() in ("*", "/"):
            value = value * factor() if take() == "*" else value / factor()
        return value

    def expression() -> float:
        value = term()
        while peek() and peek() in "+-":
            if take() == "+":
                value += term()
            else:
                value -= term()
        return value

    print(expression())


def matrix_determinant() -> None:
    def determinant(m: list[list[int]]) -> int:
        if len(m) == 1:
            return m[0][0]
        total = 0
        for c in range(len(m)):
            minor = [row[:c] + row[c + 1 :] for row in m[1:]]
            total += (-1) ** c * m[0][c] * determinant(minor)
        return total

    print(determinant([[2, 0, 1], [1, 3, 2], [1, 1, 4]]))


def newton_square_root() -> None:
    def root(x: float) -> float:
        guess = x / 2
        while abs(guess * guess - x) > 1e-10:
            guess = (guess + x / guess) / 2
        return guess

    print(round(root(2.0), 8), f"{root(10.0):.4f}")


def mean_and_deviation() -> None:
    data = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]
    mean = sum(data) / len(data)
    variance = sum((x - mean) ** 2 for x in data) / len(data)
    print(mean, variance, math.sqrt(variance))


def median_of_list() -> None:
    def median(xs: list[int]) -> float:
        ordered = sorted(xs)
        half = len(ordered) // 2
        if len(ordered) % 2:
            return float(ordered[half])
        return (ordered[half - 1] + ordered[half]) / 2

    print(median([3, 1, 2]), median([4, 1, 3, 2]))


def prime_factors() -> None:
    def factors(n: int) -> list[int]:
        out, d = [], 2
        while d * d <= n:
            while n % d == 0:
                out.append(d)
                n //= d
            d += 1
        if n > 1:
            out.append(n)
        return out

    print(factors(360), factors(97), factors(1001))


def perfect_numbers() -> None:
    print([n for n in range(2, 500) if sum(d for d in range(1, n) if n % d == 0) == n])


def digits_and_palindromes() -> None:
    print(sum(int(d) for d in str(98765)), [n for n in range(100, 200) if str(n) == str(n)[::-1]])


def happy_numbers() -> None:
    def happy(n: int) -> bool:
        seen = set()
        while n != 1 and n not in seen:
            seen.add(n)
            n = sum(int(d) ** 2 for d in str(n))
        return n == 1

    print([n for n in range(1, 50) if happy(n)])


def game_of_life() -> None:
    alive = {(1, 0), (1, 1), (1, 2)}

    def step(cells: set[tuple[int, int]]) -> set[tuple[int, int]]:
        counts: dict[tuple[int, int], int] = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        key = (x + dx, y + dy)
                        counts[key] = counts.get(key, 0) + 1
        return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}

    print(sorted(step(alive)), step(step(alive)) == alive)


def change_making() -> None:
    def ways(amount: int, coins: list[int]) -> int:
        table = [1] + [0] * amount
        for coin in coins:
            for total in range(coin, amount + 1):
                table[total] += table[total - coin]
        return table[amount]

    print(ways(10, [1, 2, 5]), ways(100, [1, 5, 10, 25, 50]))


def maximum_subarray() -> None:
    def best(xs: list[int]) -> int:
        current = top = xs[0]
        for x in xs[1:]:
            current = max(x, current + x)
            top = max(top, current)
        return top

    print(best([-2, 1, -3, 4, -1, 2, 1, -5, 4]), best([-3, -1]))


def two_sum() -> None:
    def find(xs: list[int], target: int) -> tuple[int, int] | None:
        seen: dict[int, int] = {}
        for i, x in enumerate(xs):
            if target - x in seen:
                return seen[target - x], i
            seen[x] = i
        return None

    print(find([2, 7, 11, 15], 9), find([1, 2], 9))


def word_frequencies() -> None:
    text = "the cat and the dog and the bird"
    counts: dict[str, int] = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]:
        print(f"{word:<5}{n:>3}")


def anagram_groups() -> None:
    groups: dict[str, list[str]] = {}
    for w in ["eat", "tea", "tan", "ate", "nat", "bat"]:
        groups.setdefault("".join(sorted(w)), []).append(w)
    print(list(groups.values()))


def base_conversion() -> None:
    def convert(n: int, base: int) -> str:
        digits = "0123456789abcdef"
        out = ""
        while n:
            n, d = divmod(n, base)
            out = digits[d] + out
        return out or "0"

    print(convert(255, 16), convert(10, 2), convert(0, 7), int(convert(1234, 5), 5))


def bit_tricks() -> None:
    n = 0b101100
    print(bin(n), n & -n, n & (n - 1), bin(n).count("1"), n.bit_length(), n ^ (n >> 1))


def linear_congruential() -> None:
    seed = 42
    out = []
    for _ in range(5):
        seed = (1103515245 * seed + 12345) % 2**31
        out.append(seed % 100)
    print(out)


def pi_by_series() -> None:
    total, sign = 0.0, 1
    for k in range(1000):
        total += sign / (2 * k + 1)
        sign = -sign
    print(f"{4 * total:.6f}")


def mandelbrot_text() -> None:
    for row in range(-2, 3):
        line = ""
        for column in range(-4, 3):
            cr, ci = column / 2, row / 2
            zr = zi = 0.0
            steps = 0
            while zr * zr + zi * zi < 4 and steps < 20:
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                steps += 1
            line += "#" if steps == 20 else "."
        print(line)


class _Trie:
    def __init__(self) -> None:
        self.children: dict[str, _Trie] = {}
        self.is_word = False

    def insert(self, word: str) -> None:
        node = self
        for c in word:
            if c not in node.children:
                node.children[c] = _Trie()
            node = node.children[c]
        node.is_word = True

    def words(self, prefix: str = "") -> list[str]:
        out = [prefix] if self.is_word else []
        for c in sorted(self.children):
            out.extend(self.children[c].words(prefix + c))
        return out


def trie_of_objects() -> None:
    trie = _Trie()
    for w in ["to", "tea", "ten", "i", "in"]:
        trie.insert(w)
    print(trie.words(), trie.children["t"].words("t"))


class _Matrix:
    def __init__(self, rows: list[list[float]]) -> None:
        self.rows = rows

    def __matmul__(self, other: _Matrix) -> _Matrix:
        columns = [[r[i] for r in other.rows] for i in range(len(other.rows[0]))]
        return _Matrix([[sum(a * b for a, b in zip(r, c)) for c in columns] for r in self.rows])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Matrix) and self.rows == other.rows

    def __repr__(self) -> str:
        return "\n".join(" ".join(f"{x:g}" for x in row) for row in self.rows)


def matrix_class() -> None:
    a = _Matrix([[1.0, 2.0], [3.0, 4.0]])
    identity = _Matrix([[1.0, 0.0], [0.0, 1.0]])
    print(a @ identity == a)
    print(a @ a)


def josephus() -> None:
    people = list(range(1, 8))
    at = 0
    out = []
    while people:
        at = (at + 2) % len(people)
        out.append(people.pop(at))
    print(out)


def ackermann() -> None:
    def ack(m: int, n: int) -> int:
        if m == 0:
            return n + 1
        if n == 0:
            return ack(m - 1, 1)
        return ack(m - 1, ack(m, n - 1))

    print(ack(2, 3))


def sudoku_row_check() -> None:
    board = ["53..7....", "6..195...", ".98....6."]
    ok = True
    for row in board:
        digits = [c for c in row if c != "."]
        if len(digits) != len(set(digits)):
            ok = False
    print(ok)


def interval_merging() -> None:
    intervals = [[1, 3], [8, 10], [2, 6], [15, 18]]
    merged: list[list[int]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    print(merged)


def look_and_say() -> None:
    text = "1"
    for _ in range(5):
        print(text, end=" ")
        out, i = "", 0
        while i < len(text):
            j = i
            while j < len(text) and text[j] == text[i]:
                j += 1
            out += str(j - i) + text[i]
            i = j
        text = out
    print(text)


def gray_code() -> None:
    print([format(n ^ (n >> 1), "03b") for n in range(8)])


def luhn_check() -> None:
    def valid(number: str) -> bool:
        total = 0
        for i, c in enumerate(reversed(number)):
            d = int(c)
            if i % 2 == 1:
                d *= 2
                if d > 9:
                    d -= 9
            total += d
        return total % 10 == 0

    print(valid("4539578763621486"), valid("4539578763621487"))


def kmp_search() -> None:
    def search(text: str, pattern: str) -> list[int]:
        table = [0] * len(pattern)
        k = 0
        for i in range(1, len(pattern)):
            while k > 0 and pattern[k] != pattern[i]:
                k = table[k - 1]
            if pattern[k] == pattern[i]:
                k += 1
            table[i] = k
        found, k = [], 0
        for i, c in enumerate(text):
            while k > 0 and pattern[k] != c:
                k = table[k - 1]
            if pattern[k] == c:
                k += 1
            if k == len(pattern):
                found.append(i - k + 1)
                k = table[k - 1]
        return found

    print(search("abababcabab", "abab"))


def longest_common_subsequence() -> None:
    def lcs(a: str, b: str) -> str:
        table = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i in range(len(a)):
            for j in range(len(b)):
                if a[i] == b[j]:
                    table[i + 1][j + 1] = table[i][j] + a[i]
                else:
                    table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j], key=len)
        return table[-1][-1]

    print(lcs("AGGTAB", "GXTXAYB"))


def flood_fill() -> None:
    grid = [list("..#"), list(".##"), list("#..")]

    def fill(r: int, c: int) -> int:
        if not (0 <= r < 3 and 0 <= c < 3) or grid[r][c] != ".":
            return 0
        grid[r][c] = "o"
        return 1 + sum(fill(r + dr, c + dc) for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)))

    print(fill(0, 0), ["".join(row) for row in grid])


def simpson_rule() -> None:
    def integrate(f, a: float, b: float, n: int) -> float:  # type: ignore[no-untyped-def]
        h = (b - a) / n
        total = f(a) + f(b)
        for i in range(1, n):
            total += f(a + i * h) * (4 if i % 2 else 2)
        return total * h / 3

    print(round(integrate(lambda x: x * x, 0.0, 3.0, 10), 6))


def reverse_polish() -> None:
    def evaluate(text: str) -> float:
        stack: list[float] = []
        for token in text.split():
            if token in "+-*/":
                b, a = stack.pop(), stack.pop()
                if token == "+":
                    stack.append(a + b)
                elif token == "-":
                    stack.append(a - b)
                elif token == "*":
                    stack.append(a * b)
                else:
                    stack.append(a / b)
            else:
                stack.append(float(token))
        return stack[0]

    print(evaluate("3 4 + 2 *"), evaluate("5 1 2 + 4 * + 3 -"))
