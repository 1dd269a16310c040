# Everything that one does with this tree, one command each. `make setup` makes the others ready and runs
# by itself when it has to.

PYTHON ?= python3
VENV := .venv/bin

.PHONY: setup check test bench bench-language bench-net demo docs fuzz fuzz-net sim clean

setup:
	$(PYTHON) tools/setup.py

$(VENV)/naja: tools/setup.py uv.lock
	$(PYTHON) tools/setup.py
	@touch $@

check: $(VENV)/naja
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy

test: $(VENV)/naja
	$(VENV)/python -m pytest -q $(ARGS)

bench: $(VENV)/naja
	$(VENV)/python -m bench $(ARGS)

bench-language: $(VENV)/naja
	$(PYTHON) tools/setup.py charts
	$(VENV)/python -m bench.language $(ARGS)

bench-net: $(VENV)/naja
	$(PYTHON) tools/setup.py charts
	$(VENV)/python -m bench.net $(ARGS)

demo: $(VENV)/naja
	$(VENV)/python tools/demo.py

docs: $(VENV)/naja
	$(VENV)/python tools/docs.py

fuzz: $(VENV)/naja
	$(VENV)/python -m tests.fuzz.programs $(ARGS)

SEED ?= 1
SEEDS ?= 1000
EXECUTIONS ?= 10000000
TARGET ?= spt

fuzz-net: $(VENV)/naja
	$(VENV)/python -m tests.fuzz.network --seed $(SEED) --executions $(EXECUTIONS) $(ARGS)

sim: $(VENV)/naja
	PYTHONPATH=. $(VENV)/naja run tests/sim/main.py --target $(TARGET) -m 256M -- $(SEED) $(SEEDS) $(ARGS)

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis
