"""`python -m webapp.sandbox.treasury`: serves both systems until Ctrl-C or SIGTERM, and leaves nothing running."""

import os
import sys

from webapp.sandbox.treasury.app import create_app
from webapp.sandbox.treasury.config import TreasuryConfig, TreasuryRefuses
from webapp.sandbox.treasury.serving import PortTaken, listen, serve

NAME = "Sandbox treasury"


def main() -> int:
    try:
        config = TreasuryConfig.read(sys.argv[1:], os.environ)
        listener = listen(config.host, config.port, NAME)
    except (TreasuryRefuses, PortTaken) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    with listener:
        serve(create_app(config), listener, NAME, config.clock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
