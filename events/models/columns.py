"""What a list of those who come may say of each."""

from django.db.models import TextChoices


class Column(TextChoices):
    TICKET = "ticket", "Ticket"
    STATE = "state", "Where it stands"
    PRICE = "price", "Price"
    PAID = "paid", "Paid"
    STANDING = "standing", "Standing"
    OFFICE = "office", "Office"
    CHAPTER = "chapter", "Chapter"
    SESSIONS = "sessions", "Sessions"
    NEEDS = "needs", "Needs"
    CAME = "came", "Came in"
    BADGE = "badge", "Name on the badge"
    GUEST = "guest", "Guest of"
    MADE = "made", "Registered"


AT_FIRST = (Column.TICKET, Column.STATE, Column.OFFICE, Column.PAID)
