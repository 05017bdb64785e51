# `make demo` and `make test` need Python 3.11 or newer and nothing else: each makes the .venv it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY:
