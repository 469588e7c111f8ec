# The doors of the project. `make` alone lists them.
#
# CARGO_TARGET_DIR is honoured. Stages run one after the other, also under -j: cargo and vitest use all cores
# by themselves, and two of them side by side only make both slower.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
SHELL := /bin/bash

export PATH := $(PATH):$(or $(CARGO_HOME),$(HOME)/.cargo)/bin
export CARGO_TERM_PROGRESS_WHEN ?= never

TARGET := $(or $(CARGO_TARGET_DIR),target)
STAGE := scripts/stage.sh
# On a build server a lock file that is out of date is an error, not something to mend.
LOCKED := $(if $(CI),--locked)
NEXTEST_PROFILE := $(if $(CI),ci,default)
# `dev` starts soonest from an empty target folder; `make demo DEMO_PROFILE=release` is the fast one.
DEMO_PROFILE ?= dev
DEMO_ARGS ?=
# Three targets: an hour in all.
FUZZ_SECONDS ?= 1200

# What a web build is made of: every file that is not itself made. Folders count, so that a removal is seen.
inputs = $(shell find $(1) -mindepth 1 \( -name node_modules -o -name dist -o -name results \) -prune -o -print 2>/dev/null)

INSTALLED := web/node_modules/.installed
TAG := web/tag/dist/tag.js
SHOP := web/demo-shop/dist/index.html
CONSOLE := web/console/dist/index.html
PYTHON_CLIENTS := target/python-clients
API_FUZZ := target/api-fuzz
LAKE_PYTHON := target/lake-python
OUTREACH_PYTHON := target/outreach-python
# Lints are told while the tests are built: clippy's driver is a compiler, and the large libraries are not read a second time for it.
# A warning is an error here, as for `cargo clippy -- -D warnings`.
LINTED := RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__
# Seconds for each of those who ask: an API key, and an owner at the console.
API_FUZZ_SECONDS ?= $(if $(KIZUKAI_SOAK),900,30)

.PHONY: help setup build test check bench soak fuzz api-fuzz demo openapi clean
.PHONY: setup-build setup-demo web rust-debug fmt clippy rust-tests doc-tests web-lint web-check web-tests python-clients lake-python outreach-python e2e

help: ## list these targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

setup: ## check, and as root install, all that is needed (quick when nothing is missing)
	@scripts/setup.sh test

setup-build:
	@scripts/setup.sh build

setup-demo:
	@scripts/setup.sh demo

build: setup-build web ## release binary with tag, sample shop and console inside: target/release/kizukai
	@$(STAGE) build "Release binary" cargo build --release $(LOCKED) -p kizukai

test: setup web fmt rust-debug rust-tests doc-tests web-lint web-check web-tests e2e api-fuzz ## everything a change must pass, in debug builds
	@echo "── all tests passed"

check: setup $(INSTALLED) fmt clippy web-lint web-check ## the quick part of test: format, lints, types

demo: setup-demo web ## the sample shop, served from an empty machine
	@$(STAGE) demo-build "Demo binary ($(DEMO_PROFILE) profile)" cargo build --profile $(DEMO_PROFILE) $(LOCKED) -p kizukai
	@exec $(TARGET)/$(if $(filter dev,$(DEMO_PROFILE)),debug,$(DEMO_PROFILE))/kizukai demo $(DEMO_ARGS)

# All programs in one build: one alone would resolve other features, and the large libraries would be compiled twice.
bench: setup-build web lake-python ## figures of the release binary: a table, and target/bench.json
	@$(STAGE) bench-build "Release binaries" cargo build --release $(LOCKED) -p kizukai -p kizukai-lake -p kizukai-testkit --bins
	@mkdir -p target && rm -f target/bench.json
	@KIZUKAI_BIN="$(abspath $(TARGET))/release/kizukai" KIZUKAI_BENCH_JSON="$(CURDIR)/target/bench.json" \
	  KIZUKAI_LAKE_PYTHON="$(abspath $(LAKE_PYTHON))/bin/python" \
	  $(STAGE) bench "Benchmark" "$(abspath $(TARGET))/release/bench"
	@test -s target/bench.json || { echo "✗ failed: the benchmark left no target/bench.json" >&2; exit 1; }

soak: setup web rust-debug lake-python outreach-python ## the long versions of the long tests
	@KIZUKAI_SOAK=1 KIZUKAI_SIMULATIONS=20 KIZUKAI_BIN="$(abspath $(TARGET))/debug/kizukai" \
	  KIZUKAI_LAKE_PYTHON="$(abspath $(LAKE_PYTHON))/bin/python" \
	  KIZUKAI_OUTREACH_PYTHON="$(abspath $(OUTREACH_PYTHON))/bin/python" \
	  $(LINTED) $(STAGE) soak "Rust tests, long versions" scripts/rust-tests.sh soak --workspace $(LOCKED)
	@KIZUKAI_SOAK=1 $(MAKE) --no-print-directory e2e api-fuzz
	@$(MAKE) --no-print-directory fuzz

fuzz: setup-build ## look for input that breaks a promise: FUZZ_SECONDS for each of three targets
	@$(STAGE) fuzz "Fuzz targets, $(FUZZ_SECONDS) s each" scripts/fuzz.sh $(FUZZ_SECONDS)

