"""Chooses the thresholds of the quality gate on drawn photographs and writes them, with the tables of docs/quality.md.

python -m tools.calibrate_quality                    both sets, webapp/documents/checking/quality.json, the tables
python -m tools.calibrate_quality --tables           the tables only, with the thresholds there are
python -m tools.calibrate_quality --check            a smaller sample: fails when the document says something else
python -m tools.calibrate_quality --folder PHOTOS    real photographs in good/ blur/ dark/ glare/ small/ cut/: how the gate does
python -m tools.calibrate_quality --folder PHOTOS --fit     and choose the thresholds with them
"""

import argparse
import json
import os
import sys
from pathlib import Path

from tools.papers import report
from tools.papers.fitting import SEARCHED, Seen, look_at_all, look_into, searched
from tools.papers.photographs import wanted
from webapp.documents.checking import quality

RULES = Path(quality.__file__).with_name("quality.json")
GOOD, EACH = 120, 8  # of each set: good photographs, and photographs of each strength of each fault
CHECKED_GOOD, CHECKED_EACH = 40, 2
MARGIN = 8.0  # percentage points by which the smaller sample may differ from what the document says


def main() -> int:
    options = _options()
    if options.check:
        return check(options.processes)
    if options.folder and not options.fit:
        return judge(look_into(options.folder), quality.rules())
    known = look_at_all(wanted(False, GOOD, EACH), options.processes, options.keep)
    rule = quality.rules()
    if not options.tables:
        rule = searched(known + (look_into(options.folder) if options.folder else []))
        RULES.write_text(json.dumps(rule, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(rule), flush=True)
    seen = known + look_at_all(wanted(True, GOOD, EACH), options.processes, options.keep)
    report.write(report.tables(seen, rule))
    print(report.tables(seen, rule))
    return 0


def _options() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--check", action="store_true")
    words.add_argument("--tables", action="store_true")
    words.add_argument("--folder", type=Path)
    words.add_argument("--fit", action="store_true")
    words.add_argument("--keep", type=Path, help="a file for what was measured, to try other thresholds quickly")
    words.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return words.parse_args()


def check(processes: int) -> int:
    """Other photographs of the same sets, fewer of them."""
    seen = [
        one
        for unseen in (False, True)
        for one in look_at_all(wanted(unseen, CHECKED_GOOD, CHECKED_EACH, first=5000), processes)
    ]
    rule, stated, off = quality.rules(), report.stated(), 0
    for name in ("calibration", "unseen"):
        some = report.SETS[name]
        now = [report.percent(part(seen, rule, some)) for part in (report.false_alarms, report.misses)]
        for what, said, found in zip(("false alarms", "misses"), stated[name], now, strict=True):
            wrong = abs(said - found) > MARGIN
            off += wrong
            print(
                f"{name}: {what} {found:.1f} %, the document says {said:.1f} %" + (" <- too far off" if wrong else "")
            )
    return 1 if off else 0


def judge(seen: list[Seen], rule: dict[str, float]) -> int:
    """Real photographs: rates by folder, and where each measure lies."""
    for label in sorted({one.want.fault for one in seen}):
        of_it = [one for one in seen if one.want.fault == label]
        print(f"{label}: warned of {report.say(report.count(of_it, rule, lambda want: True))}")
        for measure, _, _ in SEARCHED.values():
            values = sorted(one.measures[measure] for one in of_it)
            print(f"    {measure}: {values[0]:.3g} … {values[len(values) // 2]:.3g} … {values[-1]:.3g}")
    return 0 if seen else 1


if __name__ == "__main__":
    sys.exit(main())
