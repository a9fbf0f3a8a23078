"""What `make run` and `make phone` share: settings, free ports, database and seeds, the processes, and plain sentences when it fails."""

import errno
import http.client
import logging
import os
import secrets
import socket
import ssl
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from sqlalchemy.exc import OperationalError

from tools import ports, unit_certificates
from tools.processes import ChildEnded, Children, Stopped, die_with_parent, stop_on_signals
from webapp import assets, cli, create_app
from webapp.config import Config, Misconfigured
from webapp.db import Sessions
from webapp.units import service as units

logging.getLogger("alembic").setLevel(logging.WARNING)

NOTICES, IPN = "/thong-bao/sepay", "/thong-bao/vnpay"
SANDBOXES = (
    "sandbox bank",
    "sandbox phones",
    "sandbox VNPAY",
    "sandbox treasury",
)  # on the ports after the web server's
GRANIAN = (
    "webapp.serve", "--interface", "wsgi", "--factory", "--workers", "2", "--blocking-threads", "16", "--backpressure", "64",
    "--respawn-failed-workers", "--workers-kill-timeout", "5", "--no-ws", "--log-level", "warning",
)  # fmt: skip


class CannotStart(Exception):
    """The text says what is wrong and what to do."""


def port_from(env: str, default: int) -> int:
    """The port of the web server; the sandboxes take the next ones, up to the fourth after it."""
    text = os.environ.get(env) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 65535 - len(SANDBOXES):
        raise CannotStart(f"{env}={text} is no port: a number from 1 to {65535 - len(SANDBOXES)} is needed.")
    return int(text)


def refuse_taken(port: int, host: str, what: str, env: str = "PORT") -> None:
    """A clear sentence now instead of a child that dies later."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EACCES:
                raise CannotStart(
                    f"Port {port} may not be used by this user. Choose one above 1023: {env}=8000"
                ) from fault
            raise CannotStart(
                f"Port {port} ({what}) is taken by another program. Choose another: {env}={port + 10}"
            ) from fault


def free_port() -> int:
    """A port that is free together with those of all sandboxes after it, for demonstrations that tests and tools start."""
    return ports.free(1 + len(SANDBOXES))


def prepare(config: Config) -> list[tuple[str, str, str]]:
    """Tables, catalogue and the named people with their dossiers; returns who can sign in (name, phone, what)."""
    app = create_app(config)
    engine = app.extensions["sessions"].engine
    with app.app_context():
        cli.prepare(engine)
        certify(config, app.extensions["sessions"])
        assets.pack(app)
        seeds = _seeds()
        if seeds:
            seeds.seed(app)
    engine.dispose()
    return list(getattr(seeds, "PEOPLE", []))


def certify(config: Config, made: Sessions) -> None:
    """A demonstration's units get certificates of its own, unless SIGNING names a folder."""
    if config.demo and config.signing == config.data / "signing":
        with made.read() as db:
            collecting = [(unit.id, unit.name_vi) for unit in units.receiving_units(db)]
        unit_certificates.make(config.signing, collecting)


def _seeds() -> ModuleType | None:
    return import_module("webapp.seeds") if find_spec("webapp.seeds") else None


def prepare_bank(port: int) -> None:
    """Before the settings are read: what moved on an account is asked of the sandbox bank, unless SePay was named."""
    if not os.environ.get("SEPAY_URL"):
        os.environ.update(SEPAY_URL=f"http://localhost:{port}", SEPAY_TOKEN=secrets.token_urlsafe(24))


def start_bank(children: Children, config: Config, host: str, port: int, app_inside: str) -> None:
    """`app_inside` is where the bank reaches the app from this computer."""
    children.start(
        "bank", "webapp.sandbox.bank", "--host", host, "--port", str(port), "--notify", app_inside + NOTICES,
        "--app-url", config.public_url, "--data", str(config.data), SANDBOX_SECRET=config.bank_secret,
        SANDBOX_TOKEN=os.environ["SEPAY_TOKEN"],
    )  # fmt: skip


def prepare_vnpay(port: int, seen_at: str) -> None:
    """Before the settings are read: payers are sent to the sandbox VNPAY at `seen_at`, unless the app was told of another."""
    if not os.environ.get("VNPAY_TMN"):
        os.environ.update(VNPAY_TMN="DEMO0001", VNPAY_SECRET=secrets.token_hex(16).upper())
        os.environ.update(VNPAY_PAY_URL=f"{seen_at}/paymentv2/vpcpay.html")
        os.environ.update(VNPAY_API_URL=f"http://localhost:{port}/merchant_webapi/api/transaction")


