# setup · tools · demo · serve · test · lint · golden · fuzz · bench · train · screens
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# Where PyTorch's CPU build is not on the package index, name PyTorch's own: make setup TORCH_INDEX=URL
TORCH_INDEX ?=
PIP_FLAGS := --quiet --disable-pip-version-check -c constraints.txt $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))

.PHONY: setup tools demo serve test lint golden fuzz bench train screens clean

# What the program needs, compiled once: each file is read in a process of its own, and where Python
# is told to write no bytecode each would compile the program anew. The tools of tests and
# benchmarks come when they are first called for.
$(VENV)/.ready: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "安装依赖（首次约一分钟）…" >&2
	$(BIN)/pip install $(PIP_FLAGS) -e .
	$(BIN)/python -m compileall -q src api
	touch $@

$(VENV)/.tools: $(VENV)/.ready
	@echo "安装测试所用的工具（首次约一分钟）…" >&2
	$(BIN)/pip install $(PIP_FLAGS) -e '.[dev]'
	touch $@

setup: $(VENV)/.ready

tools: $(VENV)/.tools

demo: setup
	$(BIN)/policykb ingest corpus
	$(BIN)/policykb answer --persona official '专精特新企业能得到哪些融资支持？'
	$(BIN)/policykb answer --persona firm '货款要不回来，我是一家小厂'
	$(BIN)/policykb answer --persona analyst '专精特新小巨人的目标落实得怎样'

serve: setup
	$(BIN)/policykb ingest corpus
	$(BIN)/policykb serve

test: tools
	$(BIN)/pytest -n 2 --dist worksteal

lint: tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

golden: tools
	POLICYKB_GOLDEN=write $(BIN)/pytest tests/test_golden.py -k 'not switch'

fuzz: tools
	$(BIN)/python tests/fuzz.py --count 2000

bench: tools
	$(BIN)/pip install $(PIP_FLAGS) -e '.[bench]'
	$(BIN)/python -m benchmarks

train: tools
	$(BIN)/python -m training --data ../shared --out src/policykb/data

screens: tools
	$(BIN)/python tests/browser/screens.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
