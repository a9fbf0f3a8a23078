"""The states of an upload, and the facts that stop one."""

RECEIVING = "receiving"  # bytes are missing
RECEIVED = "received"  # whole; of a dossier: waits to be checked
TAKEN = "taken"  # a document was made of it
REFUSED = "refused"  # `reason` says why


class NoSuchUpload(LookupError):
    """It does not exist, or not for this owner: the two can't be told apart from outside."""


class IdKnown(Exception):
    """This phone-made id already names another upload or document; nothing was changed."""


class Full(Exception):
    """The paper has as many files as it takes."""


class OverLimit(Exception):
    """The file is larger than this paper takes."""


class TooManyUploads(Exception):
    """One owner has more unfinished uploads than a person can mean."""


class TooMuch(Exception):
    """More bytes than fit: past the length of the upload, or more than one owner may leave lying about."""


class AnotherOffset(Exception):
    """The upload stands elsewhere: at `offset` (bytes). Nothing of the piece was kept."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"at {offset}")
        self.offset = offset


class AnotherSum(Exception):
    """The piece is not what the client says it sent. Nothing of it was kept."""
