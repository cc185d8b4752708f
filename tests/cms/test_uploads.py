"""Files as editors send them: what is taken, what is refused, and what is left out of them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from wagtail.documents.models import Document
from wagtail.models import Collection

from cms import forms
from cms.models import Picture

HOME = 38.9784  # degrees north; whoever reads it knows where the photo was taken
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>38,58.7N</exif:GPSLatitude></x:xmpmeta>'
)
TRACES = (b"GPS", b"Exif", b"secret-camera", b"at my kitchen table", b"xmpmeta")


def photo(kind="JPEG", size=(640, 480), color="teal", **how) -> bytes:
    """A picture as a phone sends it: held upright, with place, camera and a comment."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.Model] = "secret-camera"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (38.0, 58.0, 42.2)
    file = io.BytesIO()
    if kind == "JPEG":
        how["comment"] = b"at my kitchen table"
    Image.new("RGB", size, color).save(file, kind, exif=exif, xmp=XMP, **how)
    return file.getvalue()


def sent(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content)


def fields(file, collection="Texas", **more):
    return {
        "title": "A kitchen",
        "file": file,
        "collection": Collection.objects.get(name=collection).pk,
        **more,
    }


def one_by_one(editor, file):
    editor.post(reverse("wagtailimages:add"), fields(file))


def several(editor, file):
    own = Collection.objects.get(name="Texas").pk
    address = reverse("wagtailimages:add_multiple")
    editor.post(address, {"files[]": file, "title": "A kitchen", "collection": own})


def while_writing(editor, file):
    named = {f"image-chooser-upload-{name}": value for name, value in fields(file).items()}
    editor.post(reverse("wagtailimages_chooser:create"), named)


def in_place_of_another(editor, file):
    plain = io.BytesIO()
    Image.new("RGB", (10, 10)).save(plain, "PNG")
    one_by_one(editor, sent(plain.getvalue(), "plain.png"))
    picture = Picture.objects.get()
    editor.post(reverse("wagtailimages:edit", args=[picture.pk]), fields(file))


@pytest.mark.parametrize("send", [one_by_one, several, while_writing, in_place_of_another])
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_photo_tells_nobody_where_it_was_taken(enter, texas, publisher, send, kind):
    content = photo(kind)
    assert b"secret-camera" in content

    send(enter(publisher), sent(content, f"photo.{kind.lower()}"))

    picture = Picture.objects.get()
    copies = [picture, *picture.get_renditions("width-480|format-jpeg", "max-165x165").values()]
    for copy in copies:
        with copy.file.open() as file:
            kept = file.read()
        assert [trace for trace in TRACES if trace in kept] == []
        with Image.open(io.BytesIO(kept)) as shown:
            assert (dict(shown.getexif()), shown.info.get("xmp")) == ({}, None)
    # Turned as it was held, so that nothing has to say how to turn it.
    assert (picture.width, picture.height) == (480, 640)
    assert picture.file_size == picture.file.size


def test_without_our_form_it_would_have_told(texas):
    """The control: the photo does say where it was taken, and a plain save keeps that."""
    with Image.open(io.BytesIO(photo())) as shown:
        north = shown.getexif().get_ifd(IFD.GPSInfo)[GPS.GPSLatitude]

    degrees = sum(float(part) / 60**place for place, part in enumerate(north))
    assert round(degrees, 4) == round(38 + 58 / 60 + 42.2 / 3600, 4)
    assert abs(degrees - HOME) < 0.001
    picture = Picture.objects.create(title="x", file=sent(photo()))
    with picture.file.open() as file:
        assert b"secret-camera" in file.read()


def test_a_large_photo_is_kept_in_the_size_we_need():
    clean = forms.without_traces(sent(photo(size=(4000, 3000))))

    with Image.open(clean) as kept:
        assert kept.size == (2250, 3000)


