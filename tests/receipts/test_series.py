"""Symbols, tax codes and agreements: dated data that cannot make two receipts alike, nor a delegate nobody told of."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import yaml
from sqlalchemy.orm import Session

from webapp.receipts import series
from webapp.receipts.series import BadSeries, NoDelegation, delegation, read_delegations, read_editions, symbols
from webapp.units import service as units

DAY = date(2026, 11, 23)


def edition(**changes: Any) -> dict[str, Any]:
    return deepcopy(series._editions()[0]) | changes  # type: ignore[operator]


def agreement(**changes: Any) -> dict[str, Any]:
    return dict(series._delegations()[0]) | changes


def test_every_unit_that_collects_has_symbols_and_a_tax_code(app, db: Session) -> None:
    collects = [unit.id for unit in units.all_units(db) if unit.bank_account]
    found = {symbols(unit, kind, DAY).series for unit in collects for kind in series.KINDS}
    assert len(found) == len(collects) * len(series.KINDS)
    assert all(symbols(unit, "phi", DAY).tax_code for unit in collects)


def test_the_year_stands_in_the_series() -> None:
    assert [symbols("hong-gai", "phi", date(year, 1, 1)).series for year in (2027, 2028)] == ["HGP-27E", "HGP-28E"]


def test_a_unit_that_is_not_listed_collects_under_its_id_and_without_a_tax_code() -> None:
    found = symbols("moi-lap", "le_phi", DAY)
    assert (found.series, found.tax_code, found.demo) == ("moi-lapL-26E", None, True)


@pytest.mark.parametrize("where", ["units", "kinds"])
def test_two_of_the_same_letters_are_refused(where: str) -> None:
    made = edition()
    one, other = list(made[where])[:2]
    made[where][one] = made[where][other]
    with pytest.raises(BadSeries, match="of its own"):
        read_editions([made])


@pytest.mark.parametrize("pattern", ["{unit}-{yy}E", "{kind}-{yy}E"])
def test_a_series_that_two_could_share_is_refused(pattern: str) -> None:
    with pytest.raises(BadSeries, match="names the unit and the kind"):
        read_editions([edition(series=pattern)])


def test_a_newer_edition_holds_from_its_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = edition(**{"from": "2026-12-01", "series": "{unit}.{kind}{yy}"})
    both = read_editions([edition(), newer])
    monkeypatch.setattr(series, "_editions", lambda: both)
    assert symbols("hong-gai", "phi", DAY).series == "HGP-26E"
    assert symbols("hong-gai", "phi", date(2026, 12, 1)).series == "HG.P26"


@pytest.mark.parametrize(("told", "fine"), [("2026-09-28", True), ("2026-09-29", False)])
def test_the_tax_office_is_told_three_days_before(told: str, fine: bool) -> None:
    if fine:
        assert read_delegations([agreement(told=told)])
    else:
        with pytest.raises(BadSeries, match="3 days before"):
            read_delegations([agreement(told=told)])


def test_an_agreement_without_its_number_is_refused() -> None:
    with pytest.raises(BadSeries, match="stand on the receipt"):
        read_delegations([agreement(agreement={"number": "", "date": "2026-09-01"})])


@pytest.mark.parametrize(
    ("principal", "day"), [("ha-tu", date(2026, 9, 30)), ("ha-tu", date(2030, 1, 1)), ("hong-gai", DAY)]
)
def test_nobody_writes_for_another_without_an_agreement_in_force(principal: str, day: date) -> None:
    assert delegation("buu-dien-ha-tu", "ha-tu", DAY)
    with pytest.raises(NoDelegation):
        delegation("buu-dien-ha-tu", principal, day)


def test_every_delegate_and_principal_is_a_unit(app, db: Session) -> None:
    for one in yaml.safe_load((series.DATA / "delegations.yaml").read_text())["delegations"]:
        assert units.get(db, one["delegate"]).kind == "post_office"
        assert units.bank_account(db, one["principal"])
