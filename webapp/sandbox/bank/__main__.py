"""`python -m webapp.sandbox.bank`: serves the bank until Ctrl-C or SIGTERM, and leaves nothing running."""

import sys

from webapp.sandbox.bank.app import create_app
from webapp.sandbox.bank.config import BankConfig
from webapp.sandbox.ground import serving


def main() -> int:
    return serving.run("Sandbox bank", BankConfig.read, create_app)


if __name__ == "__main__":
    sys.exit(main())
