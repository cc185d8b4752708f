"""What an MP3 says of itself: that it is one, and how long it lasts."""

from tinytag import TinyTag, TinyTagException

#: A tag before the sound says its own length in four times seven bits.
TAG, TAG_HEAD = b"ID3", 10
#: How much emptiness after the tag is looked through for the first frame.
PADDING = 4096


def seconds_of(file) -> int | None:
    """Whole seconds of an open file's sound, at least one; None when it is no MP3."""
    file.seek(0)
    if not _begins_with_a_frame(file):
        return None
    file.seek(0)
    try:
        lasts = TinyTag.get(file_obj=file, tags=False).duration
    except TinyTagException:
        return None
    return max(1, round(lasts)) if lasts else None


def say_length(seconds: int) -> str:
    """ "36 seconds", "24 minutes", "1 hour 5 minutes": as a listener plans."""
    if seconds < 60:
        return _say(seconds, "second")
    hours, minutes = divmod(round(seconds / 60), 60)
    said = [_say(hours, "hour")] if hours else []
    return " ".join([*said, _say(minutes, "minute")] if minutes else said)


def _say(number, unit):
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _begins_with_a_frame(file) -> bool:
    """Eleven bits of sync, and Layer III: what other formats do not begin with."""
    head = file.read(TAG_HEAD)
    if head.startswith(TAG) and len(head) == TAG_HEAD:
        length = 0
        for seven_bits in head[6:]:
            length = length << 7 | seven_bits & 0x7F
        file.seek(TAG_HEAD + length)
        head = file.read(PADDING).lstrip(b"\0")
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
