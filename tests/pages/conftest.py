"""What the tests of this folder share."""

import pytest
from fastapi.testclient import TestClient
from page_samples import HERE

from api.app import create_app


@pytest.fixture(scope="module")
def client(library):
    with TestClient(create_app(library), **HERE) as client:
        yield client
