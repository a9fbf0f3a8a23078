"""Refreshes static/vendor: browser modules from npm, unmodified, with their licences and one list of checksums.

`python tools/vendor.py` fetches what package-lock.json names (needs npm) and rewrites the folder; `--check` only
compares the folder with its SHA256SUMS. To take a newer version: change package.json, run
`npm install --package-lock-only`, then this.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "static" / "vendor"
SUMS = OUT / "SHA256SUMS"
# package → the files taken from it, to where they go below static/vendor/<package>
TAKEN = {
    "tus-js-client": {
        "LICENSE": "LICENSE",
        "dist/tus.min.js": "tus.min.js",
    },
    "zxing-wasm": {
        "LICENSE": "LICENSE",
        "dist/es/reader/index.js": "es/reader/index.js",
        "dist/es/share.js": "es/share.js",
        "dist/reader/zxing_reader.wasm": "reader/zxing_reader.wasm",
    },
}


def sums(folder: Path = OUT) -> str:
    """One line a file, as `sha256sum` writes them."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path != SUMS)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in found)


def cpp_licence() -> bytes:
    """The licence of ZXing-C++, which the wasm file is compiled from; its Python package carries it."""
    found = next(path for path in files("zxing-cpp") or [] if path.name == "LICENSE")
    return found.read_binary()


def fetch(folder: Path) -> None:
    """What the lock names into folder/node_modules; npm refuses other bytes than the lock's."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, folder)
    subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)


def refresh() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch(folder)
        for package, wanted in TAKEN.items():
            shutil.rmtree(OUT / package, ignore_errors=True)
            for source, target in wanted.items():
                place = OUT / package / target
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / "node_modules" / package / source, place)
    (OUT / "zxing-wasm" / "LICENSE-zxing-cpp").write_bytes(cpp_licence())
    SUMS.write_text(sums(), encoding="utf-8")


def main() -> None:
    if "--check" not in sys.argv:
        refresh()
    elif SUMS.read_text(encoding="utf-8") != sums():
        raise SystemExit("static/vendor differs from its SHA256SUMS; run tools/vendor.py")


if __name__ == "__main__":
    main()
