"""The child process that typesets posters: typst keeps in mind what it worked out (measured: 250 MB more with each of six booklets),
so it ends with the work. Imports nothing of the app; `webapp/locked.py` begins it. Reads the words from stdin; answers a line of JSON, then the file.
"""

import json
import os
import sys
from datetime import datetime
from typing import Any

import typst


def made(asked: dict[str, Any], words: str) -> bytes:
    """A tagged PDF, or the first page as a PNG; PDF/UA allows no letter our typeface lacks: without it a box stands for one."""
    said: dict[str, Any] = {"font_paths": [asked["fonts"]], "ignore_system_fonts": True, "sys_inputs": {"data": words}}
    if asked["format"] == "png":
        pages = typst.compile(asked["template"], format="png", ppi=asked["dots"], **said)
        return bytes(pages[0] if isinstance(pages, list) else pages)
    said["timestamp"] = datetime.fromisoformat(asked["at"])
    try:
        return bytes(typst.compile(asked["template"], format="pdf", pdf_standards="ua-1", **said))
    except typst.TypstError:
        return bytes(typst.compile(asked["template"], format="pdf", **said))


def main() -> None:
    file = made(json.loads(os.environ["ASKED"]), sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(b'{"made": true}\n' + file)


if __name__ == "__main__":
    main()
