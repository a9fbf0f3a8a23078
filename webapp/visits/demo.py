"""One home visit of the demonstration that waits for its team; asked for through the same verbs. All invented."""

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp.visits import asking, slots

SPACE = UUID("6d6f7463-6861-4d00-8000-000000000003")
PHONE = "0912000015"


def seed(db: Session, unit_id: str, ward: str, procedure: str) -> None:
    """Once; quick when it is there. Somebody without an account asks for their mother, tomorrow or soon."""
    visit_id = uuid5(SPACE, "tu")
    if asking.known(db, visit_id):
        return
    wanted = asking.Wanted(
        visit_id, unit_id, ward, slots.ahead(slots.now().soonest)[0], procedure, "family", "bà Tư", "Số 5, ngõ 2, Lê Lợi",
        "bà đi lại khó, nhà có chó", PHONE, "vi", "demo",
    )  # fmt: skip
    asking.confirm(db, asking.ask(db, wanted, None), PHONE)
