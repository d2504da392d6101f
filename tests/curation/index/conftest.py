import pytest


@pytest.fixture(autouse=True)
def with_an_index(settings):
    """Whatever the rest of the suite runs with."""
    settings.INDEX = True
