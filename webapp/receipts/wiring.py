"""How the room is connected: written when a bill is paid, its pages, its jobs, the tax system by the settings."""

from functools import partial

from flask import Flask

from webapp.config import Config
from webapp.outbox import Handler
from webapp.payments import service as payments
from webapp.receipts import issuing, jobs, papers, reporting, tax
from webapp.receipts.signing import signer_at
from webapp.receipts.views import bp
from webapp.systems.state import Settings

EVERY = {reporting.SWEEP: reporting.EVERY}


def attach(app: Flask, config: Config) -> None:
    app.extensions["receipt_printer"] = printer(config)
    app.register_blueprint(bp)
    payments.on_paid(issuing.paid)
    payments.show_when_paid("receipts/_bill_receipts.html")


def handlers(config: Config) -> dict[str, Handler]:
    """What the worker does for this room."""
    return {jobs.SIGN: papers.signing(printer(config)), **reporting.handlers(_sending(config))}


def printer(config: Config) -> papers.Printer:
    return papers.Printer(signer_at(config.signing), config.public_url, config.demo)


def _sending(config: Config) -> reporting.Send | None:
    """To the tax system, where TREASURY_URL names one."""
    return partial(tax.report, Settings(config.treasury["url"], config.treasury["key"])) if config.treasury else None
