# One line each, for a bare machine with python3, venv and make.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
READY := $(VENV)/.ready
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: demo lab test check verify-long mutants fuzz faults bench bench-class bench-gradebook bench-reference bench-widgets bench-notebooks oracles clean

demo: $(READY)  ## grade a sample class and compare with what it was built to earn
	@$(BIN)/chainrule demo

lab: $(READY)  ## open the course in JupyterLab
	@PATH="$(CURDIR)/$(BIN):$$PATH" OPENBLAS_NUM_THREADS=1 $(BIN)/jupyter lab $(AS_ROOT)

check: $(READY)  ## the whole gate
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/chainrule sync --check
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist worksteal

test: check

verify-long: $(READY)  ## no right solution refused by two hundred seeds; then every exercise's whole proof for as many, which takes hours
	@$(BIN)/chainrule verify --right --seeds 200
	@$(BIN)/chainrule verify --seeds 200

mutants: $(READY)  ## small changes of every right solution, and how many of them the hidden suites find
	@$(BIN)/chainrule mutants --docs docs/grader-quality.md

fuzz: $(READY)  ## what a box or a hand-in may hold, drawn afresh until something breaks or you stop it
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-20000} $(BIN)/python -m pytest -q -x tests/fuzz

faults: $(READY)  ## a hundred times kill -9 of the command on the sample class, and ten times the faults of the tests
	@$(BIN)/python -m tests.faults
	@FAULTS=$${FAULTS:-10} $(BIN)/python -m pytest -q -x tests/faults

bench-gradebook: $(READY)  ## what SQLite and PostgreSQL do with the rows of 10,000 submissions; the tables of docs/scale.md
	@$(BIN)/python -m tests.benchmarks.bench_gradebook --docs docs/scale.md
	@$(BIN)/python -m tests.benchmarks.scale --docs docs/scale.md

bench: $(READY)  ## stock nbgrader and chainrule on the same submissions
	@$(BIN)/python -m tests.benchmarks.bench_grading

bench-class: $(READY)  ## rate and memory by the number of students and workers, half an hour; STUDENTS="10 100" for less
	@$(BIN)/python -m tests.benchmarks.bench_class --students $(or $(STUDENTS),10 100 1000)

bench-reference: $(VENV)/.oracles  ## the reference against PyTorch and plain loops
	@$(BIN)/python -m tests.benchmarks.bench_reference

bench-widgets: $(READY)  ## how long a student waits for a check's answer and each explorer's picture, in a browser; docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks.bench_widgets --docs docs/benchmarks.md

bench-notebooks: $(READY)  ## how long each solved notebook runs from top to bottom; docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks.bench_notebooks --docs docs/benchmarks.md

$(READY): requirements.lock pyproject.toml
	@echo "chainrule: setting up $(VENV) (once, a few minutes) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "chainrule needs Python 3.11 or newer; say make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

oracles: $(VENV)/.oracles  ## PyTorch and the other libraries that the reference is tested against

$(VENV)/.oracles: $(READY)
	@echo "chainrule: installing the independent oracles ..."
	@mkdir -p build
	@$(BIN)/python -m pip freeze --exclude-editable > build/installed.txt
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["oracles"], sep="\n")' > build/oracles.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r build/oracles.txt -c build/installed.txt
	@touch $@

clean:  ## undo everything
	rm -rf $(VENV) build
