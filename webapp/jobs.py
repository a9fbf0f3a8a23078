"""What the worker can do, by name."""

from webapp.config import Config
from webapp.debts import wiring as debts
from webapp.decisions import returning
from webapp.documents import wiring as documents
from webapp.mandates import book, daily
from webapp.messages import delivering, pushing
from webapp.messages import wiring as messages
from webapp.messages.channels.web_push import WebPush
from webapp.outbox import Handler
from webapp.payments import wiring as payments
from webapp.receipts import wiring as receipts
from webapp.visits import service as visits

EVERY = {**payments.EVERY, **receipts.EVERY, **debts.EVERY}
"""Job kind → how often it comes again."""


def handlers(config: Config) -> dict[str, Handler]:
    """Job kind → what runs it."""
    return {
        delivering.JOB: messages.handler(config),
        pushing.JOB: pushing.handler(WebPush(config.push_keys, config.push_contact, config.push_services)),
        **payments.handlers(config),
        **receipts.handlers(config),
        **returning.handlers(payments.gateways(config)),
        **debts.handlers(config),
        **book.handlers(config.data),
        daily.JOB: daily.tell,
        visits.JOB: visits.remind,
        **documents.handlers(config),
    }
