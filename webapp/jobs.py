"""What the worker can do, by name."""

from functools import partial

from webapp.config import Config
from webapp.documents import wiring as documents
from webapp.mandates import book, daily
from webapp.messages import pushing
from webapp.messages import service as messages
from webapp.messages.channels import Channel
from webapp.messages.channels.console import Console
from webapp.messages.channels.web_push import WebPush
from webapp.outbox import Handler
from webapp.payments import service as payments


def handlers(config: Config) -> dict[str, Handler]:
    """Job kind → what runs it. The channels are chosen here, once."""
    channels: list[Channel] = [Console(show_text=config.demo)]
    return {
        "message.deliver": partial(messages.deliver, channels=channels),
        pushing.JOB: pushing.handler(WebPush(config.push_keys, config.push_contact, config.push_services)),
        payments.JOB: payments.interpret_job,
        **book.handlers(config.data),
        daily.JOB: daily.tell,
        **documents.handlers(config),
    }
