"""The channels that the settings turn on, chosen once; and what of the data does not fit the settings."""

from collections.abc import Callable
from datetime import datetime

from webapp import clock
from webapp.config import Config, Misconfigured
from webapp.messages import delivering, prices, rules
from webapp.messages.channels import Channel, sms_http, zns_templates
from webapp.messages.channels.console import Console
from webapp.messages.channels.sms_http import SmsHttp
from webapp.messages.channels.zalo_token import FILE, ZaloToken
from webapp.messages.channels.zns import Zns
from webapp.messages.data_files import BadData
from webapp.outbox import Outside


def on(config: Config) -> frozenset[str]:
    """Names of the channels that reach a phone."""
    return frozenset(name for name, settings in (("sms", config.sms), ("zns", config.zns)) if settings)


def check(config: Config) -> None:
    """Raises `Misconfigured` when a data file is wrong, or Zalo is on and knows none of our texts."""
    try:
        rules.load(config.message_data)
        prices.load(config.message_data)
        sms_http.load(config.message_data)
        templates, _errors = zns_templates.load(config.message_data)
    except BadData as error:
        raise Misconfigured(str(error)) from None
    if config.zns and not config.demo and not any(ids for one in templates.values() for ids in one.ids.values()):
        raise Misconfigured(
            "ZNS_APP_ID is set, but zns.yaml in MESSAGE_DATA names no id of a text that Zalo approved: add ids, or unset it."
        )


def channels(config: Config) -> dict[str, Channel]:
    """By name; where no channel reaches a phone, only the console."""
    made: dict[str, Channel] = {}
    if config.zns:
        known, errors = zns_templates.load(config.message_data)
        token = ZaloToken(
            config.data / FILE, config.zns["token_url"], config.zns["app_id"], config.zns["app_secret"],
            config.zns["refresh_token"],
        )  # fmt: skip
        made["zns"] = Zns(config.zns["url"], token, known, errors, config.demo)
    if config.sms:
        made["sms"] = SmsHttp(
            config.sms["url"], config.sms["key"], config.sms["sender"], *sms_http.load(config.message_data)
        )
    return made or {"console": Console(show_text=config.demo)}


def handler(config: Config) -> Outside:
    """What the worker does with a message."""
    made = channels(config)
    echo = Console(show_text=True) if config.demo and "console" not in made else None
    return delivering.Delivering(made, rules.load(config.message_data), _cost(config), echo).handler()


def _cost(config: Config) -> Callable[[str, int, datetime], int | None]:
    known = prices.load(config.message_data)
    return lambda channel, parts, at: prices.cost(known, channel, parts, clock.local(at).date(), config.demo)
