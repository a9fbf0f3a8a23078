"""What the national portal wants to know of a paper (FACTS §3.2, TaiLieuNop): the flags of the digitisation score."""

from webapp.documents.models import Document


def national_flags(document: Document) -> dict[str, bool]:
    """Digitised (a file, not paper), used again, taken from the State's own store, taken away again.

    A paper out of the wallet is used again (DuocTaiSuDung) but not taken from the State's store (KhoDMQG).
    """
    return {
        "DuocSoHoa": document.digitised,
        "DuocTaiSuDung": document.reusable or document.reused_from is not None,
        "DuocLayTuKhoDMQG": document.from_state_store,
        "IsDeleted": document.removed_at is not None,
    }
