"""Modules put together in one file mean what they mean one by one."""

import re

import pytest

from webapp import assets, bundling

FILES = {
    "js/app.js": b"export const start = 1;\n",
    "js/modules/page.js": b'// says hello\nimport * as store from "../offline/store.js";\nimport { word as greeting } from "./words.js"; // why\n'
    b'import once from "./once.js";\nimport { start } from "../app.js";\nimport "./awake.js";\n'
    b'export default async function page() { return [store.get, greeting, once, start, import("./late.js")]; }\n',
    "js/modules/words.js": b'import once from "./once.js";\nexport const word = once;\nexport function say() {}\n',
    "js/modules/once.js": b"export default function once() {}\n",
    "js/modules/awake.js": b"addEventListener(0);\n",
    "js/offline/store.js": b"export const get = 1;\nexport class Shelf {}\n",
}


PLACE = "js/bundle/form.js"


def made(**more: bytes) -> dict[str, str]:
    files = FILES | {f"js/modules/{name}.js": body for name, body in more.items()}
    found = bundling.bundle(files, ["js/modules/page.js"], PLACE, "js/app.js")
    return {name: body.decode() for name, body in found.items()}


def bundled(**more: bytes) -> str:
    return made(**more)[PLACE]


def test_each_module_stands_once_after_what_it_imports() -> None:
    text = bundled()
    for number, name in enumerate(("offline/store", "modules/once", "modules/words", "modules/awake", "modules/page")):
        assert f'"js/{name}.js": _{number}' in text
        assert text.count(f"const _{number} = ") == 1
    places = [text.index(f"const _{number} = ") for number in range(5)]
    assert places == sorted(places)
    assert text.count("function once()") == 1


def test_imports_become_what_the_other_module_returns() -> None:
    text = bundled()
    for line in (
        "const store = _0;",
        "const { word: greeting } = _2;",
        "const once = _1.default;",
        "const { start } = page;",
        "return { get, Shelf };",
        "return { default: page };",
    ):
        assert line in text
    assert text.startswith('import * as page from "../app.js";')


def test_what_is_imported_later_is_found_from_the_new_place() -> None:
    assert 'import("../modules/late.js")' in bundled()


def test_names_exported_in_a_list_are_known() -> None:
    assert "return { word, again, default: say };" in bundled(
        words=b"export const word = 1;\nconst again = 2;\nexport default function say() {}\nexport { again };\n"
    )


def test_each_module_asked_for_by_itself_is_a_door_to_the_same_one() -> None:
    doors = made()
    assert doors["js/offline/store.js"] == (
        'import { modules } from "../bundle/form.js";\nexport const { get, Shelf } = modules["js/offline/store.js"];\n'
    )
    assert doors["js/modules/once.js"].splitlines()[-1] == 'export default modules["js/modules/once.js"].default;'
    assert doors["js/modules/awake.js"].strip() == 'import { modules } from "../bundle/form.js";'
    assert "js/app.js" not in doors


@pytest.mark.parametrize(
    "shape",
    [
        b"export { a as b };\n",
        b'export * from "./once.js";\n',
        b"import {\n  a,\n} from './once.js';\n",
        b"export let a = 1;\n",
    ],
)
def test_another_shape_is_refused(shape: bytes) -> None:
    with pytest.raises(bundling.NotUnderstood, match="words"):
        bundled(words=shape)


def test_modules_of_another_file_are_taken_from_there() -> None:
    held = ["js/offline/store.js"]
    found = bundling.bundle(FILES, ["js/modules/page.js"], PLACE, "js/app.js", "js/bundle/phone.js", held)
    text = found[PLACE].decode()
    assert text.startswith('import { modules as below } from "./phone.js";')
    assert 'const store = below["js/offline/store.js"];' in text
    assert "js/offline/store.js" not in found


def test_what_the_service_worker_shares_knows_no_page() -> None:
    files = assets.contents()
    for name in (assets.PHONE, "js/offline/drafts.js", "js/offline/outbox.js"):
        assert "js/app.js" not in bundling.closure(files, [name])
    assert not re.search(r"\bdocument\.(query|add|body|document)", files[assets.PHONE].decode())


def test_a_circle_is_refused() -> None:
    with pytest.raises(bundling.NotUnderstood, match="imports itself"):
        bundled(once=b'import "./words.js";\n')


def test_the_application_form_has_all_its_modules_in_one_file() -> None:
    text = assets.contents()[assets.BUNDLE].decode()
    for name in assets.FORM:
        assert f'"js/modules/{name}.js": _' in text
