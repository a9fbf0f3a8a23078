"""`python -m webapp.sandbox.phone`: serves the phones until Ctrl-C or SIGTERM, and leaves nothing running."""

import sys

from webapp.sandbox.ground import serving
from webapp.sandbox.phone.app import create_app
from webapp.sandbox.phone.config import PhoneConfig
from webapp.sandbox.phone.hearing import Hearing


def main() -> int:
    return serving.run("Sandbox phones", PhoneConfig.read, create_app, Hearing)


if __name__ == "__main__":
    sys.exit(main())
