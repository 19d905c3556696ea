# One line each, for a bare machine with python3, venv and make.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
READY := $(VENV)/.ready

.PHONY: demo lab test check bench bench-reference clean

demo: $(READY)  ## grade a sample class and compare with what it was built to earn
	@$(BIN)/chainrule demo

lab: $(READY)  ## open the course in JupyterLab
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/jupyter lab

check: $(READY)  ## the whole gate
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/chainrule sync --check
	$(BIN)/python -m pytest -q

test: check

bench: $(READY)  ## stock nbgrader and chainrule on the same submissions
	@$(BIN)/python -m tests.benchmarks.bench_grading

bench-reference: $(READY)  ## the reference against PyTorch and plain loops
	@$(BIN)/python -m tests.benchmarks.bench_reference

$(READY): requirements.lock pyproject.toml
	@echo "chainrule: setting up $(VENV) (once, a few minutes) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "chainrule needs Python 3.11 or newer; say make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean:  ## undo everything
	rm -rf $(VENV) build
