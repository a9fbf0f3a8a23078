"""Whose card it is, before they said yes: what the card says, and whether somebody with that number is known here."""

from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.accounts import service as accounts
from webapp.accounts.service import Person
from webapp.i18n import _
from webapp.procedures import service as procedures


class Unreadable(Exception):
    """No card's code; `words` say what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Shown:
    """`form`: the facts of the card, to be compared with it; `known`: who is here already under that number.

    `gun`: the scanner or the keyboard made something of the name that may not be what stands on the card.
    """

    form: accounts.PersonForm
    known: Person | None = None
    gun: bool = False
    to_agree: bool = True
    phone_end: str = ""  # the last two digits, so that they can be asked whether it is theirs


def nobody() -> Shown:
    return Shown(_at_desk(accounts.PersonForm(data={"source": "typed"})))


def _at_desk(form: accounts.PersonForm) -> accounts.PersonForm:
    """Whoever sits here has a card: it is what finds them again."""
    form["id_number"].flags.required, form["id_number"].description = True, ""
    return form


def of_text(db: Session, text: str) -> Shown:
    """What a scanner gun typed. The number and the day of birth come through any keyboard; the name of somebody who is known
    is taken from what is kept. Raises Unreadable."""
    try:
        card = accounts.id_card.parse(text, clock.today())
    except accounts.id_card.NotAnIdCard as error:
        raise Unreadable(_reason(error.reason)) from error
    known = accounts.person_of_card(db, card.number)
    if known is None:
        return Shown(_at_desk(accounts.PersonForm.of_card(card)), gun=card.name_doubtful)
    born, name = accounts.household.born(known), accounts.household.name(known)
    alike = procedures.plain(name) == procedures.plain(card.full_name)
    if born not in (None, card.birth_date) or (born is None and not alike):  # a number alone is nobody's card
        raise Unreadable(
            str(
                _(
                    "Số này đã có, với tên hoặc ngày sinh khác. Xem lại thẻ; thẻ đúng thì mời khách đến nơi làm thủ tục để sửa."
                )
            )
        )
    form = accounts.PersonForm.of_card(card)
    form["full_name"].data = name
    asked = accounts.consent.was_asked(db, known.account_id)
    return Shown(form, known, to_agree=not asked, phone_end=known.account.phone[-2:])


def posted(db: Session) -> Shown:
    """The facts as the page sent them back, looked at."""
    form = _at_desk(accounts.PersonForm(MultiDict(request.form)))
    form.validate()
    if not form.errors and not form["id_number"].data:
        form["id_number"].errors = [_("Gõ 12 số trên thẻ.")]
    return Shown(form, gun=form.name_doubtful)


def _reason(reason: str) -> str:
    if reason in ("birth_date", "issue_date"):
        return str(_("Không đọc được ngày trên thẻ. Quét lại, hoặc bấm F4 để gõ tay."))
    return str(_("Mã này không phải mã của thẻ căn cước. Quét lại, hoặc bấm F4 để gõ tay."))
