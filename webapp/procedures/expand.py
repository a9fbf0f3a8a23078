"""Blocks and shared reliefs put in place of their `use:`; line numbers stay with what came from the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.procedures.marked import Block

Blocks = Mapping[str, Any]


class CannotExpand(Exception):
    """A `use:` that names nothing known, or changes something that is not in the block. `line` 0: ask the caller's
    place."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.line = line


def expand_form(form: list[Any], blocks: Blocks) -> list[Any]:
    """The groups with every block written out; notes get an id of their own. Raises CannotExpand."""
    groups = [group.with_(fields=expand_fields(group["fields"], blocks)) for group in form]
    number = 0
    for group in groups:
        for field in group["fields"]:
            if "id" not in field:
                number += 1
                field["id"] = f"note_{number}"
    return groups


def expand_fields(fields: list[Any], blocks: Blocks) -> list[Any]:
    return [done for field in fields for done in _one(field, blocks)]


def expand_reliefs(reliefs: list[Any], shared: Mapping[str, Any]) -> list[Any]:
    """Each `use:` becomes the shared relief, with this file's `fees` and `when`."""
    out = []
    for relief in reliefs:
        if "use" not in relief:
            out.append(relief)
            continue
        name = relief["use"]
        if name not in shared:
            raise CannotExpand(f"there is no relief «{name}» in reliefs.yaml", relief.line)
        own = {key: value for key, value in relief.items() if key != "use"}
        out.append(relief.with_(**{"id": name, **shared[name], **own}))
        out[-1].pop("use")
    return out


def _one(field: Any, blocks: Blocks) -> Iterator[Block]:
    if "use" in field:
        yield from _block(field, blocks)
    elif field.get("kind") == "repeat":
        yield field.with_(fields=expand_fields(field["fields"], blocks))
    else:
        yield field.with_()


def _block(use: Block, blocks: Blocks) -> Iterator[Block]:
    name = use["use"]
    if name not in blocks:
        raise CannotExpand(f"there is no block «{name}» in blocks.yaml", use.line)
    fields = expand_fields(blocks[name], blocks)
    own = {field["id"] for field in fields if "id" in field}
    override = use.get("override") or {}
    strangers = (set(use.get("only") or []) | set(use.get("except") or []) | set(override)) - own
    if strangers:
        raise CannotExpand(f"block «{name}» has no «{sorted(strangers)[0]}»", use.line)
    for field in fields:
        if _taken(field, use):
            yield _placed(field, use, own, override.get(field.get("id"), {}))


def _taken(field: Block, use: Block) -> bool:
    name = field.get("id")
    return ("only" not in use or name in use["only"]) and name not in (use.get("except") or [])


def _placed(field: Block, use: Block, own: set[str], override: Mapping[str, Any]) -> Block:
    """One field of a block as it stands in the form: prefixed, with the form's conditions, at the line of the `use:`.
    An override of null takes a setting away."""
    prefix = use.get("prefix", "")
    done = Block({key: value for key, value in {**field, **override}.items() if value is not None and key != "when"})
    done.line, done.lines = use.line, dict.fromkeys(done, use.line)
    done.changed = bool(override)
    if "id" in done:
        done["id"] = prefix + done["id"]
    inner = override["when"] if "when" in override else field.get("when")
    when = {_prefixed(key, own, prefix): value for key, value in (inner or {}).items()}
    for key, value in (use.get("when") or {}).items():
        if when.get(key, value) != value:
            raise CannotExpand(f"two different conditions on «{key}»", use.line)
        when[key] = value
    return done.with_(when=when) if when else done


def _prefixed(key: str, own: set[str], prefix: str) -> str:
    bang, name = ("!", key[1:]) if key.startswith("!") else ("", key)
    return f"{bang}{prefix if name in own else ''}{name}"
