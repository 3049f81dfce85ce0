# `make site` publishes, `make test` proves. Both make the environment they need.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve test check golden accessibility guide bench catalogues lock machine-for-tests clean

site: .venv/ready
	$(BIN)/outreach build --extras
	@echo "Xem trang: make serve   |   To look at it: make serve"

serve: .venv/ready
	@echo "http://127.0.0.1:8000/ (Ctrl+C: dừng / stop)"
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000

# One worker more than there are cores: tests of pages wait for their browser.
test: .venv/ready-for-tests check
	$(BIN)/python -m pytest -n $$(( $$(nproc) + 1 )) --dist loadfile --no-loadscope-reorder

check: .venv/ready-for-tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy & types=$$!; $(BIN)/lint-imports && $(BIN)/vulture && $(BIN)/deptry .; others=$$?; wait $$types && exit $$others

golden: .venv/ready-for-tests
	$(BIN)/python -m pytest tests --update-golden

accessibility: .venv/ready-for-tests
	$(BIN)/python -m tests.accessibility

bench: .venv/ready-for-tests
	$(BIN)/python -m bench --size 1000

guide: .venv/ready-for-tests
	$(BIN)/python -m tests.guide

catalogues: .venv/ready-for-tests
	mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k message -k label --no-location --omit-header --sort-output -o build/outreach.pot .
	$(BIN)/pybabel -q update -i build/outreach.pot -d generator/locale -D outreach -l vi --no-fuzzy-matching --omit-header --ignore-obsolete --no-wrap
	$(BIN)/python hatch_build.py

lock: .venv/ready-for-tests
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --extra build --extra print pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --extra build --extra print --extra dev pyproject.toml -o requirements-dev.lock

# What tests need beyond Python: a browser, a runtime each for axe and the W3C's checker, what releases are taken away with,
# and the web servers that sites are served by. Only what is not there is asked for: a Node of its own maker does not go
# with Debian's npm. None of the servers is started by its installation: tests start their own.
machine-for-tests:
	wanted=""; need() { test -e "$$2" || command -v "$$2" >/dev/null || wanted="$$wanted $$1"; }; \
	need chromium chromium; need fonts-noto-core /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf; need npm npm; \
	need default-jre-headless java; need rsync rsync; need minisign minisign; need nginx-light nginx; \
	need libnginx-mod-http-brotli-static /usr/lib/nginx/modules/ngx_http_brotli_static_module.so; \
	need caddy caddy; need apache2 apache2; \
	test -z "$$wanted" || { apt-get update -q && RUNLEVEL=1 apt-get install -y -q --no-install-recommends $$wanted; }
	command -v chromium-headless-shell >/dev/null || { \
		apt-get update -q && apt-get install -y -q --no-install-recommends chromium-headless-shell; } || true  # quicker, not needed

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/ready: requirements.lock pyproject.toml hatch_build.py $(wildcard generator/locale/*/LC_MESSAGES/*.po)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-for-tests: .venv/ready requirements-dev.lock tests/node/package-lock.json
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	$(MAKE) -s machine-for-tests
	npm ci --silent --prefix tests/node
	@touch $@
