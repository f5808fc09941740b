"""Web pages that an office program or a browser saved as one file with their pictures (MHTML,
RFC 2557); people give such files the ending .doc as well."""

from __future__ import annotations

import email
import re
from email.message import Message

_HEAD = re.compile(rb"\s*(?:MIME-Version|From|Subject|Date|Content-Type)[ \t]*:", re.IGNORECASE)
_KIND = re.compile(rb"Content-Type[ \t]*:[ \t]*multipart/related", re.IGNORECASE)
HEAD = 4096  # bytes in which such a file says what it is


def archived(data: bytes) -> bool:
    """Whether the bytes are such an archive."""
    return _HEAD.match(data[:HEAD]) is not None and _KIND.search(data[:HEAD]) is not None


def unpacked(data: bytes) -> bytes:
    """The page of an archive; the bytes themselves where they are none."""
    if not archived(data):
        return data
    pages = [part for part in email.message_from_bytes(data).walk() if _page(part)]
    content = pages[0].get_payload(decode=True) if pages else b""
    return content if isinstance(content, bytes) else b""


def _page(part: Message) -> bool:
    return part.get_content_type() == "text/html"
