"""YAML that remembers its lines, so that a mistake in a procedure file can be named by file, line and field.

Scalars follow YAML 1.2: only `true` and `false` are booleans ("yes" and "NO" stay texts), dates and "15:00" stay texts.
"""

import re
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where it is there
PLAIN = (
    (re.compile(r"(?:null|~|)$"), lambda _text: None),
    (re.compile(r"true$"), lambda _text: True),
    (re.compile(r"false$"), lambda _text: False),
    (re.compile(r"-?(?:0|[1-9][0-9]*)$"), int),
    (re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+$"), float),
)


class BadFile(Exception):
    """One mistake in a catalogue file: `1.004194.yaml, line 33, form[0].fields[2].kind: …`."""

    def __init__(self, file: str, line: int, field: str, problem: str) -> None:
        super().__init__(f"{file}, line {line}, {field or 'file'}: {problem}")
        self.file, self.line, self.field, self.problem = file, line, field, problem


class Block(dict[str, Any]):
    """A mapping that knows its line and the line of each key."""

    line: int = 1
    lines: dict[str, int]
    changed = False  # by an override: must be checked again

    def with_(self, **changes: Any) -> "Block":
        """A copy with changes, at the same place in the file."""
        copy = Block({**self, **changes})
        copy.line, copy.lines, copy.changed = self.line, self.lines, self.changed
        return copy


class Rows(list[Any]):
    """A list that knows its line and the line of each item."""

    line: int = 1
    lines: list[int]


def read(path: Path) -> Any:
    """The content of a file as Block, Rows and scalars. Raises BadFile when it is not YAML or a key stands twice."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadFile(path.name, line, "", f"not readable as YAML ({error.problem})") from error
    if node is None:
        raise BadFile(path.name, 1, "", "empty")
    return _build(node, path.name)


def line_of(root: Any, path: list[str | int]) -> int:
    """The line of the nearest thing on `path` that has one."""
    line, here = getattr(root, "line", 1), root
    for step in path:
        if isinstance(here, Block) and step in here:
            line, here = here.lines.get(str(step), line), here[str(step)]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            own = here.lines[step] if isinstance(here, Rows) else line
            here = here[step]
            line = getattr(here, "line", own)
        else:
            break
    return line


def say_path(path: list[str | int]) -> str:
    """`form[0].fields[2].kind`"""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def plain(value: Any) -> Any:
    """The same without lines, as it goes into the database."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def _build(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, file)
    if isinstance(node, yaml.SequenceNode):
        rows = Rows(_build(item, file) for item in node.value)
        rows.line, rows.lines = node.start_mark.line + 1, [item.start_mark.line + 1 for item in node.value]
        return rows
    return _scalar(node)


def _mapping(node: yaml.MappingNode, file: str) -> Block:
    block = Block()
    block.line, block.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in block:
            raise BadFile(file, line, key, "stands here twice")
        block[key], block.lines[key] = _build(value_node, file), line
    return block


def _scalar(node: yaml.Node) -> Any:
    text: str = node.value
    if isinstance(node, yaml.ScalarNode) and node.style not in ("'", '"', "|", ">"):
        for pattern, make in PLAIN:
            if pattern.match(text):
                return make(text)
    return text
