"""`make run`: the whole demonstration on this computer: web server, worker and the sandboxes, until Ctrl-C."""

import os
import sys
import time
from functools import partial

from tools import starting
from tools.processes import Children
from webapp.config import Config


def main() -> None:
    port = starting.port_from("PORT", 8000)
    for number, what in enumerate(("web server", *starting.SANDBOXES)):
        starting.refuse_taken(port + number, "127.0.0.1", what)
    here = f"http://localhost:{port}"
    os.environ.update(CLOCK_SINCE=str(time.time()), DEMO="1", PORT=str(port), BANK_URL=f"http://localhost:{port + 1}")
    os.environ.setdefault("PUBLIC_URL", here)
    starting.prepare_bank(port + 1)
    starting.prepare_phones(port + 2, f"http://localhost:{port + 2}")
    starting.prepare_vnpay(port + 3, f"http://localhost:{port + 3}")
    starting.prepare_treasury(port + 4)
    config = Config.from_env()
    os.environ.update(DATA=str(config.data), BANK_SECRET=config.bank_secret)
    children = Children(config.data / "log", os.environ)
    try:
        starting.start_bank(
            children, config, "127.0.0.1", port + 1, here
        )  # needs nothing of what is prepared meanwhile
        starting.start_phones(children, config, "127.0.0.1", port + 2)
        starting.start_vnpay(children, config, "127.0.0.1", port + 3, here)
        starting.start_treasury(children, config, "127.0.0.1", port + 4)
        print("Preparing the database ...", flush=True)
        known = starting.prepare(config)
        starting.start_web(children, "--host", "127.0.0.1", "--port", str(port))
        children.wait_until(lambda: starting.answers(port, "/healthz"), 180, "The web server")
        starting.start_worker(children)
        for number, what in enumerate(starting.SANDBOXES, port + 1):
            children.wait_until(partial(starting.answers, number, "/"), 90, f"The {what}")
        tell(config, port, known)
        children.watch()
    finally:
        children.stop()


def tell(config: Config, port: int, known: list[tuple[str, str, str]]) -> None:
    print(starting.people(known))
    print(f"Messages sent (with the codes): http://localhost:{port}/demo/messages")
    print(f"Sandbox bank:                   http://localhost:{port + 1}")
    print(f"Sandbox phones (SMS, Zalo):     http://localhost:{port + 2}")
    print(f"Sandbox VNPAY (cards):          http://localhost:{port + 3}/merchant")
    print(f"Sandbox treasury (tax notices): http://localhost:{port + 4}")
    print(f"Data and logs:                  {config.data} (log/web.log, log/worker.log, log/bank.log and others)")
    print("Ctrl-C stops all of it.")
    print(f"Ready: http://localhost:{port}", flush=True)


if __name__ == "__main__":
    sys.exit(starting.run(main))
