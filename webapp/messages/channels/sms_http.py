"""Text messages by a gateway that takes HTTP: its fields and answers are data (`data/sms.yaml`), so most providers fit."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from webapp.messages import sms_text
from webapp.messages.channels import Delivered, NotDelivered, Outgoing, abroad, text_of
from webapp.messages.channels.http import PATIENCE, post
from webapp.messages.data_files import BadData, read

KNOWN = {"id", "to", "local", "sender", "text", "encoding", "key"}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Writing:
    """`diacritics`: language → whether they are kept; `most`: template (or `default`) → parts it may come to."""

    diacritics: Mapping[str, bool]
    most: Mapping[str, int]
    refused: str

    def text(self, message: Outgoing) -> str:
        """What goes out: the short text if there is one."""
        said = message.sms or message.whole
        return said if self.diacritics.get(message.lang, False) else sms_text.plain(said)


@dataclass(frozen=True)
class Gateway:
    form: bool
    bearer: bool
    fields: Mapping[str, str]
    answer_id: str
    answer_code: str
    accepted: frozenset[str]
    temporary: frozenset[str]


@cache
def load(folder: Path | None = None) -> tuple[Writing, Gateway]:
    """Raises `BadData`."""
    raw = read("sms", folder)
    try:
        tongues = {one: bool(kept) for one, kept in raw["diacritics"].items() if one in ("vi", "en")}
        most = {str(name): int(parts) for name, parts in raw["most"].items() if name not in ("since", "source")}
        asked = raw["gateway"]
        made = Gateway(
            asked["format"] == "form", asked["auth"] == "bearer", {str(k): str(v) for k, v in asked["fields"].items()},
            str(asked["answer_id"]), str(asked["answer_code"]), frozenset(map(str, asked["accepted"])),
            frozenset(map(str, asked["temporary"])),
        )  # fmt: skip
        for value in made.fields.values():
            value.format_map(dict.fromkeys(KNOWN, ""))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise BadData(
            f"sms.yaml: {error} is missing, unknown or not of the right kind; see the file that ships."
        ) from None
    return Writing(tongues, most, str(raw["refused"])), made


class SmsHttp:
    name = "sms"

    def __init__(
        self, url: str, key: str, sender: str, writing: Writing, gateway: Gateway, patience: float = PATIENCE
    ) -> None:
        self._url, self._key, self._sender = url, key, sender
        self._writing, self._gateway, self._patience = writing, gateway, patience

    def deliver(self, message: Outgoing) -> Delivered:
        text = self._writing.text(message)
        size, way = sms_text.counted(text), self._gateway
        known = {
            "id": str(message.id), "to": abroad(message.phone), "local": message.phone, "sender": self._sender, "text": text,
            "encoding": size.encoding, "key": self._key,
        }  # fmt: skip
        fields = {name: value.format_map(known) for name, value in way.fields.items()}
        headers = {"Authorization": f"Bearer {self._key}"} if way.bearer else {}
        answer = post(self._url, fields, headers, way.form, self._patience)
        self._judge(answer.said)
        return Delivered(size.parts, text_of(answer.said.get(way.answer_id)))

    def _judge(self, said: Mapping[str, Any]) -> None:
        """For providers that answer 200 to everything."""
        way = self._gateway
        code = str(said.get(way.answer_code)) if way.answer_code else None
        if code is None or code in way.accepted:
            return
        log.warning("the SMS gateway answered %s", code[:20])
        raise NotDelivered(code[:40], permanent=code not in way.temporary)
