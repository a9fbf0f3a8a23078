"""The settings of the sandbox treasury: from the command line or TREASURY_*, complete or not started at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.ground.settings import parser


@dataclass(frozen=True)
class TreasuryConfig:
    """`key` is what the app proves itself with; `app_url` is the way back to it."""

    demo: bool
    data: Path
    key: str = field(repr=False)
    port: int = 8004
    host: str = "127.0.0.1"
    app_url: str = "/"
    clock: str | None = None

    def __post_init__(self) -> None:
        if not self.demo:
            raise Refuses(
                "The sandbox treasury knows invented debts only and runs for demonstrations: set DEMO=1 to start it."
            )
        if not self.key:
            raise Refuses("TREASURY_KEY is missing: the shared key that proves the app's requests.")
        if not 0 <= self.port <= 65535:
            raise Refuses(f"--port (TREASURY_PORT) must be a port between 0 and 65535, not {self.port}.")

    @classmethod
    def read(cls, argv: Sequence[str], env: Mapping[str, str]) -> "TreasuryConfig":
        """Command line first, then TREASURY_*; the key from the environment only. Raises Refuses."""
        known = parser(
            "webapp.sandbox.treasury", "Clickable stand-ins for the State's other systems", "TREASURY", env, OPTIONS
        ).parse_args(argv)
        try:
            port = int(known.port)
        except ValueError:
            raise Refuses("--port (TREASURY_PORT) must be a number.") from None
        return cls(
            demo=env.get("DEMO", "") == "1",
            data=Path(known.data).resolve(),
            key=env.get("TREASURY_KEY", ""),
            port=port,
            host=known.host,
            app_url=known.app_url,
            clock=env.get("CLOCK") or None,
        )


OPTIONS = (
    ("port", "8004", "port to listen on"),
    ("host", "127.0.0.1", "address to listen on; 0.0.0.0 lets phones on the same network in"),
    ("data", "var", "folder of its own little database"),
    ("app-url", "/", "where 'back to the app' leads"),
)
