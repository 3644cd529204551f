# Two commands for a new user: `make demo` and `make test`. Each makes its own environment the first time.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Plain `torch` is several GB of CUDA libraries on Linux; this release has a CPU build on many indexes. For yours:
# make TORCH="torch --index-url https://download.pytorch.org/whl/cpu" test
TORCH ?= torch==2.13.0

.PHONY: demo test bench report gate lint clean

$(VENV)/.play: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[play]'
	touch $@

$(VENV)/.export: $(VENV)/.play
	$(BIN)/pip install --quiet $(TORCH)
	$(BIN)/pip install --quiet --editable '.[play,export]'
	touch $@

$(VENV)/.test: $(VENV)/.export
	$(BIN)/pip install --quiet --editable '.[test,lint,train]' music2latent
	# TensorRT-RTX's builder runs with no GPU (95 MB, 230 MB on disk); where there is none for this platform its tests skip.
	-$(BIN)/pip install --quiet tensorrt-rtx-cu13
	$(BIN)/pip install --quiet --no-deps tinysoundfont  # it declares PortAudio, which is for playing only
	touch $@

# The trained bundle that ships needs no torch. Without one, an untrained bundle is exported on first use.
ifeq ($(wildcard runtime/demo/manifest.json),)
demo: $(VENV)/.export
	$(BIN)/python export/build_engines.py --engines onnx
	$(BIN)/rtap-play --demo
else
demo: $(VENV)/.play
	$(BIN)/rtap-play --demo
endif

test: $(VENV)/.test lint
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	mkdir -p .typing/rtap
	for package in export runtime training calibration benchmarks; do ln -sfn ../../$$package .typing/rtap/$$package; done
	MYPYPATH=.typing $(BIN)/mypy -p rtap

bench: $(VENV)/.export
	$(BIN)/rtap-bench

# One page of the newest results, out/bench.html.
report: $(VENV)/.play
	$(BIN)/python -m rtap.benchmarks.report

# A slower stage is not merged unseen: ratios against a fixed workload, and counts that noise cannot touch.
gate: $(VENV)/.export
	$(BIN)/python -m rtap.benchmarks.counts check
	$(BIN)/python -m rtap.benchmarks.gate check

clean:
	rm -rf $(VENV) .typing build dist out
