"""Papers to take along, in the plainest Word file there is: three parts in a zip."""

import io
import zipfile
from html.parser import HTMLParser
from xml.sax.saxutils import escape

#: The same words give the same file.
STAMP = (2026, 1, 1, 0, 0, 0)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATED = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
)
#: Half points, and the level by which a reader's outline knows a heading.
SIZES = {"h1": (40, 0), "h2": (30, 1), "h3": (24, 2)}


def paper(title: str, html: str) -> bytes:
    """A .docx with a title and the words of simple HTML: headings, paragraphs and lists."""
    reader = _Reader()
    reader.feed(html)
    words = "".join(_paragraph(tag, text) for tag, text in [("h1", title), *reader.found])
    document = f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{words}</w:body></w:document>'
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATED),
            ("word/document.xml", document),
        ]:
            file.writestr(zipfile.ZipInfo(name, STAMP), part)
    return whole.getvalue()


def _paragraph(tag, text):
    size, level = SIZES.get(tag, (22, None))
    about = '<w:spacing w:after="120"/>'
    if tag == "li":
        about += '<w:ind w:left="400" w:hanging="240"/>'
    if level is not None:
        about += f'<w:outlineLvl w:val="{level}"/>'
    bold = "<w:b/>" if level is not None else ""
    return (
        f"<w:p><w:pPr>{about}</w:pPr><w:r><w:rPr>{bold}"
        f'<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


class _Reader(HTMLParser):
    """Gathers (tag, words) of each paragraph, heading and item, numbered where a list is."""

    def __init__(self):
        super().__init__()
        self.found, self.number = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in ("p", "h2", "h3", "li"):
            self.found.append((tag, ""))
        if tag in ("ol", "ul"):
            self.number = 1 if tag == "ol" else 0
        if tag == "li":
            self.handle_data(f"{self.number}. " if self.number else "• ")
            self.number += bool(self.number)

    def handle_data(self, data):
        if self.found:
            tag, words = self.found[-1]
            self.found[-1] = (tag, words + data)
