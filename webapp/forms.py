"""The base of every form: texts cleaned as they come in, messages in the person's language, no token (security.py)."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms import Form, StringField
from wtforms.fields.core import Field
from wtforms.validators import StopValidation

from webapp.i18n import _l
from webapp.normal import normal

LONGEST = 4000
UNSEEN = {"Cc", "Cf", "Cs", "Co"}  # control, invisible formatting, lone surrogate, private use


def clean_text(value: str | None, multiline: bool = False) -> str:
    """NFC, without control or invisible formatting characters, spaces folded, at most 4,000 characters."""
    text = normal("NFC", (value or "")[: LONGEST * 4])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in UNSEEN)
    text = re.sub(r"[^\S\n]+", " ", text) if multiline else re.sub(r"\s+", " ", text)
    return text.strip()[:LONGEST]


class BaseForm(Form):
    """`Form.of_request()` reads the posted fields; without a post it is empty or shows `data`."""

    @classmethod
    def of_request(cls, data: Mapping[str, Any] | None = None) -> "BaseForm":
        posted = request.form if request.method == "POST" else None
        return cls(posted, data=data)


class TextField(StringField):
    """One line of text, cleaned; never None."""

    data: str

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0]) if valuelist else (self.data or "")


class Filled:
    """Must be filled in; says so kindly."""

    field_flags = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message or _l("Chỗ này còn trống.")

    def __call__(self, form: Form, field: Field) -> None:
        if not field.data:
            field.errors = []
            raise StopValidation(str(self.message))


class AtMost:
    """No longer than `most` characters."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Form, field: Field) -> None:
        if field.data and len(field.data) > self.most:
            raise StopValidation(str(_l("Dài quá, nhiều nhất %(most)s chữ.", most=self.most)))


def said_json() -> dict[str, Any]:
    """The object that a phone or a module sent; anything else is a request nobody here makes (400)."""
    said = request.get_json(silent=True)
    if not isinstance(said, dict):
        raise BadRequest
    return said
