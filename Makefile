# What a person calls, CI calls: make demo | test | check | docs. Needs Python >= 3.11 with pip, make and git; nothing else.
.POSIX:
.PHONY: demo test check docs lock wheel clean
PYTHON = python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK = $(BIN)/uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes \
  --no-emit-index-url --no-annotate --no-header --quiet

demo: .venv/run.stamp
	$(BIN)/expolens demo build/demo

test: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv/dev.stamp
	$(BIN)/python tools/make_docs.py

wheel: .venv/dev.stamp
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

# Names and hashes of everything the package and its tests need, without registry addresses.
lock: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --extra build --output-file requirements.lock
	$(LOCK) --extra build --extra dev --output-file requirements-dev.lock

clean:
	rm -rf .venv build dist

.venv/pip.stamp:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Expolens needs Python 3.11 or newer, this is ' + sys.version.split()[0])"
	$(PYTHON) -m venv .venv
	touch $@

.venv/run.stamp: .venv/pip.stamp pyproject.toml requirements.lock
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@
