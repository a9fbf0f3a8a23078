"""What goes to phones without comments and spaces says the same."""

import pytest

from webapp.assets import lean


def test_comments_and_spaces_go() -> None:
    assert lean("js/a.js", b"// why\nconst one = 1; // so\n\n  export { one };\n").split() == [
        b"const",
        b"one=1;export{one};",
    ]
    assert lean("css/a.css", b"/* why */\n.a { color: red; }\n") == b".a{color:red}"


@pytest.mark.parametrize("kept", ["`a  // b\n  ${one + 1}  c`", '"a  /* b */  c"', "/[/*]  \\/\\/ +/u", "'//'"])
def test_what_stands_between_quotes_and_in_patterns_stays(kept: str) -> None:
    assert kept.encode() in lean("js/a.js", f"const a = {kept};\n".encode())


def test_a_line_may_end_a_statement() -> None:
    assert lean("js/a.js", b"let a = 1\nlet b = a\n++b\n") == b"let a=1\nlet b=a\n++b"


def test_modules_of_others_stay_as_they_came() -> None:
    assert lean("vendor/x/a.js", b"a  =  1 // one\n") == b"a  =  1 // one\n"
