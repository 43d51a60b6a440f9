# First Neuron. `make` alone lists what there is.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
RUN := PYTHONPATH=tests $(BIN)/python
ASSIGNMENT ?= hw05_perceptron
# Two workers suit two cores; more only if you have them.
JOBS ?= 2
# Keras' backend for `make chapters`: tensorflow, jax or torch.
BACKEND ?= tensorflow
OTHER := $(filter-out tensorflow,$(BACKEND))
export TF_CPP_MIN_LOG_LEVEL ?= 3

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick chapters gpu full grading hostile kills bench lab formgrader student sync release grade constraints clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: .venv/installed ## make the .venv with everything (uv if it is there, else pip)

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(not (3, 11) <= v < (3, 14) and \
	  "Python %d.%d is here, 3.11 to 3.13 is needed: make %s PYTHON=python3.12" % (*v, "setup"))'
ifdef UV
	test -d .venv || $(UV) venv --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	$(UV) pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[test]'
else
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[test]'
endif
	@touch $@

.venv/browser: .venv/installed
	@sh tests/browser/install.sh
	@sh tests/grading/postgres.sh
	@touch $@

# A backend of Keras beside TensorFlow: the extra of that name.
.venv/jax .venv/torch: .venv/installed
ifdef UV
	$(UV) pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[test,$(@F)]'
else
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[test,$(@F)]'
endif
	@touch $@

demo: .venv/installed ## run a chapter, release an assignment, grade a class, write the report
	@$(RUN) course/tools/demo.py

test: .venv/installed .venv/browser ## every test, the chapters included
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(RUN) -m pytest -n $(JOBS) --dist loadgroup
	$(MAKE) chapters

quick: .venv/installed ## the inner loop: all that is fast
	$(BIN)/ruff check .
	$(RUN) -m pytest -n $(JOBS) --dist loadgroup -m "not slow"

chapters: $(if $(OTHER),.venv/$(OTHER),.venv/installed) ## re-execute all chapters with nbval and compare the marked cells
	KERAS_BACKEND=$(BACKEND) $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --nbval-lax \
	  --nbval-cell-timeout 600 --nbval-current-env $(wildcard course/*.ipynb) \
	  $(if $(OTHER),--nbval-sanitize-with course/backends.cfg $(wildcard source/*/*.ipynb))

full: .venv/installed ## experiments at the sources' full size, hours; make full CHAPTER=06 runs one chapter's
	$(RUN) course/tools/full.py $(CHAPTER)

gpu: ## on a GPU that is lent for minutes: marked cells and full experiments of CHAPTERS
	$(PYTHON) course/tools/gpu.py $(CHAPTERS)

grading: .venv/installed .venv/browser ## the tests of the grader and its banks of solutions
	$(RUN) -m pytest -n $(JOBS) --dist loadgroup tests/grading

hostile: .venv/installed ## the hostile bank under our grader, nbgrader and otter: tests/grading/hostile.md
	$(RUN) -m grading.hostility

kills: .venv/installed ## 200 runs of grading with a SIGKILL at a random moment: tests/grading/kills.md
	$(RUN) -m grading.kills

bench: .venv/installed ## our speed beside nbgrader's and otter's: tests/bench/results.md
	$(RUN) -m bench.bench

lab: .venv/installed ## JupyterLab as students have it: the course, and the assignments within reach
	$(BIN)/jupyter lab --config=course/tools/jupyter_lab_config.py --ServerApp.root_dir=. \
	  --LabApp.default_url=/lab/tree/course

formgrader: .venv/installed ## nbgrader's pages, where a person reads answers and sets deadlines
	@mkdir -p exchange && chmod ugo+rwx exchange
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/formgrader

student: .venv/installed ## what students get, without solutions and hidden tests: build/first-neuron.zip
	@$(RUN) course/tools/student.py

sync: .venv/installed ## build every notebook and generated file from its source
	@$(RUN) course/tools/sync.py
	@$(RUN) course/tools/generated.py
	@for folder in source/*/; do $(BIN)/autograder release $$(basename $$folder) || exit; done

release: .venv/installed ## make the student's version of ASSIGNMENT
	$(BIN)/autograder release $(ASSIGNMENT)

grade: .venv/installed ## grade what lies in submitted/ for ASSIGNMENT, and write the report
	$(BIN)/autograder grade $(ASSIGNMENT) || test $$? = 1 # some refused: the rest has marks
	$(BIN)/autograder report $(ASSIGNMENT) || test $$? = 1

constraints: pyproject.toml ## resolve the exact versions anew (needs uv)
	uv pip compile --universal --python-version 3.11 --extra test --extra book \
	  --extra jax --extra torch \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
	  --output-file constraints.txt pyproject.toml

clean: ## remove what was built, the .venv included
	rm -rf .venv build dist .pytest_cache .ruff_cache
