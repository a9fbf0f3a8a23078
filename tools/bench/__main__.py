"""`make bench`: every part, or the one that `PART=` names (server, browser, search); each writes its part of docs/speed.md or docs/search.md."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

from tools.starting import run

PARTS = ("server", "browser", "search")


def main() -> None:
    for part in os.environ.get("PART", "").split() or PARTS:
        if find_spec(f"tools.bench.{part}"):
            import_module(f"tools.bench.{part}").main()


if __name__ == "__main__":
    sys.exit(run(main))
