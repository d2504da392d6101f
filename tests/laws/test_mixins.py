"""The admins are put together of parts: none of them may take another's helper for its own."""

from collections import Counter

import pytest
from django.contrib import admin

OWN = ("collabfutures", "findings", "seminars")
ADMINS = [each for each in admin.site._registry.values() if type(each).__module__.startswith(OWN)]


@pytest.mark.parametrize("model_admin", ADMINS, ids=lambda each: each.opts.model_name)
def test_no_helper_of_one_part_of_an_admin_hides_that_of_another(model_admin):
    parts = [part for part in type(model_admin).__mro__ if part.__module__.startswith(OWN)]
    helpers = Counter(
        name for part in parts for name, value in vars(part).items() if name[0] == "_" != name[1] and callable(value)
    )
    assert [name for name, count in helpers.items() if count > 1] == []
