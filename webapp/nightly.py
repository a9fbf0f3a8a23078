"""What is cleaned up while people sleep, by the rules of retention.yaml, and the record of it.

Small batches, each in a transaction of its own: nobody waits long for the database, and being killed costs nothing. One
rule that fails does not stop the others; its name is told at the end.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp import clock, outbox, retention, staff_log, throttle
from webapp.accounts import service as accounts
from webapp.consignments import service as consignments
from webapp.counter import service as counter
from webapp.db import Sessions
from webapp.debts import service as debts
from webapp.documents import service as documents
from webapp.documents import uploads
from webapp.elsewhere import service as elsewhere
from webapp.families import service as families
from webapp.feedback import service as feedback
from webapp.figures import service as figures
from webapp.helping import service as helping
from webapp.mandates import clearing, daily
from webapp.messages import service as messages
from webapp.messages import subscriptions
from webapp.posters import service as posters
from webapp.privacy import service as privacy
from webapp.slips import service as slips
from webapp.teams import service as teams
from webapp.tickets import service as tickets
from webapp.visits import service as visits

BATCH = 50
NAMES = 500
Step = Callable[[Session, int], int]
log = logging.getLogger(__name__)


def _uploads(db: Session, most: int) -> int:
    cleaned = uploads.clean(db, most)
    for rule, upload_id in cleaned:
        privacy.act(db, rule, "upload", upload_id)
    return len(cleaned)


def _jobs(db: Session, most: int) -> int:
    before = clock.now() - retention.term("job_done")
    ids = db.scalars(select(outbox.Job.id).where(outbox.Job.done_at < before).limit(most)).all()
    db.execute(delete(outbox.Job).where(outbox.Job.id.in_(ids)))
    return len(ids)


def _windows(db: Session, _most: int) -> int:
    throttle.forget_old(db)
    return 0


def _counted(rule: str, kind: str, step: Step) -> Step:
    """Things without an identity that matters: a line says how many."""

    def counted(db: Session, most: int) -> int:
        if taken := step(db, most):
            privacy.act(db, rule, kind, count=taken)
        return taken

    return counted


STEPS: dict[str, Step] = {
    "uploads": _uploads,
    "draft_anonymous": privacy.anonymous_drafts,
    "draft_warned": privacy.warn_of_drafts,
    "draft": privacy.old_drafts,
    "dossiers_left": privacy.left_dossiers,
    "dossiers": privacy.ended_dossiers,
    "persons": privacy.persons_left,
    "messages_left": _counted("consent_gone", "message", privacy.left_messages),
    "message": _counted("message", "message", messages.purge),
    "delivery": _counted("delivery", "delivery", messages.forget_tries),
    "push": _counted("push", "subscription", subscriptions.forget_lapsed),
    "one_time_code": _counted("one_time_code", "code", accounts.forget_old_codes),
    "move": _counted("move", "move", families.forget_old),
    "of_age": accounts.household.tell_grown,
    "sign_in_ended": _counted("sign_in_ended", "sign_in", accounts.forget_old_sign_ins),
    helping.RULE: _counted(helping.RULE, "call", helping.forget_old),
    "invitations": teams.lapse,
    "training": teams.ask_again,
    teams.INVITATION: _counted(teams.INVITATION, "invitation", teams.forget_invitations),
    teams.MEMBER: _counted(teams.MEMBER, "member", teams.forget_members),
    teams.REPORT: _counted(teams.REPORT, "report", teams.forget_reports),
    clearing.OFFER: _counted(clearing.OFFER, "mandate", clearing.forget_offers),
    clearing.NAMES: _counted(clearing.NAMES, "mandate", clearing.forget_names),
    elsewhere.RULE: _counted(elsewhere.RULE, "account_help", elsewhere.forget_helpers),
    daily.JOB: daily.queue,
    visits.UNCONFIRMED: _counted(visits.UNCONFIRMED, "visit", visits.forget_unconfirmed),
    visits.VISIT: _counted(visits.VISIT, "visit", visits.forget_names),
    tickets.RULE: _counted(tickets.RULE, "ticket", tickets.forget),
    posters.RULE: _counted(posters.RULE, "scan", posters.forget),
    counter.RULE: _counted(counter.RULE, "visit", counter.forget),
    counter.KEY: _counted(counter.KEY, "key", counter.forget_keys),
    slips.RULE: _counted(slips.RULE, "slip", slips.forget),
    consignments.RULE: _counted(consignments.RULE, "consignment", consignments.forget),
    visits.LOOK: _counted(visits.LOOK, "look", visits.forget_looks),
    figures.RULE: _counted(figures.RULE, "opinion", figures.end_links),
    "opinions": figures.sum_up,
    figures.FEW: _counted(figures.FEW, "opinion", figures.forget_few),
    figures.SUM: _counted(figures.SUM, "opinions", figures.forget_helpers),
    feedback.LINK: _counted(feedback.LINK, "rating", feedback.end_links),
    feedback.PHONE: _counted(feedback.PHONE, "petition", feedback.forget_phones),
    feedback.PETITION: _counted(feedback.PETITION, "petition", feedback.forget_petitions),
    feedback.WORDS: _counted(feedback.WORDS, "rating", feedback.forget_words),
    feedback.PERSON: _counted(feedback.PERSON, "rating", feedback.forget_persons),
    feedback.RATING: _counted(feedback.RATING, "rating", feedback.forget_ratings),
    debts.RULE: _counted(debts.RULE, "debt", debts.forget_old),
    "reading_log": _counted("reading_log", "reading", documents.forget_readings),
    staff_log.RULE: _counted(staff_log.RULE, "act", staff_log.forget_old),
    "job_done": _counted("job_done", "job", _jobs),
    "throttle": _windows,
}


def run(made: Sessions, store: documents.Store) -> list[str]:
    """Apply every rule; harmless when repeated or killed. Returns the names of rules that failed."""
    work = {name: _batches(made, step) for name, step in STEPS.items()}
    work |= {"requests": _requests(made), "file_unknown": _unknown_files(made, store)}
    failed = []
    for name, each in work.items():
        try:
            if taken := sum(each):
                log.info("nightly: %s, %s cleared", name, taken)
        except Exception:  # whatever it is, the other rules still hold
            log.exception("nightly: %s failed", name)
            failed.append(name)
    return failed


def _batches(made: Sessions, step: Step) -> Iterator[int]:
    taken = BATCH
    while taken >= BATCH:
        with made.write.begin() as db:
            taken = step(db, BATCH)
        yield taken


def _requests(made: Sessions) -> Iterator[int]:
    with made.read() as db:
        waiting = privacy.due_requests(db)
    for request_id in waiting:
        with made.write.begin() as db:
            privacy.answer(db, request_id)
        yield 0


def _unknown_files(made: Sessions, store: documents.Store) -> Iterator[int]:
    for names in _some(store.names()):
        with made.read() as db:
            strange = documents.unknown(db, names)
        if strange:
            with made.write.begin() as db:
                yield privacy.unknown_files(db, strange)


def _some(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(names)
    while some := list(islice(left, NAMES)):
        yield some
