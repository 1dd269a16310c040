"""The heap and its collector on simulated memory, against a model of what is reachable.

The heap works on real memory through `Ptr`; what only an image has (registers, the stack, trace
words) is simulated. An object's words: header, then the model's number of the object, then its
pointers.
"""

import ctypes
import random

import pytest

from naja.compiler.codegen import constants
from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.runtime import blocks, cells, collector, heap, marker, sweep

LEAF, PAIR, ARRAY, WORDS, FRAME = 1, 2, 3, 4, 5
TRACE = {0: 0, LEAF: 0, PAIR: 1 | 1 << (2 + 2) | 1 << (2 + 3), ARRAY: 2 | 1 << 2 | 1 << 10,
         WORDS: 3, FRAME: marker.FRAME}  # fmt: skip
ROOTS, PINNED = 16, 6
INITIAL = {
    (module, name): value
    for module in (blocks, cells, marker, sweep, collector)
    for name, value in vars(module).items()
    if isinstance(value, int | Ptr) and name.islower()
}


class Machine:
    """Memory for a heap, a stack and static data, with the heap's modules started afresh on it."""

    def __init__(self, patch, blocks_wanted):
        self.memory = ctypes.create_string_buffer(blocks_wanted * 4500 + 8192)
        self.stack = ctypes.create_string_buffer(ROOTS * 8)
        self.data = ctypes.create_string_buffer(64 + 8 * cells.WORDS * cells.CLASSES + 64)
        self.constants = {
            id(table): ctypes.create_string_buffer(table, len(table))
            for table in (cells.CLASS_OF, cells.CLASS_GRANULES)
        }
        for (module, name), value in INITIAL.items():
            patch.setattr(module, name, value)
        start = ctypes.addressof(self.memory)
        patch.setattr(blocks.contract, "heap_start", lambda: start)
        patch.setattr(blocks.contract, "heap_end", lambda: start + len(self.memory))
        stack = ctypes.addressof(self.stack)
        patch.setattr(unsafe, "stack_pointer", lambda: stack)
        patch.setattr(collector, "stack_base", stack + len(self.stack))
        data = ctypes.addressof(self.data)
        symbols = {
            "__data_start": data,
            "__bss_end": data + len(self.data),
            "naja_cells": data + 64,
        }
        patch.setattr(unsafe, "symbol_address", symbols.__getitem__)
        patch.setattr(unsafe, "save_registers", lambda buffer: None)
        patch.setattr(unsafe, "rdtsc", lambda: 0)
        patch.setattr(unsafe, "trace_word", lambda kind: TRACE[kind])
        patch.setattr(unsafe, "tail", lambda table: Ptr[u8](self.address_of_table(table)))
        patch.setattr(heap.errors, "memory", MemoryError)
        self.roots = Ptr[int](stack)

    def address_of_table(self, table):
        return ctypes.addressof(self.constants[id(table)])

    def store(self, pointer, word, value):
        """What compiled code does for `object.field = value`."""
        if collector.marking:
            collector.overwritten(pointer.address + 8 * word)
        pointer[word] = value

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
        for slot in range(PINNED):
            self.allocate(ARRAY, 40, slot)

    def step(self):
        choice = self.random.random()
        if choice < 0.4:
            self.allocate_any()
        elif choice < 0.42:
            self.set_root(self.random.randrange(PINNED, ROOTS), None)
        elif choice < 0.6:
            known = sorted(self.reachable())
            if known:  # a pointer is loaded from somewhere
                self.set_root(self.random.randrange(PINNED, ROOTS), self.random.choice(known))
        else:
            self.link()

    def allocate_any(self):
        kind = self.random.choice([LEAF, PAIR, PAIR, ARRAY, WORDS, FRAME])
        words = 4 if kind == PAIR else self.random.choice([3, 5, 9, 40, 140, 300, 1200])
        self.allocate(kind, words, self.random.randrange(PINNED, ROOTS))

    def allocate(self, kind, words, root):
        pointer = self.machine.allocate(kind, words)
        number = self.next
        self.next += 1
        if kind != FRAME:
            pointer[1] = words - 2 if kind == ARRAY else number
        several = list(range(2, words))
        slots = {PAIR: [2, 3], ARRAY: several, WORDS: several, FRAME: several}
        self.objects[number] = (pointer, slots.get(kind, []), words)
        self.links[number] = {}
        self.set_root(root, number)

    def set_root(self, slot, number):
        self.machine.roots[slot] = self.inside(number) if number else 0
        self.roots[slot] = number

    def inside(self, number):
        """An address somewhere in the object."""
        pointer, _, words = self.objects[number]
        return pointer.address + 8 * self.random.randrange(words)

    def link(self):
        """Store a pointer, often one that hangs a root's object elsewhere and takes the root."""
        known = sorted(self.reachable())
        if known:
            source, target = self.random.choice(known), self.random.choice(known)
            slot = self.random.randrange(PINNED, ROOTS)
            if self.roots.get(slot) and source != self.roots[slot] and self.objects[source][1]:
                target = self.roots[slot]
                self.set_root(slot, None)
            pointer, slots, _ = self.objects[source]
            if slots:
                word = self.random.choice(slots)
                self.write(pointer, word, self.inside(target))
                self.links[source][word] = pointer[word], target

    def write(self, pointer, word, value):
        """A store into an object; a coroutine writes into its own frame, once it goes on."""
        if pointer[0] != FRAME:
            self.machine.store(pointer, word, value)
            return
        if collector.marking:
            collector.resumed(pointer.address + 16)
        pointer[word] = value

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
            if pointer[0] != FRAME:
                assert pointer[1] == (len(slots) if pointer[0] == ARRAY else number)
            for word in slots:
                assert pointer[word] == self.links[number].get(word, (0, 0))[0]
        self.objects = {n: self.objects[n] for n in alive}
        self.links = {n: self.links[n] for n in alive}