api-fuzz: setup $(API_FUZZ)/.installed rust-debug ## ask the running server what its API description allows, and more
	@$(STAGE) api-fuzz "API against its description" $(API_FUZZ)/bin/python api/fuzz/run.py \
	  --binary "$(abspath $(TARGET))/debug/kizukai" --seconds $(API_FUZZ_SECONDS) $(if $(CI),--seed 1)

openapi: setup-build $(INSTALLED) ## make the derived files again: api/openapi.json, its types for the web, config.default.toml
	@$(STAGE) derived-build "Binary" cargo build $(LOCKED) -p kizukai
	@mkdir -p api
	@$(STAGE) derived "Derived files" scripts/derived-files.sh "$(TARGET)/debug/kizukai"
	@$(STAGE) types "Types of the API" npm --prefix web run schema -w console

clean: ## remove all that was built
	@$(STAGE) clean "Clean" rm -rf web/node_modules web/tag/node_modules web/demo-shop/node_modules web/console/node_modules \
	  web/e2e/node_modules web/tag/dist web/demo-shop/dist web/console/dist web/e2e/results target/bench.json $(PYTHON_CLIENTS) $(API_FUZZ) $(LAKE_PYTHON) $(OUTREACH_PYTHON)
	@cargo clean

# Web parts. A product is touched after its build, so that an unchanged one still counts as new.

web: $(TAG) $(SHOP) $(CONSOLE)

$(INSTALLED): web/package.json web/package-lock.json web/.npmrc $(wildcard web/*/package.json)
	@$(STAGE) npm "Web packages" npm --prefix web ci
	@touch $@

$(TAG): $(INSTALLED) web/tsconfig.base.json $(call inputs,web/tag)
	@$(STAGE) tag-build "Tag" npm --prefix web run build -w tag
	@test -s $@ && touch $@

$(SHOP): $(INSTALLED) web/tsconfig.base.json $(call inputs,web/demo-shop)
	@$(STAGE) shop-build "Sample shop" npm --prefix web run build -w demo-shop
	@test -s $@ && touch $@

$(CONSOLE): $(INSTALLED) web/tsconfig.base.json $(call inputs,web/console) $(wildcard docs/*/effects.md)
	@$(STAGE) console-build "Console" npm --prefix web run build -w console
	@test -s $@ && touch $@

# The Python client that the browser tests try, what makes requests up, what else reads the lake or keeps it, and who gets what
# is sent, each in an environment of its own.

python-clients: $(PYTHON_CLIENTS)/.installed

$(PYTHON_CLIENTS)/.installed: web/e2e/clients/requirements.txt scripts/python-packages.sh
	@$(STAGE) python-clients "Python clients" scripts/python-packages.sh $(PYTHON_CLIENTS) $<

lake-python: $(LAKE_PYTHON)/.installed

$(LAKE_PYTHON)/.installed: crates/lake/tests/duckdb/requirements.txt scripts/python-packages.sh
	@$(STAGE) lake-python "DuckDB and an S3 server" scripts/python-packages.sh $(LAKE_PYTHON) $<

outreach-python: $(OUTREACH_PYTHON)/.installed

$(OUTREACH_PYTHON)/.installed: crates/outreach/tests/python/requirements.txt scripts/python-packages.sh
	@$(STAGE) outreach-python "A mail server and readers of signatures" scripts/python-packages.sh $(OUTREACH_PYTHON) $<

$(API_FUZZ)/.installed: api/fuzz/requirements.txt scripts/python-packages.sh
	@$(STAGE) api-fuzz-packages "Python packages of the API's fuzzing" scripts/python-packages.sh $(API_FUZZ) $<

# Stages of test and check.

fmt:
	@$(STAGE) fmt "Rust format" cargo fmt --all --check

clippy:
	@$(STAGE) clippy "Clippy" cargo clippy --workspace --all-targets $(LOCKED) -- -D warnings

# With the tests, so that the binary has the dependency features the tests resolve to, and is compiled once.
rust-debug:
	@$(LINTED) $(STAGE) rust-debug "Debug build with lints" cargo build --workspace --all-targets $(LOCKED)

rust-tests: rust-debug lake-python outreach-python
	@KIZUKAI_BIN="$(abspath $(TARGET))/debug/kizukai" KIZUKAI_LAKE_PYTHON="$(abspath $(LAKE_PYTHON))/bin/python" \
	  KIZUKAI_OUTREACH_PYTHON="$(abspath $(OUTREACH_PYTHON))/bin/python" \
	  $(LINTED) $(STAGE) rust-tests "Rust tests" scripts/rust-tests.sh $(NEXTEST_PROFILE) --workspace $(LOCKED)

doc-tests:
	@$(LINTED) $(STAGE) doc-tests "Rust doc tests" cargo test --doc --workspace $(LOCKED)

web-lint: $(INSTALLED)
	@$(STAGE) web-lint "Web format and lints" npm --prefix web run lint

web-check: $(INSTALLED)
	@$(STAGE) web-check "Web types and checks" npm --prefix web run check

web-tests: web
	@$(STAGE) web-tests "Tag, sample shop and console tests" npm --prefix web test

e2e: web rust-debug python-clients
	@KIZUKAI_BIN="$(abspath $(TARGET))/debug/kizukai" KIZUKAI_PYTHON="$(abspath $(PYTHON_CLIENTS))/bin/python" \
	  $(STAGE) e2e "Browser tests" npm --prefix web run test -w e2e
