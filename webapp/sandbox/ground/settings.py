"""What the settings of all sandboxes have in common: command line or environment, a port, and only private networks."""

import argparse
import ipaddress
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from webapp.sandbox.ground.refusing import Refuses


def parser(
    program: str, about: str, prefix: str, env: Mapping[str, str], rows: Iterable[tuple[str, str, str]]
) -> argparse.ArgumentParser:
    """`rows`: (option, default, text); each may also be set as PREFIX_OPTION."""
    made = argparse.ArgumentParser(prog=f"python -m {program}", description=f"{about}, for DEMO=1 only.")
    for name, default, text in rows:
        variable = f"{prefix}_" + name.upper().replace("-", "_")
        made.add_argument(f"--{name}", default=env.get(variable) or default, help=f"{text} [{variable}]")
    return made


def private(host: str) -> bool:
    """This computer or its own network."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".test")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def private_address(url: str, what: str) -> None:
    """Raises Refuses unless `url` is an http address of this computer or its own network."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise Refuses(f"{what} must be an http address.")
    if not private(parts.hostname or ""):
        raise Refuses(f"{what} must be an address of this computer or its own network, not of {parts.hostname}.")
