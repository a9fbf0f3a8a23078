"""What `make bench` says of its measurements, and that it runs."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools import ports
from tools.bench import chart, report, search, server
from tools.bench.asking import PAGES
from tools.bench.figures import Figures, figures, percentile, ratio
from tools.bench.load import Measured
from tools.bench.report import Result
from webapp import clock

HUNDRED = [float(number) for number in range(1, 101)]


@pytest.mark.parametrize(("share", "value"), [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0), (0.0, 1.0)])
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(share: float, value: float) -> None:
    assert percentile(HUNDRED, share) == value
    assert percentile([7.0], share) == 7.0


def test_figures_are_medians_of_rounds_and_percentiles_of_all_requests() -> None:
    rounds = [Measured([0.01] * 10, 0.1), Measured([0.02] * 10, 0.2), Measured([0.5] * 10, 5.0)]
    found = figures(rounds, [0.1, 0.2, 0.3], 4)
    assert (found.per_second, found.p50, found.p99, found.cpu, found.queries) == (50.0, 20.0, 500.0, 20.0, 4)


def test_a_ratio_compares_rounds_with_each_other() -> None:
    """A round in which the machine was slow says nothing about one side."""
    one, other = (
        Figures(0, 0, 0, 0, 0, None, rounds) for rounds in (((10, 1), (1, 10), (9, 1)), ((20, 2), (2, 20), (30, 3)))
    )
    assert ratio(one, other, 0) == 0.5


def _result(size: int) -> Result:
    flat = {page.id: Figures(100, 2, 3, 4, 1.5, 5, ((100, 2.0),)) for page in PAGES}
    bare = {page.id: Figures(180, 1, 1, 1, 0.5, None, ((180, 1.0),)) for page in PAGES if page.public}
    slow = {page: Figures(50, 4, 5, 6, 1.5, 5, ((50, 5.0),)) for page in flat}
    sides = {"sqlite 1000": flat} | ({f"sqlite {size}": slow} if size > 1000 else {}) | {"ceiling": bare}
    return Result(size, sides, {"sqlite 1000": [(150.4, 100.2), (140.0, 90.0)], "ceiling": [(40.0, None)]})


def test_the_table_has_every_page_and_its_share_of_the_ceiling() -> None:
    shown = report.table(_result(1000))
    assert "| Front page | sqlite | 100 | 2.0 | 3.0 | 4.0 | 1.50 | 5 | 56% |" in shown
    assert all(page.name in shown for page in PAGES)
    assert "sqlite 150 MB (100 MB); ceiling 40 MB." in shown


def test_the_other_table_says_how_cost_grows() -> None:
    assert "| Look-up | sqlite | 2.0 | 4.0 | 6.0 | 2.50 |" in report.growth_table(_result(1_000_000))


def test_it_is_written_between_its_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("before\n<!-- server ceiling -->\nold\n<!-- end of server ceiling -->\nafter\n")
    report.write(_result(1000), tmp_path)
    text = page.read_text()
    assert text.startswith("before\n<!-- server ceiling -->\n| Page |")
    assert text.endswith("<!-- end of server ceiling -->\nafter\n")
    assert "old" not in text
    assert (tmp_path / "speed-ceiling.svg").exists()
    with pytest.raises(LookupError):
        report.write(_result(100_000), tmp_path)


def test_the_chart_can_be_read_without_seeing_it() -> None:
    drawn = ElementTree.fromstring(chart.bars("Shares & more", [("Front <page>", 0.62), ("List", 0.4)], 0.5, "{:.0%}"))
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.attrib["role"] == "img"
    assert drawn.findtext(f"{space}title") == "Shares & more"
    assert drawn.findtext(f"{space}desc") == "Front <page> 62%; List 40%"
    kinds = [bar.attrib["class"] for bar in drawn.iter(f"{space}rect")]
    assert kinds == ["b", "o"], "what misses the target looks otherwise"


def test_it_measures_every_page_of_a_small_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", str(ports.free(2)))
    clock.reset()  # the server that is measured has the time of this computer, and so must the dossiers it is filled with
    result = server.measure(size=60, engines=("sqlite",), rounds=1, each=8)
    ours, bare = result.measured["sqlite 60"], result.measured["ceiling"]
    assert set(ours) == {page.id for page in PAGES}
    assert set(bare) == {page.id for page in PAGES if page.public}
    assert all(one.per_second > 0 for one in (*ours.values(), *bare.values()))
    assert all((one.queries or 0) <= 6 for page, one in ours.items() if page != "submit")
    assert report.table(result)


def test_the_search_s_part_measures_sizes_side_by_side() -> None:
    small, large = search.measure((200, 700), rounds=1)
    assert (small.size, large.size) == (200, 700)
    assert all(one.p50 > 0 and one.by_hand > 0 and one.megabytes > 0 for one in (small, large))
    head, rule, *rows = search.table([small, large]).splitlines()
    assert [row.split("|")[1].strip() for row in rows] == ["200", "700"]
    assert rows[0].split("|")[4].strip() == "1.00"
    assert {line.count("|") for line in (head, rule, *rows)} == {9}


def test_made_up_names_are_the_same_each_time_and_as_many_as_wanted() -> None:
    made = list(search.names(4_000))
    assert made == list(search.names(4_000))
    assert len({entry.code for entry in made}) == 4_000
