# Two commands: `make run` and `make test`. The rest is for those who change the app.
.PHONY: run phone counter test test-clocks soak bench lint lock texts shots
SETUP = @tools/setup.sh
export PYTHONDONTWRITEBYTECODE :=

run:            ## everything on this computer: PORT=8000 DATA=./var
	$(SETUP) && exec .venv/bin/python -m tools.run

phone:          ## the same over HTTPS for a phone on this Wi-Fi
	$(SETUP) && exec .venv/bin/python -m tools.phone

counter:        ## a counter's browser, a fresh folder for each customer: SERVER=http://localhost:8000 (docs/counter.md)
	$(SETUP) && exec .venv/bin/python tools/counter.py "$${SERVER:-http://localhost:8000}" --browser "$$(.venv/bin/python tools/browser.py)"

test:           ## lint, types, unit, house and browser tests
	$(SETUP) dev && exec .venv/bin/python -m tools.test

test-clocks:    ## the tests without a browser, months and a year from now
	$(SETUP) dev && exec .venv/bin/python -m tools.test clocks

soak:           ## many times over: killed servers, ten dossiers without a signal, 500 schedules (about forty minutes)
	$(SETUP) dev && exec .venv/bin/python -m tools.test soak

bench:          ## how fast it is, beside a bare page: PART=server SIZE=1000000 ENGINES=sqlite PORT=8110 (docs/speed.md)
	$(SETUP) dev && exec .venv/bin/python -m tools.bench

lint:           ## lint and types only
	$(SETUP) dev && exec .venv/bin/python -m tools.test lint

lock:           ## newest versions into the lock files
	$(SETUP) dev && tools/lock.sh

texts:          ## texts of pages and code into translations/en
	$(SETUP) && exec .venv/bin/python -m tools.texts

shots:          ## the README's screenshots, taken anew
	$(SETUP) dev && E2E_BROWSER="$$(.venv/bin/python tools/browser.py)" exec .venv/bin/python -m tools.shots
