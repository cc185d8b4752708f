"""A file sent whole, or the part of it that a player asks for (RFC 9110, section 14).

Ours, because what there is falls short: Django sends whole files only, whitenoise refuses the
first byte alone and knows no If-Range, and django-ranged-response has stood still since 2017.
"""

import re

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

#: Of several parts at once the whole file is as good an answer.
ONE_PART = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)
PIECE = 64 * 1024


class Beyond(Exception):
    """What is asked for lies behind the end."""


def send(request, file, *, content_type, etag, modified):
    """Answer GET and HEAD with a stored file. `modified` is in seconds since 1970.

    Raises FileNotFoundError when the file is gone.
    """
    size = file.size
    response = get_conditional_response(request, etag, modified) or _answer(
        request, file, size, (etag, modified)
    )
    if response.status_code in (200, 206):
        response["Content-Type"] = content_type
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return response


def part_asked_for(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None for the whole file. Raises Beyond."""
    found = ONE_PART.fullmatch(header.strip())
    first, last = found.groups() if found else ("", "")
    if first and last and int(first) > int(last):
        return None
    if first:
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
    elif last:
        begin, end = max(size - int(last), 0), size - 1
    else:
        return None
    if begin >= size:
        raise Beyond
    return begin, end


def _answer(request, file, size, version):
    header = request.headers.get("Range", "")
    # Only of a GET is a part asked for, and only of the file whose beginning one has.
    if request.method != "GET" or not _is_of(request.headers.get("If-Range"), *version):
        header = ""
    try:
        part = part_asked_for(header, size)
    except Beyond:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    begin, end = part or (0, size - 1)
    length = end - begin + 1
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(_pieces(file, begin, length))
    response["Content-Length"] = length
    if part:
        response.status_code = 206
        response["Content-Range"] = f"bytes {begin}-{end}/{size}"
    return response


def _is_of(said: str | None, etag, modified) -> bool:
    return said is None or said == etag or parse_http_date_safe(said) == modified


def _pieces(file, begin, length):
    with file.storage.open(file.name, "rb") as opened:
        opened.seek(begin)
        while length > 0 and (piece := opened.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
