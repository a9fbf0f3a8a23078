"""`flask files …`: look after what the store keeps."""

import click
from flask import Flask

from webapp.documents.inspecting import Found, inspect
from webapp.documents.store import StoreError


def attach(app: Flask) -> None:
    @app.cli.group("files")
    def files() -> None:
        """The kept files."""

    @files.command("check")
    def check() -> None:
        """Read every kept file through; ends with 1 when one can't be read, or lies there without its row."""
        try:
            found = inspect(app.extensions["sessions"], app.extensions["documents_store"])
        except StoreError as error:
            raise click.ClickException(
                f"The store does not answer ({error}). Nothing is known about the files."
            ) from None
        _tell(found)


def _tell(found: Found) -> None:
    for document_id, what in found.faults.items():
        click.echo(f"document {document_id}: {what}")
    for upload_id in found.parts:
        click.echo(f"upload {upload_id}: bytes that were confirmed are changed or missing")
    for name in found.orphans:
        click.echo(f"file {name}: no row knows it («nightly» removes it a day after it first saw it)")
    if found.again:
        click.echo(f"{found.again} documents can be read again")
    click.echo(f"{found.documents} documents and {found.uploads} unfinished uploads read.")
    if not found.well:
        told = f"{len(found.faults)} documents, {len(found.parts)} uploads, {len(found.orphans)} files without a row."
        raise click.ClickException(told)
