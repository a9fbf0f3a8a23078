"""What a helper's phone says of a person it met: the same questions as for oneself, held to the same rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.accounts.forms import PersonForm
from webapp.accounts.names import plain


class NotAPerson(ValueError):
    """What was sent describes nobody: `wrong` names the fields."""

    def __init__(self, wrong: list[str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


@dataclass(frozen=True)
class Met:
    """`facts` as on the card, `source` card or typed, `doubtful`: the name lacks its diacritics."""

    facts: dict[str, str]
    source: str
    doubtful: bool

    def may_be(self, known: Mapping[str, Any]) -> bool:
        """Whether these facts of somebody with the same number are theirs: the name but for its accents, the day of birth."""
        name, born = (str(known.get(one) or "") for one in ("full_name", "birth_date"))
        return plain(name) == plain(self.facts["full_name"]) and born in ("", self.facts["birth_date"])


def met(said: Mapping[str, Any]) -> Met:
    """`said`: the fields of `PersonForm`. Raises NotAPerson."""
    form = PersonForm(MultiDict({name: str(value) for name, value in said.items()}))
    if not form.validate():
        raise NotAPerson(sorted(form.errors))
    return Met(form.facts(), "card" if form.from_card else "typed", form.name_doubtful)
