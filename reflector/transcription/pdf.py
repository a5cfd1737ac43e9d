"""Writes a transcript as a PDF, in the typeface of the pages.

The typeface has Latin, Vietnamese, Cyrillic and Greek letters. reportlab does not shape text, so scripts that need
shaping or run from right to left could not be written with any typeface. The reader's browser prints such a text.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.sax.saxutils import escape

from reflector.transcription.digest.extractive import clock
from reflector.transcription.document import About
from reflector.transcription.layout import Section

_FONTS = Path(__file__).parent / "fonts"
_REGULAR, _SEMIBOLD = "Literata-Regular", "Literata-Semibold"
#: Points.
_MARGIN, _TIME_WIDTH = 62, 46
_INK, _SOFT = "#1c2b2b", "#566463"


def can_write(about: About, sections: Sequence[Section]) -> bool:
    """Whether the typeface has all letters and digits of the text. Other characters, such as notes, may be missing."""
    letters = _glyphs()
    texts = [about.title]
    for section in sections:
        texts.append(section.title)
        for lines in section.paragraphs:
            texts += [lines[0].speaker or "", *(line.text for line in lines)]
    return all(ord(sign) in letters for text in texts for sign in set(_composed(text)) if sign.isalnum())


def to_pdf(about: About, sections: Sequence[Section]) -> bytes:
    """A PDF (A4): the title, each topic as a heading, and each paragraph beside the time of its start.

    Characters that the typeface lacks are left out. `can_write` tells whether these are letters.
    """
    # Slow to import, and only needed for this download.
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    _glyphs()  # registers the typeface
    said = ParagraphStyle(
        "said", fontName=_REGULAR, fontSize=10.5, leading=15.5, textColor=_INK, spaceAfter=7, leftIndent=_TIME_WIDTH,
        bulletFontName=_REGULAR, bulletFontSize=8, bulletColor=_SOFT, allowWidows=0, allowOrphans=0,
    )  # fmt: skip
    head = {"fontName": _SEMIBOLD, "textColor": _INK, "keepWithNext": 1}
    title = ParagraphStyle("title", fontSize=21, leading=25, spaceAfter=4, **head)
    topic = ParagraphStyle(
        "topic", fontSize=13, leading=17, spaceBefore=14, spaceAfter=6, leftIndent=_TIME_WIDTH, **head
    )
    date = ParagraphStyle("date", fontName=_REGULAR, fontSize=9, leading=12, textColor=_SOFT, spaceAfter=20)

    flow = [Paragraph(_markup(about.title), title), Paragraph(f"{about.created_at:%Y-%m-%d}", date)]
    for section in sections:
        if section.title and len(sections) > 1:
            flow.append(Paragraph(_markup(section.title), topic))
        for lines in section.paragraphs:
            who = f'<font name="{_SEMIBOLD}">{_markup(lines[0].speaker)}:</font> ' if lines[0].speaker else ""
            text = who + _markup(" ".join(line.text for line in lines))
            flow.append(Paragraph(text, said, bulletText=clock(lines[0].start)))
    written = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
    names = {"title": _printable(about.title)[:255], "author": "", "creator": "Reflector", "lang": about.language}
    SimpleDocTemplate(written, pagesize=A4, **margins, **names).build(flow, onFirstPage=_number, onLaterPages=_number)
    return written.getvalue()


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(_REGULAR, 8)
    canvas.setFillColor(_SOFT)
    canvas.drawCentredString(document.pagesize[0] / 2, _MARGIN / 2, str(document.page))


@lru_cache
def _glyphs() -> frozenset[int]:
    """The code points of the typeface, which is registered with reportlab here."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = [TTFont(name, _FONTS / f"{name.lower()}.ttf") for name in (_REGULAR, _SEMIBOLD)]
    for font in fonts:
        registerFont(font)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def _composed(text: str) -> str:
    # The typeface has composed letters. A letter and an accent of its own would need shaping.
    return normalize("NFC", text)


def _printable(text: str) -> str:
    """The text without the characters that the typeface lacks."""
    return " ".join("".join(sign for sign in _composed(text) if sign.isspace() or ord(sign) in _glyphs()).split())


def _markup(text: str) -> str:
    return escape(_printable(text))
