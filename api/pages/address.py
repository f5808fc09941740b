"""The state of a results page as it stands in the address bar, and links that change it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from policykb.errors import BadRequest
from policykb.types import Filters

FILTERS = (
    "region", "department", "doc_type", "instrument", "year", "status", "level", "obligation",
    "issuer", "doc", "from", "to", "as_of", "exact",
)  # fmt: skip
NAMES = ("q", "tab", *FILTERS, "drop", "page")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Address:
    """A path and its named values, in order; empty values and unknown names are left out."""

    path: str
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: Request, path: str) -> Address:
        """What the request's address says. Raises BadRequest for a question beyond all measure."""
        found = tuple(
            (name, value.strip())
            for name, value in request.query_params.multi_items()
            if name in NAMES and value.strip()
        )
        if any(len(value) > LONGEST for _, value in found):
            raise BadRequest(f"问题太长：最多 {LONGEST} 个字")
        return cls(path, tuple(dict.fromkeys(found)))

    def first(self, name: str, default: str = "") -> str:
        """The first value of that name."""
        return next((value for key, value in self.pairs if key == name), default)

    def every(self, name: str) -> tuple[str, ...]:
        """All values of that name."""
        return tuple(value for key, value in self.pairs if key == name)

    def number(self, name: str) -> int:
        """A page number: 1 where there is none or no such number."""
        value = self.first(name)
        return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() else 1

    def put(self, name: str, value: str) -> str:
        """The address with this as the only value of that name, on its first page."""
        return self._url([*self._others(name, "page"), (name, value)])

    def add(self, name: str, value: str) -> str:
        """The address with this value too, on its first page."""
        return self._url([*dict.fromkeys([*self._others("page"), (name, value)])])

    def take(self, name: str, value: str = "") -> str:
        """The address without this value, or without any of that name, on its first page."""
        return self._url(
            [p for p in self._others("page") if p[0] != name or (value and p[1] != value)]
        )

    def without_filters(self) -> str:
        """The address with no filter at all."""
        return self._url(self._others(*FILTERS, "page"))

    def kept(self, *but: str) -> list[tuple[str, str]]:
        """What a form on the page carries along unseen."""
        return self._others(*but, "page")

    def limits(self) -> list[tuple[str, str]]:
        """The filters that are set."""
        return [pair for pair in self.pairs if pair[0] in FILTERS]

    def filters(self) -> Filters:
        """The filters as the store takes them; a year is a pair of dates."""
        years = sorted(self.every("year"))
        many = ("region", "department", "doc_type", "instrument", "status", "level", "obligation")
        return Filters(
            **{name: self.every(name) for name in (*many, "issuer", "doc")},
            date_from=self.first("from") or (years[0] if years else None),
            date_to=self.first("to") or (years[-1] if years else None),
            as_of=self.first("as_of") or None,
            exact=self.first("exact") == "true",
        )

    def _others(self, *names: str) -> list[tuple[str, str]]:
        return [pair for pair in self.pairs if pair[0] not in names]

    def _url(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path
