"""What is asked of a curator who passes something on, and of the one who looks at it."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from collabfutures.curation.admin.record_pages import people_who_may

LONGEST_NOTE = 2_000


def _note(label: str, help_text: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST_NOTE, widget=area)


class SendForm(forms.Form):
    """What goes with something that is sent for review."""

    note = _note("Note", "What you changed, and why. A change of something public needs one.")
    is_told = forms.BooleanField(
        label="Show this note to readers, under “What changed”", required=False, help_text="Write it for them, then."
    )
    reviewer = forms.ModelChoiceField(
        get_user_model().objects.none(), label="Reviewer", required=False, empty_label="Whoever comes first"
    )

    def __init__(self, model: Any, user: Any, *args: Any, **kwargs: Any) -> None:
        """Reviewers are the others who may publish the kind."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewer"]
        field.queryset = people_who_may(model, "publish").exclude(pk=user.pk)


class LookForm(forms.Form):
    """What the one says who looked at it: a note, and the version that they have seen."""

    note = _note("Note", "Why it is published, or what is to be done before it can be.")
    is_told = forms.BooleanField(label="Show this note to readers, under “What changed”", required=False)
    about = forms.ChoiceField(label="If you return it: about", required=False)
    together = forms.BooleanField(required=False, widget=forms.HiddenInput)
    below = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    at_desk = forms.UUIDField(widget=forms.HiddenInput)
    stored = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.choices = [("", "all of it"), *choices]
