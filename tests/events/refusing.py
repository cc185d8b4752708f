"""Asking an operation for what it must refuse, in words and by its code."""

from itertools import chain

import pytest
from django.core.exceptions import ValidationError


def refused(code, do, *args, **values) -> str:
    """The first words of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        do(*args, **values)
    value = refusal.value
    found = getattr(value, "error_dict", None)
    errors = list(chain.from_iterable(found.values())) if found else value.error_list
    assert [error.code for error in errors][:1] == [code]
    return value.messages[0]
