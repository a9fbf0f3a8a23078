"""What a tus client says in its headers, read strictly (tus.io, resumable upload protocol 1.0.0)."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from uuid import UUID

from werkzeug.datastructures import Headers

from webapp.documents.limits import LIMITS
from webapp.documents.uploads.beginning import Wanted
from webapp.documents.uploads.receiving import Sum

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
PIECE = "application/offset+octet-stream"
SUMS = {"sha1": hashlib.sha1, "md5": hashlib.md5, "sha256": hashlib.sha256}  # what clients use; not for secrecy
LONGEST_METADATA, MOST_KEYS = 4096, 20
OVERRULES = {"blur", "dark", "glare", "small", "cut"}
NUMBER, KEY, HEX = re.compile(r"[0-9]{1,30}"), re.compile(r"[!-+\--~]{1,100}"), re.compile(r"[0-9a-f]{64}")


class Wrong(Exception):
    """The request can't be followed: the status of the protocol, a word for programs, a sentence for whoever writes one."""

    def __init__(self, status: int, reason: str, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.reason, self.text, self.headers = status, reason, text, dict(headers or {})


def wanted(headers: Headers) -> Wanted:
    """Length and metadata of a creation; raises `Wrong` (400, 413)."""
    if "Upload-Defer-Length" in headers:
        raise Wrong(400, "header", "Upload-Defer-Length is not offered: send Upload-Length.")
    length = number(headers, "Upload-Length")
    if length > LIMITS.file_bytes:
        raise Wrong(413, "too_large", f"Upload-Length: at most {LIMITS.file_bytes} bytes (Tus-Max-Size).")
    sent = headers.get("Upload-Metadata", "")
    said = metadata(sent)
    dossier_id = _uuid(said, "dossier")
    if dossier_id and not said.get("slot"):
        raise Wrong(400, "metadata", "Upload-Metadata: a dossier needs its slot.")
    return Wanted(
        length=length, id=_uuid(said, "id"), filename=_text(said, "filename"), metadata=sent, dossier_id=dossier_id,
        slot=_text(said, "slot") if dossier_id else None, sha256=_sha256(said), overruled=_overruled(said),
    )  # fmt: skip


def number(headers: Headers, name: str) -> int:
    """A whole number of bytes; raises `Wrong` (400)."""
    said = headers.get(name)
    if said is None:
        raise Wrong(400, "header", f"{name} is missing.")
    if not NUMBER.fullmatch(said):
        raise Wrong(400, "header", f"{name} must be a whole number, 0 or more.")
    return int(said)


def metadata(sent: str) -> dict[str, bytes]:
    """`key base64,key base64,key` → the decoded values; raises `Wrong` (400, 413)."""
    if len(sent) > LONGEST_METADATA:
        raise Wrong(413, "metadata", f"Upload-Metadata: at most {LONGEST_METADATA} characters.")
    found: dict[str, bytes] = {}
    for pair in sent.split(",") if sent else []:
        key, _space, value = pair.strip(" ").partition(" ")
        if not KEY.fullmatch(key):
            raise Wrong(400, "metadata", "Upload-Metadata: a key is ASCII without spaces and commas, and not empty.")
        if key in found:
            raise Wrong(400, "metadata", f"Upload-Metadata: {key} is there twice.")
        found[key] = _unpacked(value, f"Upload-Metadata: {key}")
    if len(found) > MOST_KEYS:
        raise Wrong(413, "metadata", f"Upload-Metadata: at most {MOST_KEYS} keys.")
    return found


def checksum(headers: Headers) -> Sum | None:
    """`Upload-Checksum: sha1 <base64>`; of several, the first whose algorithm is known. Raises `Wrong` (400)."""
    sent = headers.get("Upload-Checksum")
    if sent is None:
        return None
    for one in sent.split(","):
        name, _space, value = one.strip(" ").partition(" ")
        if name in SUMS:
            running = SUMS[name](usedforsecurity=False)
            said = _unpacked(value, "Upload-Checksum")
            if not said:
                raise Wrong(400, "checksum", f"Upload-Checksum: {name} is without its checksum.")
            return Sum(running, said)
    raise Wrong(400, "checksum", f"Upload-Checksum: write «algorithm base64»; the algorithms are {', '.join(SUMS)}.")


def _unpacked(value: str, where: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Wrong(400, "header", f"{where}: the value is not base64.") from error


def _text(said: Mapping[str, bytes], key: str) -> str:
    try:
        return said.get(key, b"").decode().replace("\x00", "")
    except UnicodeDecodeError as error:
        raise Wrong(400, "metadata", f"Upload-Metadata: {key} is not UTF-8.") from error


def _uuid(said: Mapping[str, bytes], key: str) -> UUID | None:
    text = _text(said, key)
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Wrong(400, "metadata", f"Upload-Metadata: {key} is not a UUID.") from error


def _sha256(said: Mapping[str, bytes]) -> str | None:
    text = _text(said, "sha256").lower()
    if text and not HEX.fullmatch(text):
        raise Wrong(400, "metadata", "Upload-Metadata: sha256 is 64 hexadecimal digits.")
    return text or None


def _overruled(said: Mapping[str, bytes]) -> tuple[str, ...]:
    reasons = dict.fromkeys(one for one in _text(said, "overruled").split(",") if one)
    if set(reasons) - OVERRULES:
        raise Wrong(400, "metadata", f"Upload-Metadata: overruled is a list of {', '.join(sorted(OVERRULES))}.")
    return tuple(reasons)