@pytest.mark.parametrize("seed", range(4))
def test_random_graphs(machine, monkeypatch, seed):
    model = Model(machine(400), seed)
    for name, value in {"trigger": 10, "LEAST_AT_FIRST": 10, "SLICE": 100}.items():
        monkeypatch.setattr(collector, name, value)
    monkeypatch.setattr(sweep, "SLICE", 4)
    for step in range(2500):
        model.step()
        if step % 100 == 99:
            model.check()
    model.check()
    assert collector.cycles > 0


def test_garbage_is_reused(machine):
    small = machine(24)
    for _ in range(3000):
        small.allocate(LEAF, 20)
    assert blocks.used <= blocks.count < 40


def test_what_a_large_object_does_not_need_is_free_again(machine):
    memory = machine(60)
    start = heap.allocate_uncleared(20 * 4096, LEAF).address
    memory.roots[0] = start
    used = blocks.used
    heap.shorten(start, 5 * 4096)
    assert used - blocks.used in (15, 16)
    heap.shorten(start, 5 * 4096)
    heap.shorten(memory.allocate(LEAF, 3).address, 16)
    collector.collect()
    assert blocks.used <= 7
    assert memory.allocate(LEAF, 30 * 512)


def test_memory_that_is_filled_at_once_is_not_cleared(machine):
    machine(60)
    first = heap.allocate_uncleared(8192, LEAF)
    for index in range(16, 8192):
        first[index] = 0xEE
    collector.collect()
    while True:
        again = heap.allocate_uncleared(8192, LEAF)
        if again[4096] == 0xEE:
            break
    assert all(heap.allocate(9000, LEAF)[index] == 0 for index in range(16, 9000, 8))


def test_large_objects_begin_on_different_lines(machine):
    memory = machine(40)
    starts = [memory.allocate(LEAF, 400).address & 4095 for _ in range(10)]
    assert len(set(starts)) == 10
    assert all(start % 64 == 0 and start + 3200 <= 4096 for start in starts)


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
            small.store(pair, 2, head)
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
    monkeypatch.setattr(blocks, "mark_capacity", marker.BOTTOM + 4)
    for number in range(300):
        following, side = small.allocate(PAIR, 4), small.allocate(PAIR, 4)
        small.store(head, 2, following.address)
        small.store(head, 3, side.address)
        side[1] = number
        head = following
        small.roots[0] = first.address
        small.roots[1] = head.address
    collector.collect()
    number = 0
    while first[2]:
        assert Ptr[int](first[3])[1] == number
        first = Ptr[int](first[2])
        number += 1
    assert number == 300


def test_interior_pointer_into_memory_that_held_small_cells(machine):
    small = machine(60)
    while blocks.used < 20:
        small.allocate(LEAF, 4)
    collector.collect()
    assert blocks.used <= 1  # the range that allocation goes on with
    large = small.allocate(LEAF, 1200)
    small.roots[0] = large.address + 8 * 700
    for _ in range(3):
        collector.collect()
    assert blocks.used <= 4
    assert large[0] == LEAF


def test_the_code_generator_makes_room_for_all_classes():
    assert cells.CLASSES * cells.WORDS == constants.CELL_TABLE_WORDS


def test_the_host_gets_back_what_is_free(machine, monkeypatch):
    small = machine(200)
    given = []

    def discard(start, size):
        ctypes.memset(start, 0, size)
        given.append(size)
        return True

    monkeypatch.setattr(blocks.contract, "discard", discard, raising=False)
    monkeypatch.setattr(blocks, "SPARED", 10)
    monkeypatch.setattr(collector, "trigger", 1000)
    kept = [small.allocate(LEAF, 5000) for _ in range(8)]
    for number, pointer in enumerate(kept[::3]):
        small.roots[number] = pointer.address
    collector.collect()
    while blocks.give_back():
        pass
    free = sum(1 for block in range(blocks.touched) if int(blocks.labels[block]) == blocks.DIRTY)
    assert sum(given) >= 30 * 4096
    assert free <= 22  # two runs, with the second of which enough is spared
    for _ in range(20):
        small.allocate(LEAF, 5000)
