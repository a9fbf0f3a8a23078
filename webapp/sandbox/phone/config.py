"""The settings of the sandbox phones: from the command line or PHONE_*, complete or not started at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.ground.settings import parser


@dataclass(frozen=True)
class PhoneConfig:
    """`sms_key` and the three of Zalo are what the app proves itself with; `slow`: seconds of the button «slow»."""

    demo: bool
    data: Path
    sms_key: str = field(repr=False)
    app_id: str
    app_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    port: int = 8002
    host: str = "127.0.0.1"
    app_url: str = "/"
    slow: float = 12.0
    clock: str | None = None

    def __post_init__(self) -> None:
        if not self.demo:
            raise Refuses(
                "The sandbox phones send nothing anywhere and run only for demonstrations: set DEMO=1 to start them."
            )
        for name in ("sms_key", "app_id", "app_secret", "refresh_token"):
            if not getattr(self, name):
                raise Refuses(f"PHONE_{name.upper()} is missing: what the app proves itself with.")
        if not 0 <= self.port <= 65535:
            raise Refuses(f"--port (PHONE_PORT) must be a port between 0 and 65535, not {self.port}.")

    @classmethod
    def read(cls, argv: Sequence[str], env: Mapping[str, str]) -> "PhoneConfig":
        """Command line first, then PHONE_*; secrets from the environment only. Raises `Refuses`."""
        known = parser(
            "webapp.sandbox.phone", "Clickable phones that get SMS and Zalo", "PHONE", env, OPTIONS
        ).parse_args(argv)
        try:
            port, slow = int(known.port), float(known.slow)
        except ValueError:
            raise Refuses("--port and --slow (PHONE_PORT, PHONE_SLOW) must be numbers.") from None
        secrets = {
            name: env.get(f"PHONE_{name.upper()}", "") for name in ("sms_key", "app_id", "app_secret", "refresh_token")
        }
        return cls(
            demo=env.get("DEMO", "") == "1", data=Path(known.data).resolve(), port=port, host=known.host, app_url=known.app_url,
            slow=max(slow, 0.0), clock=env.get("CLOCK") or None, **secrets,
        )  # fmt: skip


OPTIONS = (
    ("port", "8002", "port to listen on"),
    ("host", "127.0.0.1", "address to listen on; 0.0.0.0 lets phones on the same network in"),
    ("data", "var", "folder of the phones' own little database"),
    ("app-url", "/", "where 'back to the app' leads"),
    ("slow", "12", "seconds that a slow answer takes"),
)
