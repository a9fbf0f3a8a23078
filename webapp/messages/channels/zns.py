"""Zalo notifications: a registered text and its values to whoever uses Zalo under a number, as our Official Account.

POST https://business.openapi.zalo.me/message/template, header `access_token`; {phone: 84…, template_id, template_data,
tracking_id} → {error: 0, message, data: {msg_id, sent_time, quota}}; HTTP is 200 whatever happened, the number in `error` says it.
"""

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from webapp.messages.channels import Delivered, NotDelivered, Outgoing, abroad, text_of
from webapp.messages.channels.http import PATIENCE, Answer, post
from webapp.messages.channels.zns_templates import Errors, Template

log = logging.getLogger(__name__)


class Token(Protocol):
    """What opens the Official Account: an access token that lasts about a day."""

    def get(self) -> str: ...

    def renew(self, stale: str) -> str:
        """Another one, after `stale` was refused. Raises `NotDelivered`."""


class Zns:
    name = "zns"

    def __init__(
        self, url: str, token: Token, templates: Mapping[str, Template], errors: Errors, demo: bool = False,
        patience: float = PATIENCE,
    ) -> None:  # fmt: skip
        self._url, self._token, self._templates, self._errors = url, token, templates, errors
        self._demo, self._patience = demo, patience

    def deliver(self, message: Outgoing) -> Delivered:
        template_id, values = self._registered(message)
        fields = {
            "phone": abroad(message.phone), "template_id": template_id, "template_data": values, "tracking_id": str(message.id),
        }  # fmt: skip
        token = self._token.get()
        answer, error = self._ask(fields, token)
        if error in self._errors.token:
            answer, error = self._ask(fields, self._token.renew(token))
        if error != 0:
            self._refuse(error)
        data = answer.said.get("data")
        return Delivered(1, text_of(data.get("msg_id")) if isinstance(data, dict) else None)

    def _registered(self, message: Outgoing) -> tuple[str, Mapping[str, str]]:
        """The id and the values of the nearest text that Zalo knows in the reader's language."""
        for key, values in message.zns.items():
            one = self._templates.get(key)
            known = (one.ids.get(message.lang) or (one.demo.get(message.lang) if self._demo else None)) if one else None
            if one and known and set(values) == set(one.params):
                return known, values
        raise NotDelivered("no template", unfit=True)

    def _ask(self, fields: Mapping[str, Any], token: str) -> tuple[Answer, int]:
        answer = post(self._url, fields, {"access_token": token}, patience=self._patience)
        error = answer.said.get("error")
        if not isinstance(error, int):
            raise NotDelivered("no answer")
        return answer, error

    def _refuse(self, error: int) -> None:
        if error in self._errors.ours:
            log.error("Zalo refuses our messages with error %s: see docs/operating.md", error)
        raise NotDelivered(str(error), permanent=error not in self._errors.temporary)
