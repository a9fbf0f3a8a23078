"""The templates of a sandbox: its own, and those that all sandboxes wear."""

import re
from pathlib import Path

from webapp.sandbox import ground

USED = re.compile(r"""\bt\(\s*(?:"([^"]*)"|'([^']*)')""")


def texts_of_pages(folder: Path) -> set[str]:
    """What they say in Vietnamese through `t`."""
    pages = [*(folder / "templates").glob("*.html"), *(Path(ground.__file__).parent / "templates").rglob("*.html")]
    return {a or b for path in pages for a, b in USED.findall(path.read_text())}
