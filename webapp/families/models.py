"""A person's way from the phone of their household to a phone of their own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed
from webapp.sealing import Index


class Move(Base):
    """Begun on the new phone (`account_id`), which shows `code`; confirmed on the household's phone or at a desk.

    `id` comes with the form. Done, the code is gone and the row is the line that says so, for both accounts, without a
    name; not confirmed it goes within a day (retention.yaml, move_code). `means`: phones or desk.
    """

    __tablename__ = "moves"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    code: Mapped[str | None] = mapped_column(Sealed("move code"))
    code_index: Mapped[str | None] = mapped_column(
        String(64), unique=True, info={"blind": Index("move code", "code")}
    )  # fmt: skip
    asked_at: Mapped[datetime] = mapped_column(UTC, index=True)
    from_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    person_id: Mapped[UUID | None]
    means: Mapped[str | None] = mapped_column(String(8))
    by_id: Mapped[UUID | None]
    done_at: Mapped[datetime | None] = mapped_column(UTC, index=True)
