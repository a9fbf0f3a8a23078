"""What programs ask of a sandbox: a JSON object, its texts, how long to wait."""

import math
from typing import Any

from flask import request

from webapp.sandbox.ground.refusing import Refused

PATIENCE = 3.0  # seconds a page waits for the first answer of the app, so that it can show it
LONGEST_WAIT = 10.0


class RequestUnreadable(Refused):
    status = 400
    code = "request_unreadable"
    message = "Yêu cầu gửi tới không đọc được."
    advice = "Chưa trừ đồng nào. Gửi JSON như trang Cho lập trình viên mô tả."


def body(optional: bool = False) -> dict[str, Any]:
    if optional and not request.get_data():
        return {}
    try:
        given = request.get_json(silent=True)
    except RecursionError:  # brackets in brackets in brackets: no ValueError to Python's reader
        given = None
    if not isinstance(given, dict):
        raise RequestUnreadable
    return given


def text(given: dict[str, Any], name: str) -> str:
    """Empty where missing; raises RequestUnreadable for anything but text that can be written down."""
    value = given.get(name, "")
    if not isinstance(value, str) or any("\ud800" <= c <= "\udfff" for c in value):
        raise RequestUnreadable
    return value


def yes(given: dict[str, Any], name: str) -> bool:
    value = given.get(name)
    if not isinstance(value, bool):
        raise RequestUnreadable
    return value


def seconds(given: dict[str, Any], name: str, usual: float, most: float) -> float:
    value = given.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        raise RequestUnreadable
    return float(min(max(value, 0.0), most))


def wait(given: dict[str, Any]) -> float:
    """Seconds to wait for the first answer of the app; 0 answers at once."""
    return seconds(given, "wait", PATIENCE, LONGEST_WAIT)
