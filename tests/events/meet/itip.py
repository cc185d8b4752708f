"""The rules of RFC 5545 and 5546 that calendars are strict about, read line by line.

Shares no code with what writes the files, nor with the library that reads them in other tests.
"""

import re
from email import message_from_bytes, policy

ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "ORGANIZER")
UTC_STAMP = re.compile(r"\d{8}T\d{6}Z")
STATUSES = {
    "REQUEST": {"CONFIRMED", "TENTATIVE"},
    "CANCEL": {"CANCELLED"},
    "PUBLISH": {"CONFIRMED", "TENTATIVE", "CANCELLED"},
}


def faults(raw: bytes) -> list[str]:
    """What a strict calendar would refuse; nothing, one hopes."""
    found = [*_faults_of_lines(raw)]
    lines = unfolded(raw)
    found += _faults_of_nesting(lines)
    if found:
        return found
    event = properties(raw)
    method = " ".join(values(lines, "METHOD"))
    if method not in STATUSES:
        found.append(f"method {method}")
    found += [f"{name} not once" for name in ONCE if len(event.get(name, [])) != 1]
    if found:
        return found
    if event["STATUS"][0][1] not in STATUSES[method]:
        found.append(f"status {event['STATUS'][0][1]} with {method}")
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not UTC_STAMP.fullmatch(event[name][0][1]):
            found.append(f"{name} is not in UTC")
    if len(event.get("ATTENDEE", [])) != (method != "PUBLISH"):
        found.append("attendees")
    found += _faults_of_mailboxes(event, method)
    return found + _faults_of_zones(lines, event)


def unfolded(raw: bytes) -> list[str]:
    return raw.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def values(lines, name) -> list[str]:
    return [line.partition(":")[2] for line in lines if line.startswith(f"{name}:")]


def properties(raw: bytes) -> dict[str, list[tuple[str, str]]]:
    """Of the one event: for each name its parameters and values as they stand."""
    lines = unfolded(raw)
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    found: dict[str, list[tuple[str, str]]] = {}
    for line in event:
        head, value = _halves(line)
        name, _, parameters = head.partition(";")
        found.setdefault(name, []).append((parameters, value))
    return found


def value(raw: bytes, name: str) -> str:
    [(_, found)] = properties(raw)[name]
    return found


def parts(message) -> tuple[str, bytes, bytes]:
    """The method, what stands beside the text, and the file, of a letter as it is sent."""
    sent = message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=policy.SMTP)
    [inline] = [part for part in sent.walk() if part.get_content_type() == "text/calendar"]
    [file] = sent.iter_attachments()
    if (file.get_content_type(), file.get_filename()) != ("application/ics", "invite.ics"):
        raise AssertionError(file.as_string())
    return inline.get_param("method"), inline.get_payload(decode=True), file.get_content()


def _halves(line):
    """Split at the first colon outside of quotes."""
    quoted = False
    for number, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return line[:number], line[number + 1 :]
    raise AssertionError(f"no property: {line}")


def _faults_of_lines(raw):
    if not raw.endswith(b"\r\n"):
        yield "does not end with a line"
    if b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        yield "a bare line break"
    for line in raw.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} octets"
    if any(octet < 32 and octet not in (9, 10, 13) for octet in raw):
        yield "a control character"


def _faults_of_nesting(lines):
    open_ = []
    for line in lines:
        name, _, kind = line.partition(":")
        if name == "BEGIN":
            open_.append(kind)
        elif name == "END" and (not open_ or open_.pop() != kind):
            return [f"ends {kind}"]
    events = lines.count("BEGIN:VEVENT")
    started = lines[:1] == ["BEGIN:VCALENDAR"] and values(lines, "VERSION") == ["2.0"]
    prodid = len(values(lines, "PRODID")) == 1
    return [] if not open_ and started and prodid and events == 1 else ["nesting"]


def _faults_of_mailboxes(event, method):
    found = []
    for name in ("ORGANIZER", "ATTENDEE"):
        for parameters, mailbox in event.get(name, []):
            if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", mailbox) or "CN=" not in parameters:
                found.append(f"{name} {parameters} {mailbox}")
    return found


def _faults_of_zones(lines, event):
    told = values(lines, "TZID")
    found = []
    for name in ("DTSTART", "DTEND"):
        [(parameters, local)] = event[name]
        zone = parameters.removeprefix("TZID=")
        if zone not in told and not UTC_STAMP.fullmatch(local):
            found.append(f"{name} in {zone}, which is not told")
    return found
