"""Files as people send them: what is kept of a picture is the picture."""

import io
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from . import jobs

#: A picture is kept no larger than this, in pixels a side: as much as a series' artwork needs.
LARGEST_SIDE = 3000
HOW = {"JPEG": {"quality": 92, "optimize": True}, "WEBP": {"quality": 92}}

#: The largest files we keep: an hour of speech, and anything else people take along.
LARGEST_SOUND = 100 * 1024 * 1024
LARGEST_PAPER = 25 * 1024 * 1024

FORGOTTEN = "The picture is kept, and nothing about where it was taken, when or with what."

ZIP = b"PK\x03\x04"
#: How a file of a kind begins, where its kind has such a sign.
BEGINS = {
    "pdf": (b"%PDF-",),
    "docx": (ZIP,),
    "xlsx": (ZIP,),
    "pptx": (ZIP,),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
}


class PictureForm(BaseImageForm):
    """Takes out of a picture what the camera wrote into it: where, when and with what."""

    class Meta(BaseImageForm.Meta):
        help_texts = {
            "title": "How you will find it again. Readers do not see it.",
            "description": "What it shows. Offered where you use it, to say it for that place.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text += f" {FORGOTTEN}"

    def clean_file(self):
        file = self.cleaned_data["file"]
        return without_traces(file) if "file" in self.changed_data and file else file

    def save(self, commit=True):
        picture = super().save(commit)
        if commit:
            jobs.make_renditions.enqueue(picture.pk)
        return picture


class PaperForm(BaseDocumentForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            refuse_what_it_is_not(file)
        return file


def without_traces(file):
    """The picture itself, turned as it was held, without a word about place, time or camera.

    Members are threatened at home: a photo taken there must not say where that is.
    Raises ValidationError: "moves".
    """
    file.seek(0)
    with Image.open(file) as picture:
        kind = "JPEG" if picture.format == "MPO" else picture.format
        if getattr(picture, "is_animated", False) and kind != "JPEG":
            raise ValidationError("Use a picture that stands still.", code="moves")
        colors = picture.info.get("icc_profile")
        clear = picture.info.get("transparency")
        clean = ImageOps.exif_transpose(picture)
        clean.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    # What the file said of itself: comments, places, the picture it was before it was cropped.
    clean.info = {} if clear is None else {"transparency": clear}
    kept = io.BytesIO()
    clean.save(kept, kind, icc_profile=colors, **HOW.get(kind, {}))
    size = kept.tell()
    kept.seek(0)
    return InMemoryUploadedFile(kept, "file", file.name, Image.MIME[kind], size, None)


def refuse_what_it_is_not(file) -> None:
    """Raises ValidationError: "large", or "kind" for a file that is not what its name says."""
    kind = PurePath(file.name).suffix[1:].lower()
    largest = LARGEST_SOUND if kind == "mp3" else LARGEST_PAPER
    if file.size > largest:
        raise ValidationError(
            f"This file has {filesizeformat(file.size)}; {filesizeformat(largest)} is the most.",
            code="large",
        )
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    signs = BEGINS.get(kind)
    if not start.startswith(signs) if signs else b"\0" in start:
        raise ValidationError(
            f"This is no {kind.upper()} file, whatever its name says.", code="kind"
        )
