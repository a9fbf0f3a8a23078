"""One file for the many small modules of a page: on a weak line every request costs, and small files pack badly.

The modules stay as they are written. Asked for one by one they are doors into that file, so that what one of them keeps in mind is
there once, whoever imports it. Only the plain shapes that ours have are understood; anything else stops the app at its start, in words.
"""

import re
from collections.abc import Iterable, Mapping
from posixpath import dirname, normpath, relpath

STATEMENT = re.compile(r'^import (?:(?P<what>.*?) from )?"(?P<path>\.[^"]+)";.*\n', re.M)
LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
EXPORT = re.compile(r"^export (?P<default>default )?(?=(?:async )?(?:function|class|const) (?P<name>\w+))", re.M)
LIST = re.compile(r"^export \{ ((?:\w+, )*\w+) \};\n", re.M)
LEFT_OVER = re.compile(r"^(?:import|export)\b", re.M)


class NotUnderstood(ValueError):
    """A module has an import or export of another shape, or a circle of imports."""


def target(module: str, path: str) -> str:
    """The module that `path` means inside `module`."""
    return normpath(f"{dirname(module)}/{path}")


def imports(source: str, later: bool = False) -> list[str]:
    """The paths that a module imports at once, and those it imports later where asked for."""
    return [found["path"] for found in STATEMENT.finditer(source)] + (LATER.findall(source) if later else [])


def closure(files: Mapping[str, bytes], first: Iterable[str], outside: Iterable[str] = ()) -> list[str]:
    """These modules and all that they import, each after what it imports itself, without those `outside`."""
    found: list[str] = []

    def take(module: str, above: tuple[str, ...]) -> None:
        if module in above:
            raise NotUnderstood(f"{module}: imports itself through {above[-1]}")
        if module in found or module in outside:
            return
        for path in imports(files[module].decode()):
            take(target(module, path), (*above, module))
        found.append(module)

    for module in first:
        take(module, ())
    return found


def bundle(
    files: Mapping[str, bytes], first: Iterable[str], place: str, page: str, below: str = "", held: Iterable[str] = ()
) -> dict[str, bytes]:
    """These modules with all that they import as one module at `place`, which exports `modules` by path; and their doors.

    Not in it are `page`, a module that every page has, and the modules `held` by another such file, `below`.
    """
    known = {page: "page"} | {name: f'below["{name}"]' for name in held}
    inside = closure(files, first, known)
    known |= {name: f"_{number}" for number, name in enumerate(inside)}
    bodies = [_closed(name, files[name].decode(), known, place) for name in inside]
    head = [f'import {{ modules as below }} from "{_from(place, below)}";\n'] if below else []
    if any(" = page;" in body for body in bodies):
        head.append(f'import * as page from "{_from(place, page)}";\n')
    named = ", ".join(f'"{name}": {known[name]}' for name in inside)
    whole = "".join([*head, *bodies, f"export const modules = {{ {named} }};\n"])
    return {place: whole.encode()} | {name: _door(name, files[name].decode(), place) for name in inside}


def _door(module: str, source: str, place: str) -> bytes:
    inside = f'modules["{module}"]'
    names, default = _exports(source)
    lines = [
        f'import {{ modules }} from "{_from(module, place)}";',
        f"export const {{ {', '.join(names)} }} = {inside};" if names else "",
        f"export default {inside}.default;" if default else "",
    ]
    return "".join(f"{line}\n" for line in lines if line).encode()


def _closed(module: str, source: str, known: Mapping[str, str], place: str) -> str:
    """The module as a constant: its exports, made in a scope of its own."""

    def bring(found: re.Match[str]) -> str:
        what, other = found["what"] or "", known[target(module, found["path"])]
        if what.startswith("{"):
            return f"const {what.replace(' as ', ': ')} = {other};\n"
        return f"const {what.removeprefix('* as ')} = {other}{'' if what[0] == '*' else '.default'};\n" if what else ""

    names, default = _exports(source)
    body = LIST.sub("", EXPORT.sub("", STATEMENT.sub(bring, source)))
    if LEFT_OVER.search(body):
        raise NotUnderstood(f"{module}: an import or export of another shape")
    body = LATER.sub(lambda path: f'import("{_from(place, target(module, path[1]))}")', body)
    return f"const {known[module]} = (() => {{\n{body}return {{ {', '.join([*names, *default])} }};\n}})();\n"


def _exports(source: str) -> tuple[list[str], list[str]]:
    """The names, and the default as `["default: name"]` where there is one."""
    found = list(EXPORT.finditer(source))
    names = [one["name"] for one in found if not one["default"]]
    listed = [name for some in LIST.findall(source) for name in some.split(", ")]
    return names + listed, [f"default: {one['name']}" for one in found if one["default"]]


def _from(place: str, module: str) -> str:
    path = relpath(module, dirname(place))
    return path if path.startswith(".") else f"./{path}"
