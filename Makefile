# Two commands do everything: `make report` (the main job) and `make test`.
# Each makes its own environment in .venv the first time and is quick the second.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: report test check docs lock clean bench screenshots

report: $(VENV)/installed
	@mkdir -p out
	@$(BIN)/baramad report --pack pk --out out/report.html
	@$(BIN)/baramad report --pack pk --out out/report.pdf --quiet

test: check
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/installed-dev
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/python docs/make.py --check

docs: $(VENV)/installed-dev
	@$(BIN)/python docs/make_fonts.py
	@$(BIN)/python docs/make.py

screenshots: $(VENV)/installed-dev
	@$(BIN)/python docs/screenshots.py

bench: $(VENV)/installed-dev
	@$(BIN)/python benchmarks/start.py
	@$(BIN)/python benchmarks/forecast.py
	@$(BIN)/python benchmarks/plan.py
	@$(BIN)/python benchmarks/rules.py
	@$(BIN)/python benchmarks/books.py
	@$(BIN)/python benchmarks/booking.py
	@$(BIN)/python benchmarks/again.py
	@$(BIN)/python benchmarks/aggregate.py
	@$(BIN)/python benchmarks/statements.py
	@$(BIN)/python benchmarks/web.py 60
	@$(BIN)/python benchmarks/slider.py

# The lock names every package with its hash; the project itself is installed as it stands.
$(VENV)/installed: locks/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Baramad needs Python 3.11 or newer; set PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@test -d $(VENV) || { echo "making $(VENV) and installing the locked packages (once, a minute or two)" >&2; $(PYTHON) -m venv $(VENV); }
	@$(PIP) --require-hashes -r locks/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed locks/dev.txt
	@echo "installing the locked packages that the tests need (once)" >&2
	@$(PIP) --require-hashes -r locks/dev.txt
	@touch $@

# Needs uv; run after changing the dependencies in pyproject.toml.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --group build -o locks/run.txt
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --group dev -c locks/run.txt -o locks/dev.txt

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache
