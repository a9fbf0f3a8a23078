"""How many came to a counter, and what they paid there by the bank's code: in the shape of all that is counted (webapp/tally.py), so that a sheet adds it up in one statement."""

from sqlalchemy import BigInteger, cast, func, or_

from webapp.counter.models import CounterVisit
from webapp.dossiers.service import Dossier
from webapp.payments.service import Bill, MoneyFact
from webapp.tally import Numbers, Scope, numbers
from webapp.tills import service as tills

GUIDED, VISITS, ACCOUNTS, BY_CODE = "guided", "visits", "accounts", "by_code"


def tally(scope: Scope) -> list[Numbers]:
    """visits: who sat down with their card; guided: who was only shown how; accounts: who has one because of it."""
    begins, ends = scope.moments
    span = CounterVisit.opened_at >= begins, CounterVisit.opened_at < ends
    mine = scope.holds(CounterVisit.unit_id, CounterVisit.clerk_id)
    which = {VISITS: CounterVisit.guided.is_(False), GUIDED: CounterVisit.guided, ACCOUNTS: CounterVisit.new_account}
    return [
        numbers(what, CounterVisit.unit_id, CounterVisit.clerk_id, func.count()).where(*mine, *span, one)
        for what, one in which.items()
    ]


def tally_by_code(scope: Scope) -> list[Numbers]:
    """by_code: đồng that came for a customer's dossiers while they sat there and did not go over the counter: their bank's app read the
    code that the clerk showed. It goes straight to the agency's account."""
    begins, ends = scope.moments
    there = (
        MoneyFact.at >= CounterVisit.opened_at,
        or_(CounterVisit.ended_at.is_(None), MoneyFact.at <= CounterVisit.ended_at),
    )
    which = (
        MoneyFact.outcome == "settled",
        MoneyFact.provider.not_in(tills.COUNTER.values()),
        MoneyFact.at >= begins,
        MoneyFact.at < ends,
    )
    each = numbers(BY_CODE, CounterVisit.unit_id, CounterVisit.clerk_id, cast(func.sum(MoneyFact.amount), BigInteger))
    each = each.join(Dossier, Dossier.mandate_id == CounterVisit.id).join(Bill, Bill.dossier_id == Dossier.id)
    mine = scope.holds(CounterVisit.unit_id, CounterVisit.clerk_id)
    return [each.join(MoneyFact, MoneyFact.bill_id == Bill.id).where(*mine, *there, *which)]