@pytest.mark.parametrize("mode", ["P", "RGBA", "L", "CMYK", "1", "LA", "I;16"])
def test_pictures_of_every_color_survive(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    file = io.BytesIO()
    Image.new(mode, (50, 40)).save(file, kind)

    clean = forms.without_traces(sent(file.getvalue(), f"x.{kind.lower()}"))

    with Image.open(clean) as kept:
        assert (kept.size, kept.format, kept.mode) == ((50, 40), kind, mode)


def moving():
    file = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    return file.getvalue()


def wide():
    file = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("walk.webp", moving, "Use a picture that stands still."),
        ("map.png", wide, "This file has too many pixels"),
        ("drawing.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Not a supported"),
        ("walk.gif", lambda: b"GIF89a", "Not a supported"),
        ("page.jpg", lambda: b"<html><script>alert(1)</script>", "valid image"),
        ("photo.png", photo, "The extension does not match"),
        ("heavy.jpg", lambda: photo() + b"x" * 15_800_000, "This file is too big"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_in_words(
    enter, texas, publisher, name, content, words
):
    answer = enter(publisher).post(reverse("wagtailimages:add"), fields(sent(content(), name)))

    assert words in answer.content.decode()
    assert Picture.objects.count() == 0


def test_a_picture_sent_is_made_in_every_size_by_the_worker(enter, texas, publisher, send_letters):
    one_by_one(enter(publisher), sent(photo(size=(1600, 900))))
    picture = Picture.objects.get()
    assert picture.renditions.filter(filter_spec__contains="webp").count() == 0

    send_letters()

    made = set(picture.renditions.values_list("filter_spec", flat=True))
    assert made >= {"format-webp|width-480", "format-jpeg|width-960"}
    assert DBTaskResult.objects.filter(status="FAILED").count() == 0


PDF = b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<script>alert(1)</script>", "File extension"),
        ("drawing.svg", b"<svg onload='alert(1)'/>", "File extension"),
        ("program.exe", b"MZ\0\0", "File extension"),
        ("paper.pdf", b"<script>alert(1)</script>", "This is no PDF file"),
        ("paper.docx", b"MZ\0\0", "This is no DOCX file"),
        ("talk.mp3", b"RIFF....WAVE", "This is no MP3 file"),
        ("list.csv", b"a,b\0c", "This is no CSV file"),
        ("paper.pdf", PDF + b"x" * 26_300_000, "25.0"),
    ],
)
def test_a_paper_is_what_its_name_says(enter, texas, publisher, name, content, words):
    answer = enter(publisher).post(reverse("wagtaildocs:add"), fields(sent(content, name)))

    assert words in answer.content.decode()
    assert Document.objects.count() == 0


@pytest.mark.parametrize("name", ["page.html", "paper.pdf"])
def test_nor_is_it_taken_among_several_or_while_writing(enter, texas, publisher, name):
    editor, content = enter(publisher), b"<script>alert(1)</script>"
    own = Collection.objects.get(name="Texas").pk

    editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": sent(content, name), "title": "x", "collection": own},
    )
    named = fields(sent(content, name)).items()
    editor.post(
        reverse("wagtaildocs_chooser:create"),
        {f"document-chooser-upload-{key}": value for key, value in named},
    )
    assert Document.objects.count() == 0

    named = fields(sent(PDF, "x.pdf")).items()
    editor.post(
        reverse("wagtaildocs_chooser:create"),
        {f"document-chooser-upload-{key}": value for key, value in named},
    )
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("paper.pdf", PDF), ("list.csv", b"name,office\n"), ("talk.mp3", b"ID3\x04"), ("a.txt", b"")],
)
def test_a_paper_is_saved_not_shown_and_nothing_in_it_runs(
    enter, client, texas, publisher, name, content
):
    if content:
        enter(publisher).post(reverse("wagtaildocs:add"), fields(sent(content, name)))
    else:
        Document.objects.create(title="x", file=sent(b"<script>alert(1)</script>", name))
    document = Document.objects.get()

    answer = client.get(document.url)

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_paper_of_members_is_asked_for_at_the_door(client, texas, sign_in, publisher):
    document = Document.objects.create(
        title="x", file=sent(PDF, "x.pdf"), collection=Collection.objects.get(name="Texas")
    )
    assert client.get(document.url).status_code == 200

    document.collection.view_restrictions.create(restriction_type="login")

    assert client.get(document.url).status_code == 302
    inside = sign_in(client, publisher.user).get(document.url)
    assert (inside.status_code, "no-store" in inside.headers["Cache-Control"]) == (200, True)
