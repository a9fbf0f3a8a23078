"""One signed POST to a system of the State: its answer, `Refused` with its own code, or `Unreachable`. Logs name the host only."""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from webapp import clock
from webapp.systems import state
from webapp.systems.calling import BadReply, Unreachable, call
from webapp.systems.state import Settings, Unreadable

CODE = r"[0-9A-Za-z_-]{1,20}"
OURS = ("97", "03")  # our key or our way of writing is at fault, nobody's notice: it gets better only when we mend it
AT_REST = "75"  # the system is being looked after
log = logging.getLogger(__name__)


class Refused(Exception):
    """It understood and said no; `code` is its own, the meaning of each stands with who asks."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(settings: Settings, path: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The object answered with `error_code` "0". Raises Refused, Unreachable, BadReply."""
    raw = json.dumps(fields, ensure_ascii=False).encode()
    signed = state.signed_headers(raw, settings.key, int(clock.now().timestamp()))
    host = urlsplit(settings.url).hostname or ""
    try:
        said = {"Content-Type": "application/json"} | signed
        body = state.read_object(call(settings.url + path, raw, said, state.LARGEST_BODY, settings.patience))
        code = state.text(body, "error_code", CODE)
    except Unreadable as fault:
        log.warning("%s answered what cannot be read (%s)", host, fault.field)
        raise BadReply(str(fault)) from None
    if code in OURS:
        log.error("%s does not take our requests: %s", host, code)
    if code in (*OURS, AT_REST):
        raise Unreachable(f"answered with {code}")
    if code != state.OK:
        raise Refused(code)
    return body
