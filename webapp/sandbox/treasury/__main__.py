"""`python -m webapp.sandbox.treasury`: serves both systems until Ctrl-C or SIGTERM, and leaves nothing running."""

import sys

from webapp.sandbox.ground import serving
from webapp.sandbox.treasury.app import create_app
from webapp.sandbox.treasury.config import TreasuryConfig


def main() -> int:
    return serving.run("Sandbox treasury", TreasuryConfig.read, create_app)


if __name__ == "__main__":
    sys.exit(main())
