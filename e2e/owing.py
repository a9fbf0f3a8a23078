"""Somebody who owes a fee: a dossier that waits for its payment, made beside the running demonstration, and its worker's rounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from e2e.conftest import CLOCK, Demo
from tests.people import ANSWERS, account_of, make_dossier
from webapp import clock, create_app, outbox
from webapp.accounts import service as accounts
from webapp.config import Config
from webapp.db import uuid7
from webapp.dossiers.service import State
from webapp.payments import enquiries
from webapp.payments.models import Bill


class Owing:
    """The demonstration's own database, opened from here for what no page can do in a moment."""

    def __init__(self, demo: Demo) -> None:
        env = {"DEMO": "1", "DATA": str(demo.data), "PUBLIC_URL": demo.url, "CLOCK": CLOCK}
        self.app = create_app(Config.from_env(env))

    @contextmanager
    def database(self) -> Iterator[Session]:
        with self.app.app_context(), self.app.extensions["sessions"].write() as db:
            yield db
            db.commit()

    def dossier(self, phone: str, name: str) -> UUID:
        """Of 1.004194, handed in online: 7,000 đồng."""
        with self.database() as db:
            account = account_of(db, phone, name)
            accounts.agree(db, account.id, accounts.consent.current(), "demo")
            known = ANSWERS | {"name": name, "phone": phone}
            return make_dossier(db, account, state=State.AWAITING_PAYMENT, answers=known).id

    def bill(self, dossier_id: UUID) -> Bill:
        with self.database() as db:
            found = db.scalars(select(Bill).where(Bill.dossier_id == dossier_id)).one()
            db.expunge(found)
            return found

    def only_rounds_of_ours(self) -> None:
        """The worker's own of the next hours count as asked for, and come another day: one in the middle of a test takes its point."""
        first = int(clock.now().timestamp() // enquiries.EVERY.total_seconds())
        with self.database() as db:
            for number in range(first, first + 100):
                key = f"every/{enquiries.ROUND}/{number}"
                outbox.enqueue(db, enquiries.ROUND, {}, key=key, at=clock.now() + timedelta(days=2))

    def round(self) -> None:
        """One run of the job that comes every five minutes, now."""
        with self.database() as db:
            outbox.enqueue(db, enquiries.ROUND, {"round": uuid7().hex})
