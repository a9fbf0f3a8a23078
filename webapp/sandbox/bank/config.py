"""The settings of the sandbox bank: from the command line or SANDBOX_*, complete or not started at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.ground.settings import parser, private_address


@dataclass(frozen=True)
class BankConfig:
    """`token` opens the list of movements (empty: the secret does); `notify` is where notices go; `retry_unit` is the length in seconds of one step of the back-off
    (a minute at the real provider, a second here); `app_url` is the way back to the app."""

    demo: bool
    notify: str
    secret: str = field(repr=False)
    data: Path
    port: int = 8001
    host: str = "127.0.0.1"
    app_url: str = ""
    retry_unit: float = 1.0
    clock: str | None = None
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.demo:
            raise Refuses(
                "The sandbox bank moves no real money and runs only for demonstrations: set DEMO=1 to start it."
            )
        private_address(self.notify, "--notify (SANDBOX_NOTIFY), which receives the bank notices,")
        if not self.secret:
            raise Refuses("--secret (SANDBOX_SECRET) is missing: the shared secret that signs the bank notices.")
        if not 0 <= self.port <= 65535:
            raise Refuses(f"--port (SANDBOX_PORT) must be a port between 0 and 65535, not {self.port}.")

    @property
    def home(self) -> str:
        """Address of the app the payer came from."""
        parts = urlsplit(self.notify)
        return self.app_url or f"{parts.scheme}://{parts.netloc}/"

    @classmethod
    def read(cls, argv: Sequence[str], env: Mapping[str, str]) -> "BankConfig":
        """Command line first, then SANDBOX_*; raises Refuses with the sentence to show."""
        known = parser("webapp.sandbox.bank", "A clickable bank with demo money", "SANDBOX", env, OPTIONS).parse_args(
            argv
        )
        try:
            port, unit = int(known.port), float(known.retry_unit)
        except ValueError:
            raise Refuses("--port and --retry-unit (SANDBOX_PORT, SANDBOX_RETRY_UNIT) must be numbers.") from None
        return cls(
            demo=env.get("DEMO", "") == "1",
            notify=known.notify,
            secret=known.secret,
            data=Path(known.data).resolve(),
            port=port,
            host=known.host,
            app_url=known.app_url,
            retry_unit=max(unit, 0.0),
            clock=env.get("CLOCK") or None,
            token=env.get("SANDBOX_TOKEN", ""),
        )


OPTIONS = (
    ("port", "8001", "port to listen on"),
    ("host", "127.0.0.1", "address to listen on; 0.0.0.0 lets phones on the same network in"),
    ("notify", "", "address that receives the bank notices (POST, SePay format)"),
    ("secret", "", "shared secret that signs them"),
    ("data", "var", "folder of the bank's own little database"),
    ("app-url", "", "where 'back to the app' leads (default: the host of --notify)"),
    ("retry-unit", "1", "seconds of one back-off step"),
)
