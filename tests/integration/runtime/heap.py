"""Allocation until the collector has run many times; what is reachable stays."""


class Node:
    def __init__(self, value: int, left: "Node | None", right: "Node | None") -> None:
        self.value = value
        self.left = left
        self.right = right


def build(depth: int, value: int) -> Node:
    if depth == 0:
        return Node(value, None, None)
    return Node(value, build(depth - 1, 2 * value), build(depth - 1, 2 * value + 1))


def total(node: Node | None) -> int:
    if node is None:
        return 0
    return node.value + total(node.left) + total(node.right)


def main() -> None:
    kept = build(10, 1)
    table: dict[str, list[int]] = {}
    texts: list[str] = []
    for turn in range(40):
        garbage = build(10, turn)
        if turn % 10 == 0:
            print(turn, total(garbage), total(kept))
        table[f"key{turn % 7}"] = [turn] * 100
        texts.append("x" * turn)
        for i in range(500):
            text = f"{turn}-{i}"
            if text == "39-499":
                print(text)
    print(total(kept), sorted(table), len(texts), sum(len(t) for t in texts))
    print([table[k][0] for k in sorted(table)])
    chain: Node | None = None
    for i in range(20000):
        chain = Node(i, chain, None)
    length = 0
    walk = chain
    while walk is not None:
        length += 1
        walk = walk.left
    print(length)
    blob = bytearray()
    for i in range(200):
        blob = bytearray(20000)
        blob[i] = 7
    print(len(blob), sum(blob))


if __name__ == "__main__":
    main()
