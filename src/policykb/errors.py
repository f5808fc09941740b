"""Every error that policykb raises on purpose.

PolicyKBError            code, message (Chinese, names the thing and the reason)
├── DocumentError        one file cannot be taken in; the rest of the batch goes on
│   ├── MissingFile      not_found
│   ├── EmptyFile        empty_file
│   ├── UnknownFormat    unknown_format
│   ├── WrongFormat      wrong_format      the content is not what the ending says
│   ├── EncryptedFile    encrypted
│   ├── DamagedFile      damaged_file      truncated or otherwise unreadable
│   ├── NeedsOcr         needs_ocr         all pages are pictures and no OCR is installed
│   ├── RefusedAddress   refused_address   a URL that must not or cannot be fetched
│   └── LimitExceeded    limit_exceeded    time, memory, size or page limits
├── StoreError           the data directory cannot be used
│   ├── StoreLocked      store_locked
│   ├── StoreDamaged     store_damaged
│   └── StoreVersion     store_version
├── NotFound             no_such_document / no_such_clause
├── BadRequest           bad_request       an argument has no meaning here
│   └── Outdated         stale_cursor      it was right, and is no more
├── KeyRequired          key_required      writing needs an API key
├── Forbidden            forbidden         the request may not be made from there
└── ModelError           model_error       an embedding model cannot be loaded
"""


class PolicyKBError(Exception):
    """Base of all; `code` is stable and `str(error)` is a Chinese sentence."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class DocumentError(PolicyKBError):
    """One file cannot be taken in."""

    code = "document_error"


class MissingFile(DocumentError):
    """There is no such file."""

    code = "not_found"


class EmptyFile(DocumentError):
    """The file holds nothing."""

    code = "empty_file"


class UnknownFormat(DocumentError):
    """No reader knows this kind of file."""

    code = "unknown_format"


class WrongFormat(DocumentError):
    """The content is not what the file's ending says."""

    code = "wrong_format"


class EncryptedFile(DocumentError):
    """A password is needed."""

    code = "encrypted"


class DamagedFile(DocumentError):
    """Truncated or otherwise unreadable."""

    code = "damaged_file"


class NeedsOcr(DocumentError):
    """All pages are pictures, or their text layer is rubbish, and no OCR is installed."""

    code = "needs_ocr"


class RefusedAddress(DocumentError):
    """A URL that must not be fetched (not http, not a public address) or cannot be."""

    code = "refused_address"


class LimitExceeded(DocumentError):
    """A limit of time, memory, size or pages was passed."""

    code = "limit_exceeded"


class StoreError(PolicyKBError):
    """The data directory cannot be used."""

    code = "store_error"


class StoreLocked(StoreError):
    """Another process is writing."""

    code = "store_locked"


class StoreDamaged(StoreError):
    """Bytes are not what the manifest or the schema says."""

    code = "store_damaged"


class StoreVersion(StoreError):
    """Made by a version that this one cannot read."""

    code = "store_version"


class NotFound(PolicyKBError):
    """No such document or clause."""

    code = "no_such_document"


class BadRequest(PolicyKBError):
    """An argument has no meaning here."""

    code = "bad_request"


class Outdated(BadRequest):
    """What was right once, and is no more: the index has moved on."""

    code = "stale_cursor"


class KeyRequired(PolicyKBError):
    """Writing needs an API key, and this is none."""

    code = "key_required"


class Forbidden(PolicyKBError):
    """The request may not be made from there."""

    code = "forbidden"


class ModelError(PolicyKBError):
    """An embedding model cannot be loaded or does not fit the store."""

    code = "model_error"
