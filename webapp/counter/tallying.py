"""How many came to a counter: in the shape of all that is counted (webapp/tally.py), so that a sheet adds it up in one statement."""

from sqlalchemy import func

from webapp.counter.models import CounterVisit
from webapp.tally import Numbers, Scope, numbers

GUIDED, VISITS, ACCOUNTS = "guided", "visits", "accounts"


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
