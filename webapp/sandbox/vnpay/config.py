"""The settings of the sandbox VNPAY: from the command line or SANDBOX_VNPAY_*, complete or not started at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from webapp.payments.gateways.vnpay import Settings
from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.ground.settings import parser, private_address


@dataclass(frozen=True)
class VnpayConfig:
    """`ipn` is where IPNs go; `retry_unit` is the length in seconds of one step of the back-off (minutes at the real
    provider, a second here); `app_url` is the way back to the app."""

    demo: bool
    ipn: str
    tmn_code: str
    secret: str = field(repr=False)
    data: Path
    port: int = 8003
    host: str = "127.0.0.1"
    app_url: str = ""
    retry_unit: float = 1.0
    clock: str | None = None

    def __post_init__(self) -> None:
        if not self.demo:
            raise Refuses(
                "The sandbox VNPAY moves no real money and runs only for demonstrations: set DEMO=1 to start it."
            )
        private_address(self.ipn, "--ipn (SANDBOX_VNPAY_IPN), which receives the IPNs,")
        if not re.fullmatch(r"[A-Za-z0-9]{8}", self.tmn_code):
            raise Refuses("SANDBOX_VNPAY_TMN must be the shop's code of 8 letters and digits.")
        if not self.secret:
            raise Refuses("SANDBOX_VNPAY_SECRET is missing: the shared secret that signs payments and IPNs.")
        if not 0 <= self.port <= 65535:
            raise Refuses(f"--port (SANDBOX_VNPAY_PORT) must be a port between 0 and 65535, not {self.port}.")

    @property
    def home(self) -> str:
        """Address of the app the payer came from."""
        parts = urlsplit(self.ipn)
        return self.app_url or f"{parts.scheme}://{parts.netloc}/"

    @property
    def settings(self) -> Settings:
        return Settings(self.tmn_code, self.secret, "", "")

    @classmethod
    def read(cls, argv: Sequence[str], env: Mapping[str, str]) -> "VnpayConfig":
        """Command line first, then SANDBOX_VNPAY_*; code and secret from the environment only. Raises Refuses."""
        known = parser(
            "webapp.sandbox.vnpay", "A clickable VNPAY with test cards", "SANDBOX_VNPAY", env, OPTIONS
        ).parse_args(argv)
        try:
            port, unit = int(known.port), float(known.retry_unit)
        except ValueError:
            raise Refuses("--port and --retry-unit (SANDBOX_VNPAY_PORT, …_RETRY_UNIT) must be numbers.") from None
        return cls(
            demo=env.get("DEMO", "") == "1", ipn=known.ipn, tmn_code=env.get("SANDBOX_VNPAY_TMN", ""),
            secret=env.get("SANDBOX_VNPAY_SECRET", ""), data=Path(known.data).resolve(), port=port, host=known.host,
            app_url=known.app_url, retry_unit=max(unit, 0.0), clock=env.get("CLOCK") or None,
        )  # fmt: skip


OPTIONS = (
    ("port", "8003", "port to listen on"),
    ("host", "127.0.0.1", "address to listen on; 0.0.0.0 lets phones on the same network in"),
    ("ipn", "", "address that receives the IPNs (GET)"),
    ("data", "var", "folder of the sandbox's own little database"),
    ("app-url", "", "where 'back to the app' leads (default: the host of --ipn)"),
    ("retry-unit", "1", "seconds of one back-off step"),
)
