"""A choice among rows, each by what its address calls it. What is none is refused in words."""

from django import forms
from django.core.exceptions import ValidationError

WORDS: dict = {"required": "Choose one.", "invalid_choice": "Choose one of the list."}
#: What the database's own fields say of something that is no key at all.
RAW = {"invalid", "invalid_pk_value"}


class _InWords:
    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as refusal:
            if refusal.code not in RAW:
                raise
            words = self.error_messages["invalid_choice"]
            raise ValidationError(words, code="invalid_choice") from refusal


class RowField(_InWords, forms.ModelChoiceField):
    default_error_messages = WORDS


class RowsField(_InWords, forms.ModelMultipleChoiceField):
    default_error_messages = WORDS
