"""What the tests of the pages ask with."""

from types import SimpleNamespace

from api.pages.address import Address

HERE = {"client": ("127.0.0.1", 50000), "base_url": "http://127.0.0.1"}


def address(query):
    pairs = [tuple(pair.split("=", 1)) for pair in query.split("&") if pair]
    request = SimpleNamespace(query_params=SimpleNamespace(multi_items=lambda: pairs))
    return Address.of(request, "/search")
