"""What other rooms may ask of the counter: who sits at a clerk's desk, and how many came."""

from webapp.counter.clearing import KEY, RULE, forget, forget_keys
from webapp.counter.visits import (
    CLERK,
    Customer,
    NoSuchVisit,
    NotThere,
    SomebodyElse,
    begin,
    current,
    dossier_of,
    dossiers_of,
    end,
    guide,
    keys,
    one,
    reach,
    rest,
    unit_of,
    wake,
)

__all__ = [
    "CLERK", "KEY", "RULE", "forget", "forget_keys", "Customer", "NoSuchVisit", "NotThere", "SomebodyElse", "begin", "current", "dossier_of", "dossiers_of", "end", "guide", "keys",
    "one", "reach", "rest", "unit_of", "wake",
]  # fmt: skip
