"""What the addresses of tus answer: headers of the protocol, facts as JSON, errors with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any

from flask import Flask, Response, current_app, jsonify, request
from sqlalchemy.orm import Session
from werkzeug.http import http_date

from webapp.documents import sending, slots
from webapp.documents.limits import LIMITS
from webapp.documents.models import Document, Upload
from webapp.documents.uploads import headers
from webapp.documents.uploads.forms import SAID, why
from webapp.documents.uploads.headers import Wrong
from webapp.documents.uploads.owners import Owner
from webapp.documents.uploads.states import RECEIVING, TAKEN, Full, IdKnown, OverLimit, TooManyUploads, TooMuch
from webapp.dossiers import service as dossiers

ROOT = "/tai-len"


def attach(app: Flask) -> None:
    @app.after_request
    def _version(answer: Response) -> Response:
        if request.path == ROOT or request.path.startswith(ROOT + "/"):
            answer.headers["Tus-Resumable"] = headers.VERSION
            if answer.status_code == 412:
                answer.headers["Tus-Version"] = headers.VERSION
        return answer


def empty(status: int, **said: Any) -> Response:
    """No body; `Upload_Offset=3` becomes the header Upload-Offset."""
    answer = Response(status=status, headers={name.replace("_", "-"): str(value) for name, value in said.items()})
    del answer.headers["Content-Type"]
    return answer


def offer() -> Response:
    return empty(
        204, Tus_Version=headers.VERSION, Tus_Extension=headers.EXTENSIONS, Tus_Max_Size=LIMITS.file_bytes,
        Tus_Checksum_Algorithm=",".join(headers.SUMS),
    )  # fmt: skip


def created(upload: Upload, offset: int) -> Response:
    """The address is absolute, with the scheme people use: a proxy may have taken the certificate's part."""
    scheme = "https" if current_app.config["CONFIG"].secure else request.scheme
    address = f"{scheme}://{request.host}{ROOT}/{upload.id}"
    return empty(201, Location=address, Upload_Offset=offset, **_term(upload))


def standing(upload: Upload) -> Response:
    answer = empty(
        200, Upload_Offset=upload.offset, Upload_Length=upload.length, Cache_Control="no-store", **_term(upload)
    )  # fmt: skip
    if upload.metadata_:
        answer.headers["Upload-Metadata"] = upload.metadata_
    return answer


def moved(upload: Upload, offset: int) -> Response:
    return empty(204, Upload_Offset=offset, **_term(upload))


def facts(db: Session, upload: Upload) -> dict[str, Any]:
    """What became of an upload, for the phone; `document` confirms that exactly its file arrived (P1)."""
    made = db.get(Document, upload.id) if upload.state == TAKEN else None
    return {
        "id": str(upload.id), "state": upload.state, "offset": upload.offset, "length": upload.length,
        "filename": made.filename if made else upload.filename, "sha256": made.sha256 if made else upload.sha256, "slot": upload.slot,
        "dossier": str(upload.dossier_id) if upload.dossier_id else None, "reason": upload.reason,
        "what": why(upload.reason), "document": sending.as_json(made) if made else None,
    }  # fmt: skip


def wrong(fault: Wrong) -> Response:
    answer = jsonify(error=fault.status, reason=fault.reason, what=fault.text)
    answer.status_code = fault.status
    answer.headers.update(fault.headers)
    return answer


def said(status: int, reason: str) -> Wrong:
    """A refusal in words for people."""
    more = {"Retry-After": "60"} if status in (429, 503) else {}
    return Wrong(status, reason, str(SAID[reason]), more)


def elsewhere(offset: int) -> Wrong:
    return Wrong(409, "offset", f"The upload stands at {offset}.", {"Upload-Offset": str(offset)})


def expired(upload: Upload) -> Wrong:
    return Wrong(410, "expired", "The upload expired.", {"Upload-Expires": _expires(upload)})


@contextmanager
def refusals(owner: Owner) -> Iterator[None]:
    """Facts that stop a creation → answers."""
    try:
        yield
    except (dossiers.NoSuchDossier, slots.NoSuchSlot) as fault:
        if owner.actor.account_id is None:
            raise said(401, "sign_in") from fault
        raise Wrong(404, "unknown", "No such dossier or slot.") from fault
    except slots.NotYourTurn as fault:
        raise said(409, "closed") from fault
    except Full as fault:
        raise said(409, "slot_full") from fault
    except OverLimit as fault:
        raise said(413, "over_limit") from fault
    except IdKnown as fault:
        raise Wrong(409, "id_known", "The id names another upload or document.") from fault
    except TooManyUploads as fault:
        raise said(429, "too_many") from fault
    except TooMuch as fault:
        raise said(413, "too_much") from fault


def _term(upload: Upload) -> dict[str, str]:
    """When it will be dropped; whole and meant for a dossier, it never is."""
    drops = upload.state == RECEIVING or upload.dossier_id is None
    return {"Upload_Expires": _expires(upload)} if drops else {}


def _expires(upload: Upload) -> str:
    return http_date(upload.expires_at.astimezone(UTC))
