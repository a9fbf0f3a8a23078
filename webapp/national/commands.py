"""`flask catalogue import`: what an import did, in words for a terminal."""

from datetime import date
from pathlib import Path

import click

from webapp import clock, spreadsheet
from webapp.db import Sessions
from webapp.national import service

HEAD = ("what", "code", "kind", "part", "excerpt")
LINES_SHOWN = 5


def run(sessions: Sessions, file: Path, seen: date | None, part: bool, report: Path | None) -> None:
    """Import in one transaction and say so; a file that can't be read changes nothing and ends with code 1."""
    if seen and seen > clock.today():
        raise click.ClickException(f"the crawl can't be of {seen}: that day is still to come")
    try:
        with sessions.write.begin() as session:
            done = service.import_file(session, file, seen, part)
    except service.UnreadableFile as error:
        raise click.ClickException(str(error)) from None
    if report:
        try:
            report.write_text(spreadsheet.written([HEAD, *done.rows]), encoding="utf-8")
        except OSError as error:
            raise click.ClickException(
                f"the catalogue is imported, but the report could not be written: {error}"
            ) from None
    for line in words(done):
        click.echo(line)


def words(done: service.Report) -> list[str]:
    said = [f"crawl of {done.seen_on:%d/%m/%Y}: {done.read} records read, {len(done.refused)} lines refused"]
    said += [f"new: {done.new}, changed: {done.changed}, as they were: {done.same}"]
    said += [
        f"no longer listed: {done.vanished}, back: {done.back}, listed twice in the file (the last line counts): {done.twice}"
    ]
    said += [f"  line {number}: {why}" for number, why in done.refused[:LINES_SHOWN]]
    if len(done.refused) > LINES_SHOWN:
        said += [f"  … and {len(done.refused) - LINES_SHOWN} more (--report names all)"]
    said += [f"new doubts: {sum(done.raised.values())}"]
    return said + [f"  {kind}: {number}" for kind, number in done.raised.most_common()]
