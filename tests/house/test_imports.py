"""Who may import whom: the table of docs/architecture.md, held. Each rule is a sentence; each failure says what to write instead."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "webapp"
DOOR = {"__init__", "door", "home", "rooms", "cli", "jobs", "nightly", "seeds", "migrations"}
FORMATS = {  # how a notice, a code and a question are written: public, not ours
    "webapp.payments.gateways.sepay", "webapp.payments.vietqr", "webapp.payments.gateways.vnpay",
    "webapp.payments.gateways.vnpay_api", "webapp.payments.gateways.vnpay_form",
}  # fmt: skip


def _table() -> dict[str, set[str]]:
    """Room → rooms it may import, as docs/architecture.md says."""
    text = (ROOT / "docs" / "architecture.md").read_text()
    rows = re.findall(r"^\| ([a-z, ]+?) \| ([a-z–, ]+?) \|$", text, re.MULTILINE)
    table = {}
    for names, allowed in rows:
        for name in names.split(", "):
            if (APP / name).is_dir():
                table[name] = {room for room in allowed.split(", ") if room != "–"}
    return table


ROOMS = _table()


@dataclass(frozen=True)
class Import:
    """One name one file imports; `module` is the whole dotted name, down to a submodule where one is meant."""

    path: Path
    line: int
    module: str
    level: int
    inside: bool

    @property
    def home(self) -> str:
        """Room or top-level name of the importing file."""
        return self.path.relative_to(APP).parts[0].removesuffix(".py")

    @property
    def target(self) -> str:
        return (self.module.split(".") + [""])[1]

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.module}"


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    base = node.module or ""
    folder = ROOT / Path(*base.split("."))
    return [
        f"{base}.{n.name}" if (folder / f"{n.name}.py").exists() or (folder / n.name).is_dir() else base
        for n in node.names
    ]


def _walk(node: ast.AST, path: Path, inside: bool = False) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for module in sorted(set(_modules(child))):
                yield Import(path, child.lineno, module, getattr(child, "level", 0), inside)
        within = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _walk(child, path, within)


def _all() -> list[Import]:
    return [found for path in sorted(APP.rglob("*.py")) for found in _walk(ast.parse(path.read_text()), path)]


ALL = _all()
OURS = [one for one in ALL if one.module.split(".")[0] == "webapp"]


def refuse(bad: list[Import], instead: str) -> None:
    assert not bad, f"{instead}\n" + "\n".join(f"  {one}" for one in bad)


def test_the_document_names_every_room():
    folders = {path.name for path in APP.iterdir() if (path / "__init__.py").exists()}
    assert folders - {"messages", "systems", "sandbox", "migrations"} == set(ROOMS), (
        "write the room into the table of docs/architecture.md"
    )


def test_the_ground_imports_no_room():
    ground = [one for one in OURS if one.home not in {*ROOMS, *DOOR, "sandbox"}]
    bad = [one for one in ground if one.target in {*ROOMS, *DOOR, "sandbox"} - {"__init__"}]
    refuse(
        bad, "The ground knows no room: let the room register what the ground shall call (webapp/rooms.py wires it)."
    )


def test_a_room_imports_only_the_rooms_that_the_table_allows():
    bad = [
        one
        for one in OURS
        if one.home in ROOMS and one.target in ROOMS and one.target not in ROOMS[one.home] | {one.home}
    ]
    refuse(
        bad,
        "A room looks only back along the walk: fire an event into the earlier room, or register a function with it.",
    )


def test_another_room_is_entered_through_its_service():
    other = [one for one in OURS if one.home in ROOMS and one.target in ROOMS and one.target != one.home]
    bad = [one for one in other if one.module != f"webapp.{one.target}.service"]
    refuse(
        bad, "Write `from webapp.<room> import service as <room>`; what others need stands in the room's service.py."
    )


def test_no_room_imports_the_door():
    bad = [one for one in OURS if one.home in ROOMS and one.target in DOOR - {"__init__"}]
    refuse(bad, "Only the door knows all rooms: let webapp/rooms.py hand over what is needed.")


def test_the_sandbox_stands_alone():
    refuse([one for one in OURS if one.home != "sandbox" and one.target == "sandbox"],
           "The sandbox is another process: talk to it over HTTP as to a real bank.")  # fmt: skip
    rooms = [one for one in OURS if one.home == "sandbox" and one.target in {*ROOMS, *DOOR} - {"__init__"}]
    refuse(
        [one for one in rooms if one.module not in FORMATS],
        "The sandbox may know the written formats only (sepay, vietqr, vnpay, the State's systems).",
    )


def test_only_views_and_wiring_import_views():
    views = [one for one in OURS if one.home not in {*DOOR, "sandbox"} and one.module.endswith("views")]
    bad = [one for one in views if not one.path.stem.endswith("views") and one.path.stem != "wiring"]
    refuse(bad, "A verb knows no page: return a value or raise a named error, and let the view render it.")


def test_no_function_imports():
    refuse(
        [one for one in ALL if one.inside],
        "Import at the top of the file; a circle means that a piece stands in the wrong file.",
    )


def test_imports_are_absolute():
    refuse([one for one in ALL if one.level], "Write `from webapp.x import y`.")


def test_pure_tables_do_no_work():
    pure = [one for one in ALL if one.path.stem in ("lifecycle", "fees") and one.home in ROOMS]
    bad = [one for one in pure if one.module.split(".")[0] in ("flask", "sqlalchemy") or one.target == "db"]
    refuse(bad, "lifecycle and fees are pure: pass in what they need as arguments.")
