"""The web server: `python -m webapp.serve …words of granian`. Granian's first process holds the secrets too, so it hides them."""

from granian.cli import entrypoint

from webapp.child import hide_memory

if __name__ == "__main__":
    hide_memory()
    entrypoint()  # type: ignore[no-untyped-call]
