"""The settings of one running app: read once from the environment, frozen, and complete or not started at all."""

import base64
import contextlib
import ipaddress
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from webapp import money_settings
from webapp.messages import settings as messages

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parent.parent


class Misconfigured(Exception):
    """The app must not start like this; the text says what to set, in one sentence a line."""


@dataclass(frozen=True)
class Config:
    """`secret_key` signs cookies, `master_key` (32 bytes) seals personal data and files, `bank_secret` proves bank notices."""

    demo: bool
    data: Path
    database_url: str
    public_url: str
    secret_key: bytes = field(repr=False)
    master_key: bytes = field(repr=False)
    bank_secret: str = field(repr=False)
    bank_url: str | None = None
    sepay: Mapping[str, str] = field(
        default_factory=dict, repr=False
    )  # url, token: asks what moved; empty = never asked
    vnpay: Mapping[str, str] = field(
        default_factory=dict, repr=False
    )  # tmn, secret, pay_url, api_url; empty = no cards
    treasury: Mapping[str, str] = field(
        default_factory=dict, repr=False
    )  # url, key: debts and the tax system's register
    hotline: str = ""
    clock: str | None = None
    version: str = VERSION
    extra_hosts: tuple[str, ...] = ()
    proxies: int = 0  # reverse proxies in front of the app; each adds one address to X-Forwarded-For
    old_master_keys: tuple[bytes, ...] = field(default=(), repr=False)  # still read, never written with
    files_at: str = ""  # where files are kept: empty = DATA/files, else s3://bucket or s3://bucket/prefix
    s3: Mapping[str, str] = field(default_factory=dict, repr=False)  # endpoint, region, key, secret
    clamd: str = ""  # where the virus scanner listens: a socket's path or host:port; empty = nothing is scanned
    push_keys: tuple[bytes, ...] = field(default=(), repr=False)  # the newest first, 32 bytes each; none = push is off
    push_contact: str = ""  # whom a push service writes to: mailto: or https:
    push_services: tuple[str, ...] = ()  # origins of push services, besides those of the makers of browsers
    sms: Mapping[str, str] = field(default_factory=dict, repr=False)  # url, key, sender of the gateway; empty = off
    zns: Mapping[str, str] = field(
        default_factory=dict, repr=False
    )  # app_id, app_secret, refresh_token, url, token_url; empty = off
    message_data: Path | None = None  # a province's own sending.yaml, sms.yaml, zns.yaml, prices.yaml
    signing: Path | None = None  # a folder with a key and certificate for each unit; none = receipts are not signed
    phone_url: str | None = None  # demonstration: where sent messages are seen as on a phone

    @property
    def host(self) -> str:
        """Name (without port) under which browsers reach the app; passkeys are bound to it."""
        return urlsplit(self.public_url).hostname or "localhost"

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Config":
        env = os.environ if env is None else env
        demo = env.get("DEMO", "") == "1"
        data = Path(env.get("DATA") or ROOT / "var").resolve()
        data.mkdir(parents=True, exist_ok=True)
        given = {name: value for name, value in env.items() if value}
        known = {"SIGNING": str(data / "signing")} | _demo_secrets(data) | given if demo else given
        public_url = known.get("PUBLIC_URL", "").rstrip("/")
        extra_hosts = tuple(h.strip() for h in known.get("EXTRA_HOSTS", "").split(",") if h.strip())
        if demo:
            public_url = public_url or f"http://localhost:{env.get('PORT') or 8000}"
            _refuse_public_demo(public_url, extra_hosts)
        _refuse_missing(known, public_url)
        _refuse_half_a_store(known)
        _refuse_half_a_push(known, demo)
        _refuse(messages.faults(known, demo) + money_settings.faults(known, demo))
        return cls(
            demo=demo,
            data=data,
            database_url=known.get("DATABASE_URL") or f"sqlite:///{data / 'motcham.sqlite3'}",
            public_url=public_url,
            secret_key=known["SECRET_KEY"].encode(),
            master_key=_key(known["MASTER_KEY"], "MASTER_KEY"),
            bank_secret=known["BANK_SECRET"],
            bank_url=known.get("BANK_URL") or None,
            hotline=known.get("HOTLINE", ""),
            clock=_clock(known.get("CLOCK"), demo),
            extra_hosts=extra_hosts,
            proxies=_number(known.get("PROXIES", "0"), "PROXIES"),
            old_master_keys=tuple(_key(text, "OLD_MASTER_KEYS") for text in known.get("OLD_MASTER_KEYS", "").split()),
            files_at=known.get("FILES_AT", ""),
            s3={name: known.get(f"S3_{name.upper()}", "") for name in ("endpoint", "region", "key", "secret")},
            clamd=known.get("CLAMD", ""),
            push_keys=tuple(_key(known[name], name) for name in ("PUSH_KEY",) if known.get(name))
            + tuple(_key(text, "OLD_PUSH_KEYS") for text in known.get("OLD_PUSH_KEYS", "").split()),
            push_contact=known.get("PUSH_CONTACT", ""),
            push_services=tuple(known.get("PUSH_SERVICES", "").split()),
            **messages.settings(known),
            **money_settings.settings(known),
        )


