"""The heap and its collector on simulated memory, against a model of what is reachable.

The heap works on real memory through `Ptr`; what only an image has (registers, the stack, trace
words) is simulated. An object's words: header, then the model's number of the object, then its
pointers.
"""

import ctypes
import random

import pytest

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.runtime import collector, heap, sweep

LEAF, PAIR, ARRAY, WORDS = 1, 2, 3, 4
TRACE = {LEAF: 0, PAIR: 1 | 1 << (2 + 2) | 1 << (2 + 3), ARRAY: 2 | 1 << 2 | 1 << 10, WORDS: 3}
ROOTS = 64


class Machine:
    """Memory for a heap, a stack and static data, with the heap module started afresh on it."""

    def __init__(self, patch, blocks):
        self.memory = ctypes.create_string_buffer(blocks * 4500 + 8192)
        self.stack = ctypes.create_string_buffer(ROOTS * 8)
        self.data = ctypes.create_string_buffer(64)
        self.free = ctypes.create_string_buffer(8 * heap.CLASSES)
        self.tables = {
            id(table): ctypes.create_string_buffer(table, len(table))
            for table in (heap.CLASS_OF, heap.CLASS_GRANULES)
        }
        self._patch_heap(patch)
        start = ctypes.addressof(self.memory)
        patch.setattr(heap.contract, "heap_start", lambda: start)
        patch.setattr(heap.contract, "heap_end", lambda: start + len(self.memory))
        stack = ctypes.addressof(self.stack)
        patch.setattr(unsafe, "stack_pointer", lambda: stack)
        patch.setattr(heap, "stack_base", stack + len(self.stack))
        data = ctypes.addressof(self.data)
        symbols = {"__data_start": data, "__bss_end": data + len(self.data)}
        patch.setattr(unsafe, "symbol_address", symbols.__getitem__)
        patch.setattr(unsafe, "save_registers", lambda buffer: None)
        patch.setattr(unsafe, "trace_word", lambda kind: TRACE[kind])
        patch.setattr(unsafe, "tail", lambda table: Ptr[u8](self.address_of_table(table)))
        patch.setattr(heap.errors, "memory", MemoryError)
        self.roots = Ptr[int](stack)

    def _patch_heap(self, patch):
        class Free:
            items = Ptr[int](ctypes.addressof(self.free))

        patch.setattr(heap, "FREE", Free)
        for name, value in {
            "base": 0, "limit": 0, "block_count": 0, "colour": 1, "first_free": 0,
            "used_blocks": 0, "budget": heap.SMALLEST_BUDGET,
        }.items():  # fmt: skip
            patch.setattr(heap, name, value)
        patch.setattr(sweep, "next_block", 0)
        patch.setattr(sweep, "end_block", 0)

    def address_of_table(self, table):
        return ctypes.addressof(self.tables[id(table)])

    def allocate(self, kind, words):
        """A new object: its words behind the header must all be zero."""
        pointer = heap.allocate(8 * words, kind).cast(int)
        assert pointer[0] == kind
        assert not any(pointer[index] for index in range(1, words))
        return pointer


@pytest.fixture
def machine(monkeypatch):
    def make(blocks):
        return Machine(monkeypatch, blocks)

    return make


