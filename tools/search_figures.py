"""`python -m tools.search_figures`: how well the labelled questions are answered, as the table of docs/search.md."""

from tests.procedures.labelled import KINDS, Score, Search, distractors, nothing, questions, score
from webapp.procedures import load, search


def searching() -> Search:
    """The search of today over the curated catalogue and the nationwide names together."""
    catalogue = load.load()
    others = [
        {"code": code, "name": {"vi": name, "en": name}, "everyday": {"vi": [], "en": []}, "field": field}
        for code, name, field in distractors(frozenset(catalogue.procedures))
    ]
    index = search.make_index([*catalogue.procedures.values(), *others], catalogue.shared.fields)
    return lambda say: [hit.code for hit in search.find(index, say)]


def table(search: Search) -> str:
    rows = ["| Set | Questions | hit@1 | hit@3 |", "| --- | --: | --: | --: |"]
    sets = {name: questions(name) for name in ("blind", "seen")}
    for name, asked in (*sets.items(), ("both", [one for each in sets.values() for one in each])):
        rows.append(_row(f"**{name}**", score(asked, search)))
        for kind in KINDS:
            if of_kind := [one for one in asked if one.kind == kind]:
                rows.append(_row(kind, score(of_kind, search)))
    unsure = questions("ask")
    offered = sum(set(one.codes) <= set(search(one.say)) for one in unsure)
    found = sum(bool(search(say)) for say in nothing())
    return "\n".join(
        [
            *rows,
            "",
            f"Ambiguous: everything offered for {offered} of {len(unsure)}. Nothing meant: {found} of {len(nothing())} find something.",
        ]
    )


def _row(name: str, one: Score) -> str:
    return f"| {name} | {one.all} | {one.first / one.all:.3f} | {one.three / one.all:.3f} |"


if __name__ == "__main__":
    print(table(searching()))
