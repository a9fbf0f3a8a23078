"""What no file of the repository may hold, and how long one may grow."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = {
    ".py",
    ".sh",
    ".html",
    ".txt",
    ".in",
    ".js",
    ".css",
    ".json",
    ".yaml",
    ".toml",
    ".md",
    ".cfg",
    ".po",
    ".svg",
    "",
}
LOCKS = {"requirements.txt", "requirements-dev.txt", "package-lock.json", "tools/uv.txt", "tools/node.txt"}
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "deb.debian" + ".org",
    "index" + "-url =",
]
PLACES = ["/work" + "/", "/root" + "/", "/home" + "/"]
UNFINISHED = ["TODO", "FIXME", "NotImplemented" + "Error"]
QUOTED = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.S)
PUT_ASIDE = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|@unittest\.skip")


def _tracked() -> list[Path]:
    """Files that are, or could be, committed."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted({ROOT / name for name in listed if (ROOT / name).is_file()})


FILES = _tracked()
TEXTS = [path for path in FILES if path.suffix in TEXT and "vendor" not in path.parts]
CODE = [
    path for path in FILES if path.suffix == ".py" and "versions" not in path.parts
]  # a migration is written by a tool


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def holding(words: list[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        found += [f"{name(path)}: {word}" for word in words if re.search(rf"(?<![\w.]){re.escape(word)}", text)]
    return found


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths: list[Path], most: int) -> list[str]:
    return [f"{name(path)}: {lines(path)} lines" for path in paths if lines(path) > most]


def test_no_file_names_a_package_registry():
    assert not holding(REGISTRIES, TEXTS), "registries are reached through their clients' own settings"


def test_no_file_names_a_folder_of_somebodys_machine():
    assert not holding(PLACES, TEXTS), "write paths relative to the repository"


def test_nothing_is_left_unfinished():
    ours = [
        path
        for path in CODE + [p for p in TEXTS if p.suffix in (".html", ".js", ".css", ".sh")]
        if path != Path(__file__)
    ]
    assert not holding(UNFINISHED, ours), "finish it, or write an issue"


def test_no_test_is_put_aside():
    found = [name(path) for path in CODE if PUT_ASIDE.search(path.read_text()) and path != Path(__file__)]
    assert not found, "a test runs or is removed"


def test_python_files_stay_small():
    tables = [
        path for path in CODE if path.parent.name in ("ground", "payments", "money") and "tests" in path.parts
    ]  # worked examples
    assert not too_long([path for path in CODE if path not in tables], 300), (
        "cut the file by verb (submit.py, settle.py)"
    )
    assert not too_long(tables, 400), "cut the file by behaviour"


def test_templates_stay_small():
    assert not too_long([p for p in TEXTS if p.suffix == ".html"], 150), "take a part out into a macro or an include"


def test_browser_modules_stay_small():
    assert not too_long([p for p in TEXTS if p.suffix == ".js"], 150), "take a part out into a module of its own"


def _functions(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            nested = any(isinstance(inner, ast.FunctionDef) for inner in ast.walk(node) if inner is not node)
            if length > 40 and not (
                nested and node.name in ("attach", "create_app")
            ):  # these only hold small functions
                found.append(f"{name(path)}:{node.lineno} {node.name}: {length} lines")
    return found


def test_functions_stay_small():
    found = [line for path in CODE for line in _functions(path)]
    assert not found, "take a step out into a function with a name of its own"


def test_every_python_file_says_what_lives_in_it():
    app = [p for p in CODE if "webapp" in p.parts or "tools" in p.parts]
    missing = [name(p) for p in app if p.read_text().strip() and not ast.get_docstring(ast.parse(p.read_text()))]
    assert not missing, "one docstring a module"


def test_a_lock_file_pins_every_package_with_its_hash():
    for lock in LOCKS - {"package-lock.json"}:
        text = (ROOT / lock).read_text().replace("\\\n", " ")
        pins = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        assert pins
        assert all("==" in line and "--hash=sha256:" in line for line in pins), lock


@pytest.mark.parametrize("script", ["tools/setup.sh", "tools/lock.sh", ".ci/run"])
def test_scripts_can_be_started(script):
    assert (ROOT / script).stat().st_mode & 0o111
    subprocess.run(["bash", "-n", ROOT / script], check=True)


def test_no_template_string_stands_inside_another() -> None:
    """What makes scripts smaller (assets.lean) would take the spaces of the inner one for spaces between words of code."""
    ours = [path for path in TEXTS if path.suffix == ".js"]
    strings = [(name(path), text) for path in ours for text in QUOTED.findall(path.read_text()) if text.startswith("`")]
    assert len(strings) > 50
    assert [one for one in strings if one[1].rfind("${") > one[1].rfind("}")] == []
