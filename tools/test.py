"""`make test`: every check, one after the other, and a summary. `python -m tools.test [lint|clocks|soak]` runs a part."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from tools import browser, clamd

ROOT = Path(__file__).resolve().parent.parent
OTHER_DAYS = ("2027-03-01", "2028-01-03")
# Pictures, sources, and processes with a clock of their own: another day is nothing to them.
TIMELESS = tuple(ROOT / "tests" / name for name in ("house", "tools", "documents/checking", "documents/stores"))
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
TEMPLATES = [str(folder) for folder in sorted((ROOT / "webapp").rglob("templates"))]


@dataclass
class Step:
    """`command` are the words after `python -m`; a pytest step is counted from its report."""

    name: str
    command: list[str]
    env: dict[str, str]
    passed: int = 0
    failed: int = 0
    code: int = 0
    seconds: float = 0.0

    def run(self) -> None:
        print(f"\n── {self.name} " + "─" * max(0, 70 - len(self.name)), flush=True)
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            words = [*self.command, f"--junitxml={report}"] if self.command[0] == "pytest" else self.command
            self.code = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=os.environ | self.env).returncode
            if report.exists():
                self._count(report)
        self.seconds = time.monotonic() - begun

    def _count(self, report: Path) -> None:
        for suite in ET.parse(report).iter("testsuite"):
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            self.failed += bad
            self.passed += int(suite.get("tests", 0)) - bad - int(suite.get("skipped", 0))


def in_memory() -> None:
    """Thousands of databases are made and dropped: where there is room, in memory (a tenth of the time on some disks)."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)


def lint() -> list[Step]:
    return [
        Step("ruff check", ["ruff", "check", "."], {}),
        Step("ruff format", ["ruff", "format", "--check", "."], {}),
        Step("mypy", ["mypy"], {}),
        Step("djlint", ["djlint", "--lint", "--quiet", *TEMPLATES], {}),
    ]


def clocks() -> list[Step]:
    """The tests without a browser that may know the day, at other days; on both engines."""
    return [_unit(f"tests, the clock at {day}", ["tests"], TEST_CLOCK=day) for day in OTHER_DAYS]


def on_both() -> list[Step]:
    """Every test without a browser: on PostgreSQL, and on SQLite at another day, each room at one of them. What the day changes is in
    the app, whatever keeps its data; `make test-clocks` runs all at all days on both."""
    sqlite = {"TEST_ENGINES": "sqlite"}
    rooms = [str(one.relative_to(ROOT)) for one in sorted((ROOT / "tests").iterdir()) if _holds_tests(one)]
    timeless = [*(str(one.relative_to(ROOT)) for one in TIMELESS), "-k", "sqlite"]
    return [
        _unit("tests on PostgreSQL", ["tests"], TEST_ENGINES="postgresql"),
        *(
            _unit(f"tests on SQLite, the clock at {day}", rooms[n :: len(OTHER_DAYS)], TEST_CLOCK=day, **sqlite)
            for n, day in enumerate(OTHER_DAYS)
        ),
        _unit("tests on SQLite, whatever the day", timeless, **sqlite),
    ]


def _unit(name: str, where: list[str], **env: str) -> Step:
    return Step(name, ["pytest", *where, "-n", "2"], env)


def _holds_tests(place: Path) -> bool:
    return place.name.startswith("test_") or any(place.glob("test_*.py"))


MONEY = ["tests/money/test_crashes.py", "tests/money/test_any_order.py"]
SLIPS = "tests/slips/test_any_order.py"


def soak() -> list[Step]:
    """What `make test` does a few times, many times: the server killed at random moments of an upload, ten dossiers made
    without a signal, whatever may happen to a phone in any order, and to money while processes die between two writes."""
    found = {"E2E_BROWSER": browser.find()}
    by_two = ["-n", "2", "--dist"]
    cut = ["pytest", "e2e/test_real_clients.py", "e2e/test_flight.py", *by_two, "loadfile"]
    schedules = ["pytest", "e2e/test_schedules.py", *by_two, "worksteal"]
    orders = ["pytest", *MONEY, SLIPS, *by_two, "worksteal"]
    return [
        Step("a killed server, ten dossiers without a signal", cut, found | {"SOAK": "1"}),
        Step("schedules", schedules, found | {"SCHEDULES": "500"}),
        Step("money, slips", orders, {"MONEY_RUNS": "2000", "MONEY_EXAMPLES": "500"}),
    ]


def everything() -> list[Step]:
    clamd.find()  # the tests look for it themselves and fail without
    by_file = ["pytest", "e2e", "-n", "2", "--dist", "loadfile"]  # tests of a file build on each other's people
    walks = Step("tests in a real browser", by_file, {"E2E_BROWSER": browser.find()})
    return [*lint(), *on_both(), walks]


def summary(steps: list[Step]) -> int:
    print(f"\n── summary {'─' * 62}")
    for step in steps:
        counted = f", {step.passed} passed, {step.failed} failed" if step.command[0] == "pytest" else ""
        print(f"{'ok    ' if step.code == 0 else 'FAILED'}  {step.name} ({step.seconds:.0f} s{counted})")
    broken = [step for step in steps if step.code]
    if any(step.command[0] == "pytest" for step in steps):
        passed = sum(step.passed for step in steps)
        failed = sum(max(step.failed, step.code != 0) for step in steps)
        print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if broken else 0


def main(part: str = "") -> int:
    in_memory()
    steps = {"": everything, "lint": lint, "clocks": clocks, "soak": soak}[part]()
    for step in steps:
        step.run()
    return summary(steps)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
