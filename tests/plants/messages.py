"""What a stranger wrote to the staff by a form, and a line above every page."""

from uuid import uuid4

from django.utils import timezone

from cms import operations
from cms.models import FormField, FormPage, HomePage


def plant(made, known):
    page = FormPage(title="Write to us", slug="write-to-us", told="staff@example.org")
    page.form_fields = [FormField(label="Your words", field_type="multiline")]
    HomePage.objects.get().add_child(instance=page)
    words = made.plant("message", "saw the heron at the culvert", readers="national admin")
    address = made.plant("reply address", "heron-watcher@example.net", readers="national admin")
    operations.take_message(
        page=page,
        answers={"your_words": words},
        reply_to=address,
        sent_as=uuid4(),
        at=timezone.now(),
    )
    made.value("page_id", page.pk)
