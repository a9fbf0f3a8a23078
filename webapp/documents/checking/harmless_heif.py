"""The child process for HEIC photographs; apart from the others because its decoder takes a while to load."""

import sys
from pathlib import Path

from pillow_heif import register_heif_opener

sys.path.insert(0, str(Path(__file__).parent))  # an isolated Python does not look there by itself

from harmless_picture import main  # type: ignore[import-not-found]  # noqa: E402

if __name__ == "__main__":
    register_heif_opener(thumbnails=False)
    main()