def start_vnpay(children: Children, config: Config, host: str, port: int, app_inside: str) -> None:
    """`app_inside` is where it reaches the app from this computer."""
    children.start(
        "vnpay", "webapp.sandbox.vnpay", "--host", host, "--port", str(port), "--ipn", app_inside + IPN,
        "--app-url", config.public_url, "--data", str(config.data), SANDBOX_VNPAY_TMN=os.environ["VNPAY_TMN"],
        SANDBOX_VNPAY_SECRET=os.environ.get("VNPAY_SECRET", ""),
    )  # fmt: skip


def prepare_phones(port: int, seen_at: str) -> None:
    """Before the settings are read: the app sends to the sandbox phones on `port`, unless it was told of another gateway."""
    here = f"http://localhost:{port}"
    if not os.environ.get("SMS_URL"):
        os.environ.update(SMS_URL=f"{here}/sms", SMS_KEY=secrets.token_urlsafe(24), SMS_SENDER="MotCham")
    if not os.environ.get("ZNS_APP_ID"):
        made = {f"ZNS_{name}": secrets.token_urlsafe(24) for name in ("APP_SECRET", "REFRESH_TOKEN")}
        os.environ.update(made, ZNS_APP_ID="sandbox", ZNS_URL=f"{here}/message/template")
        os.environ.update(ZNS_TOKEN_URL=f"{here}/v4/oa/access_token", PHONE_URL=seen_at)


def start_phones(children: Children, config: Config, host: str, port: int) -> None:
    children.start(
        "phones", "webapp.sandbox.phone", "--host", host, "--port", str(port), "--app-url", config.public_url,
        "--data", str(config.data), PHONE_SMS_KEY=config.sms["key"], PHONE_APP_ID=config.zns["app_id"],
        PHONE_APP_SECRET=config.zns["app_secret"], PHONE_REFRESH_TOKEN=config.zns["refresh_token"],
    )  # fmt: skip


def prepare_treasury(port: int) -> None:
    """Before the settings are read: the State's other systems are played on `port`, unless others were named."""
    if not os.environ.get("TREASURY_URL"):
        os.environ.update(TREASURY_URL=f"http://localhost:{port}", TREASURY_KEY=secrets.token_urlsafe(24))


def start_treasury(children: Children, config: Config, host: str, port: int) -> None:
    children.start(
        "treasury", "webapp.sandbox.treasury", "--host", host, "--port", str(port), "--app-url", config.public_url,
        "--data", str(config.data), TREASURY_KEY=os.environ["TREASURY_KEY"],
    )  # fmt: skip


def start_web(children: Children, *words: str) -> None:
    children.start("web", *GRANIAN, *words, "webapp:create_app")


def start_worker(children: Children) -> None:
    children.start("worker", "flask", "--app", "webapp", "work")


def answers(port: int, path: str, trust: Path | None = None) -> bool:
    """Whether this computer's `port` answers `path` with 200."""
    kind = (http.client.HTTPSConnection, {"context": ssl.create_default_context(cafile=trust)}) if trust else None
    made, options = kind or (http.client.HTTPConnection, {})
    connection = made("localhost", port, timeout=10, **options)  # type: ignore[arg-type]
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def people(known: list[tuple[str, str, str]]) -> str:
    if not known:
        return ""
    width = max(len(name) for name, _phone, _what in known)
    rows = [f"  {name:<{width}}  {phone:<12}  {what}" for name, phone, what in known]
    return "Who can sign in (the code of the text message appears under the address below):\n" + "\n".join(rows)


def run(body: Callable[[], None]) -> int:
    """Runs `body` until it is stopped; every foreseeable failure is a sentence and the exit code 1."""
    if "MAKELEVEL" in os.environ:
        die_with_parent()
    stop_on_signals()
    try:
        body()
    except Stopped:
        print("\nStopped.", flush=True)
        return 0
    except (CannotStart, ChildEnded, Misconfigured) as refusal:
        return _say(str(refusal))
    except (OSError, OperationalError) as fault:
        if sentence := _disk(fault):
            return _say(sentence)
        raise
    return 0


def _say(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


def _disk(fault: Exception) -> str:
    text = str(getattr(fault, "orig", fault))
    if getattr(fault, "errno", None) == errno.ENOSPC or "disk is full" in text:
        return "The disk is full. Make room, then start again; nothing that was saved is lost."
    unwritable = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)
    nowhere = getattr(fault, "errno", None) == errno.ENOENT and fault.filename == os.environ.get("DATA")  # type: ignore[attr-defined]
    if getattr(fault, "errno", None) in unwritable or nowhere or "readonly" in text:
        return f"The data folder cannot be written ({text}). Choose another: DATA=/folder make run"
    if isinstance(fault, OperationalError):
        return f"The database does not answer: {text}".strip()
    return ""
