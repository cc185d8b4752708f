"""Files that are sent, what their columns hold, and which of their rows to look at."""

from django import forms

from network.models.imports import FileKind, RowState
from network.operations.files import LARGEST
from network.operations.imports import TOO_LARGE
from network.operations.readers import READERS
from network.words import validate_one_line

from .asking import AskingForm, choice, line


class UploadForm(AskingForm):
    field_of = {"too_large": "file", "unreadable": "file"}

    file = forms.FileField(
        label="File",
        help_text="CSV in UTF-8, with commas, at most 10 MB.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty.",
            "missing": "Choose a file.",
            "invalid": "Choose a file.",
            "max_length": "The file’s name is too long.",
        },
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        max_length=200,
    )
    source = line(
        "Source",
        longest=60,
        missing="Say where the file comes from.",
        hint="Who gives you this file. What its columns hold is remembered under this name.",
        list="sources",
        autocomplete="off",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if len(READERS) > 1:
            kinds = [(kind, FileKind(kind).label) for kind in READERS]
            self.fields["kind"] = choice(
                "What it holds", kinds, initial=kinds[0][0], widget=forms.RadioSelect
            )
            self.order_fields(["kind", "file", "source"])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE, code="too_large")
        return file

    @property
    def kind(self):
        return self.cleaned_data.get("kind") or next(iter(READERS))


class MatchForm(AskingForm):
    """For each column of the file what it holds, as field `column_<number>`."""

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader, self.theirs = READERS[batch.kind], [theirs for theirs, _ in batch.columns]
        choices = [("", "Leave out"), *((ours, self._label(ours)) for ours in self.reader.columns)]
        for number, (theirs, ours) in enumerate(batch.columns):
            self.fields[f"column_{number}"] = choice(
                f"“{theirs}” holds", choices, required=False, initial=ours
            )
        self.fields["blanks"] = forms.MultipleChoiceField(
            label="An empty cell makes empty what this source said before",
            help_text="Everywhere else an empty cell keeps what is on the roster.",
            choices=[(ours, self.reader.labels[ours]) for ours in self.reader.blankable],
            required=False,
            initial=batch.blanks,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choose of the list."},
        )

    def _label(self, ours):
        needed = " (needed)" if ours in self.reader.needed else ""
        return f"{self.reader.labels[ours]}{needed}"

    def missing(self):
        """What is needed and no column holds as the form begins."""
        held = {self[f"column_{number}"].value() for number in range(len(self.theirs))}
        return [self.reader.labels[ours] for ours in self.reader.needed if ours not in held]

    def rows(self, examples):
        """(their column, its first values, the field) for each column."""
        fields = [self[f"column_{number}"] for number in range(len(self.theirs))]
        return zip(self.theirs, examples, fields, strict=True)

    def matched(self) -> dict:
        return {
            theirs: self.cleaned_data[f"column_{number}"]
            for number, theirs in enumerate(self.theirs)
        }


class RowFilter(forms.Form):
    state = forms.ChoiceField(
        label="Rows", choices=[("", "All"), *RowState.choices], required=False
    )
    q = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        validators=[validate_one_line],
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    page = forms.IntegerField(
        min_value=1, max_value=100_000, required=False, widget=forms.HiddenInput
    )