class Model:
    """Objects by number: their pointer, and the numbers that they point to by word."""

    def __init__(self, machine, seed):
        self.machine, self.random = machine, random.Random(seed)
        self.objects, self.links, self.next = {}, {}, 1
        self.roots = {}

    def step(self):
        choice = self.random.random()
        if choice < 0.6:
            self.allocate()
        elif choice < 0.8:
            self.set_root(self.random.randrange(ROOTS), None)
        else:
            self.link()

    def allocate(self):
        kind = self.random.choice([LEAF, PAIR, PAIR, ARRAY, WORDS])
        words = 4 if kind == PAIR else self.random.choice([3, 5, 9, 40, 140, 300, 1200])
        pointer = self.machine.allocate(kind, words)
        number = self.next
        self.next += 1
        pointer[1] = words - 2 if kind == ARRAY else number
        slots = {PAIR: [2, 3], ARRAY: list(range(2, words)), WORDS: list(range(2, words))}
        self.objects[number] = (pointer, slots.get(kind, []), words)
        self.links[number] = {}
        self.set_root(self.random.randrange(ROOTS), number)

    def set_root(self, slot, number):
        self.machine.roots[slot] = self.inside(number) if number else 0
        self.roots[slot] = number

    def inside(self, number):
        """An address somewhere in the object."""
        pointer, _, words = self.objects[number]
        return pointer.address + 8 * self.random.randrange(words)

    def link(self):
        known = list(self.reachable())
        if known:
            source, target = self.random.choice(known), self.random.choice(known)
            pointer, slots, _ = self.objects[source]
            if slots:
                word = self.random.choice(slots)
                pointer[word] = self.inside(target)
                self.links[source][word] = pointer[word], target

    def reachable(self):
        found, pending = set(), [n for n in self.roots.values() if n]
        while pending:
            number = pending.pop()
            if number not in found:
                found.add(number)
                pending += [target for _, target in self.links[number].values()]
        return found

    def check(self):
        """Every reachable object still holds what was stored in it."""
        alive = self.reachable()
        for number in alive:
            pointer, slots, _ = self.objects[number]
            assert pointer[1] == (len(slots) if pointer[0] == ARRAY else number)
            for word in slots:
                assert pointer[word] == self.links[number].get(word, (0, 0))[0]
        self.objects = {n: self.objects[n] for n in alive}
        self.links = {n: self.links[n] for n in alive}


@pytest.mark.parametrize("seed", range(4))
def test_random_graphs(machine, seed):
    model = Model(machine(120), seed)
    for step in range(1500):
        model.step()
        if step % 100 == 99:
            model.check()
    model.check()


def test_garbage_is_reused(machine):
    small = machine(24)
    for _ in range(3000):
        small.allocate(LEAF, 20)
    assert heap.used_blocks <= heap.block_count < 40


def test_wholly_free_blocks_serve_other_sizes(machine):
    small = machine(24)
    for words in (4, 60, 500, 2000, 4):
        for _ in range(60 if words < 100 else 20):
            small.allocate(LEAF, words)


def test_memory_error_when_all_is_reachable(machine):
    small = machine(24)
    head = 0
    with pytest.raises(MemoryError):
        for _ in range(40 * 4096 // 32):
            pair = small.allocate(PAIR, 4)
            pair[2] = head
            head = pair.address
            small.roots[0] = head
    small.roots[0] = 0
    small.allocate(PAIR, 4)


def test_large_sizes_are_refused(machine):
    machine(24)
    for size in (-4096, 1 << 50, 40 * 4096):
        with pytest.raises(MemoryError):
            heap.allocate(size, LEAF)


def test_deep_list_with_a_tiny_mark_stack(machine, monkeypatch):
    small = machine(60)
    head = small.allocate(PAIR, 4)
    first = head
    monkeypatch.setattr(heap, "mark_capacity", collector.SAVED_REGISTERS + 4)
    for number in range(300):
        following, side = small.allocate(PAIR, 4), small.allocate(PAIR, 4)
        head[2], head[3] = following.address, side.address
        side[1] = number
        head = following
        small.roots[0] = first.address
        small.roots[1] = head.address
    collector.collect()
    sweep.finish()
    number = 0
    while first[2]:
        assert Ptr[int](first[3])[1] == number
        first = Ptr[int](first[2])
        number += 1
    assert number == 300


def test_interior_pointer_into_memory_that_held_small_cells(machine):
    small = machine(60)
    while heap.used_blocks < 40:
        small.allocate(LEAF, 4)
    collector.collect()
    sweep.finish()
    assert heap.used_blocks == 0
    large = small.allocate(LEAF, 1200)
    small.roots[0] = large.address + 8 * 700
    for _ in range(3):
        collector.collect()
        sweep.finish()
    assert heap.used_blocks == 3
    assert large[0] == LEAF