def _demo_secrets(data: Path) -> dict[str, str]:
    """Secrets of a demonstration: made once, kept in its data folder, worth nothing elsewhere."""
    path = data / "demo-secrets.json"
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(32),
            "MASTER_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "BANK_SECRET": secrets.token_urlsafe(24),
            "HOTLINE": "1900 54 54 81",
            "PUSH_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "PUSH_CONTACT": "mailto:mot-cham@example.org",
        }
        spare = path.with_suffix(f".{os.getpid()}")
        spare.write_text(json.dumps(made))
        spare.chmod(0o600)
        with contextlib.suppress(FileExistsError):  # another process was first; its secrets are the ones
            os.link(spare, path)
        spare.unlink()
    return dict(json.loads(path.read_text()))


def _refuse_public_demo(public_url: str, extra_hosts: tuple[str, ...]) -> None:
    for host in (urlsplit(public_url).hostname, *(urlsplit(f"//{name}").hostname for name in extra_hosts)):
        _refuse_public_name(host or "")


def _refuse_public_name(host: str) -> None:
    if host == "localhost" or host.endswith((".localhost", ".local", ".test")):
        return
    try:
        if ipaddress.ip_address(host).is_private:
            return
    except ValueError:
        pass
    raise Misconfigured(f"DEMO=1 is for this computer and its own network only, not for {host}: unset DEMO to go live.")


def _refuse_missing(known: Mapping[str, str], public_url: str) -> None:
    wanted = {
        "SECRET_KEY": "signs the cookies, at least 32 characters",
        "MASTER_KEY": "seals personal data, 32 bytes in base64",
        "BANK_SECRET": "proves the bank's notices",
        "PUBLIC_URL": "https address under which people reach the app",
    }
    have = dict(known) | {"PUBLIC_URL": public_url}
    missing = [f"{name} is missing ({why})." for name, why in wanted.items() if not have.get(name)]
    if missing:
        raise Misconfigured("\n".join(missing))
    if known.get("DEMO") != "1" and not public_url.startswith("https://"):
        raise Misconfigured("PUBLIC_URL must begin with https:// (cookies, camera and passkeys need it).")
    if len(known["SECRET_KEY"]) < 32:
        raise Misconfigured("SECRET_KEY is too short: at least 32 characters.")


def _refuse_half_a_store(known: Mapping[str, str]) -> None:
    """Files in an object store need all of its settings; without `FILES_AT` they lie in DATA."""
    at, names = known.get("FILES_AT", ""), ("S3_ENDPOINT", "S3_REGION", "S3_KEY", "S3_SECRET")
    if not at:
        if given := [name for name in names if known.get(name)]:
            raise Misconfigured(f"{given[0]} is set but FILES_AT is not: write FILES_AT=s3://bucket, or unset it.")
        return
    if not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w.-]+)*/?", at):
        raise Misconfigured("FILES_AT must be s3://bucket or s3://bucket/prefix; leave it out to keep files in DATA.")
    if missing := [name for name in names if not known.get(name)]:
        raise Misconfigured("\n".join(f"{name} is missing (FILES_AT names an object store)." for name in missing))
    if not re.fullmatch(r"https?://[^/?#@\s]+/?", known["S3_ENDPOINT"]):
        raise Misconfigured("S3_ENDPOINT must be an address like https://s3.example.vn, without bucket or password.")


def _refuse_half_a_push(known: Mapping[str, str], demo: bool) -> None:
    """Push needs a key and somebody to write to; without both it is off, and nobody is asked whether they want it."""
    key, contact = known.get("PUSH_KEY"), known.get("PUSH_CONTACT", "")
    for name in ("PUSH_CONTACT", "OLD_PUSH_KEYS", "PUSH_SERVICES"):
        if known.get(name) and not key:
            raise Misconfigured(f"{name} is set but PUSH_KEY is not: set PUSH_KEY (32 bytes in base64), or unset it.")
    if key and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|https://\S+", contact):
        raise Misconfigured(
            "PUSH_CONTACT must say whom push services write to: mailto:…@… or https://… (PUSH_KEY is set)."
        )
    for origin in known.get("PUSH_SERVICES", "").split():
        if not re.fullmatch(r"https?://[^/?#@\s]+" if demo else r"https://[^/?#@\s]+", origin):
            raise Misconfigured(
                f"PUSH_SERVICES: {origin} must be an address like https://push.example.vn, nothing after it."
            )


def _refuse(faults: list[str]) -> None:
    if faults:
        raise Misconfigured("\n".join(faults))


def _key(text: str, name: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise Misconfigured(f"{name} must be 32 bytes in base64.")
    return key


def _clock(text: str | None, demo: bool) -> str | None:
    """A set clock is for demonstrations: outside them every date has to be true."""
    if text is None:
        return None
    if not demo:
        raise Misconfigured("CLOCK is for demonstrations only: unset it.")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise Misconfigured(f"CLOCK={text} is no moment: write it like 2026-11-23T09:00:00+07:00.") from None
    return text


def _number(text: str, name: str) -> int:
    if not text.isdecimal():
        raise Misconfigured(f"{name}={text} is no number.")
    return int(text)
