# `make site` builds the site, `make test` passes every check. Both set up what they need in
# .venv on a machine that has Python 3.11 or newer, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

QUIET := --quiet --disable-pip-version-check

.PHONY: site docs test coverage test-browser thorough serve check format bench lock clean

site: $(INSTALLED)
	$(BIN)/gazette build

# The documentation, into build/docs; a link or an anchor that leads nowhere is an error.
docs: $(INSTALLED)
	$(BIN)/mkdocs build --strict --quiet --config-file docs.yml

# Each worker takes a stretch of the tests, so what a module's tests share is made once; whoever is
# done early takes of what others have before them. What measures time has the machine to itself.
SPREAD := -n auto --dist worksteal

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MAKE) --jobs=3 $(SYSTEMS)
	$(BIN)/python -m pytest $(SPREAD) -m "not clock"
	$(BIN)/python -m pytest -m clock

# The types, as each system has them: side by side.
SYSTEMS := linux win32 darwin

.PHONY: $(SYSTEMS)
$(SYSTEMS): $(INSTALLED)
	$(BIN)/mypy --platform $@ --cache-dir .mypy_cache/$@

# Fails where a branch of the pure stations is not tested, and names the lines. It runs the stations'
# own tests, and those that judge texts as a site has them: six minutes in one process.
PURE := $(addprefix tests/,changes checks document html languages versions translation configuration \
	history/test_assets.py pages/test_bare.py)

coverage: $(INSTALLED)
	$(BIN)/python -m coverage run -m pytest -m "not browser and not clock" $(PURE)
	$(BIN)/python -m coverage report

# What an ordinary run has no time for: many more schedules for the notice rule, slips of a hand,
# kills of a run that sends letters, hostile values of published data, and many more stories of
# policies whose clauses are followed. Half an hour to an hour on two cores.
thorough: $(INSTALLED)
	GAZETTE_SCHEDULES=10000 GAZETTE_HANDS=5000 GAZETTE_LONG=1 GAZETTE_EVERY=1 $(BIN)/python -m pytest $(SPREAD) tests/versions/test_oracle.py tests/checks/test_hand.py tests/notifying/test_mailing.py tests/publishing/test_fetching.py tests/history/test_kept_history.py tests/pages/test_validity.py tests/commands/test_apart.py tests/commands/test_jobs.py tests/commands/test_cluster.py tests/commands/test_swapping.py tests/commands/test_previewing.py tests/document/test_real_texts.py tests/changes/test_joining.py tests/changes/test_reworded.py tests/translation/test_doubts.py tests/pages/test_real_pages.py tests/browser/test_injection.py
	$(BIN)/python -m pytest $(SPREAD) --hypothesis-profile=thorough tests/changes/test_align.py tests/changes/test_lineage.py tests/changes/test_joining.py tests/data/test_redlining.py tests/data/test_telling.py tests/document/test_random_markdown.py

# Every kind of page in every language, look and width, of which an ordinary run takes a thirty-sixth.
# About thirty-five minutes on two cores.
test-browser: $(INSTALLED)
	GAZETTE_EVERY=1 $(BIN)/python -m pytest $(SPREAD) -m browser

serve: $(INSTALLED)
	$(BIN)/gazette serve

check: $(INSTALLED)
	$(BIN)/gazette check

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Against other tools: what a build costs (they are installed in an environment of their own);
# what a redline shows, what comparing any two versions takes, what a letter costs, what a page
# costs its reader, how the work grows with a policy.
bench: $(INSTALLED)
	$(BIN)/python tests/bench/build.py
	$(BIN)/python tests/bench/redline.py
	$(BIN)/python tests/bench/mail.py
	$(BIN)/python tests/bench/compare.py
	$(BIN)/python tests/bench/reading.py
	$(BIN)/python tests/bench/parsing.py
	$(BIN)/python tests/bench/growth.py

# Exact versions for every system and Python, with the digests of their files, without which nothing
# is installed. It keeps the versions that the file has where they still fit: to take newer ones,
# delete their lines first. requirements.txt is the part of it that the program itself needs, and
# what makes its wheel: the action and the image install that.
LOCKED := $(BIN)/uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

lock: $(INSTALLED)
	$(BIN)/python -m pip install $(QUIET) uv
	$(LOCKED) --all-extras --output-file constraints.txt pyproject.toml
	echo hatchling | $(LOCKED) --constraint constraints.txt --output-file requirements.txt pyproject.toml -

clean:
	rm -rf $(VENV) site .cache build dist

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed; name it: make PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(QUIET) --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install $(QUIET) --no-deps --no-build-isolation --editable .
	touch $@
