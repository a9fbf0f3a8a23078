"""Finds the virus scanner for the tests, or gets it; prints its path. Fails loudly: the tests never go without."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SBIN = Path("/usr/sbin/clamd")  # where distributions put it; not on everybody's PATH
ASK = "clamd is missing: as root, `apt-get install --no-install-recommends clamav-daemon`, then again."


def known() -> str | None:
    return shutil.which("clamd") or (str(SBIN) if SBIN.exists() else None)


def by_apt() -> str | None:
    if os.geteuid() or not shutil.which("apt-get"):
        return None
    print("Installing the distribution's clamav-daemon (once) …", file=sys.stderr, flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update",), ("install", "-y", "--no-install-recommends", "clamav-daemon")):
        subprocess.run(["apt-get", *words], env=env, capture_output=True, check=False)
    return known()


def find() -> str:
    return known() or by_apt() or sys.exit(ASK)


if __name__ == "__main__":
    print(find())
