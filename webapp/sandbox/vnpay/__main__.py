"""`python -m webapp.sandbox.vnpay`: serves the sandbox VNPAY until Ctrl-C or SIGTERM, and leaves nothing running."""

import sys

from webapp.sandbox.ground import serving
from webapp.sandbox.vnpay.app import create_app
from webapp.sandbox.vnpay.config import VnpayConfig


def main() -> int:
    return serving.run("Sandbox VNPAY", VnpayConfig.read, create_app)


if __name__ == "__main__":
    sys.exit(main())
