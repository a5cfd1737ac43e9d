"""Writes a transcript as a Word document (Office Open XML)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reflector.db.models import Transcript
from reflector.transcription.digest.extractive import clock
from reflector.transcription.layout import Section

#: Characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), without surrogates: Unicode text has none.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class About:
    """The title, date and language of a document."""

    title: str
    created_at: datetime
    #: Code of the language, such as "en".
    language: str

    @classmethod
    def of(cls, transcript: Transcript) -> "About":
        """The title, date and language of `transcript`."""
        title, language = transcript.name or transcript.title or "Transcript", transcript.source_language or "en"
        return cls(title, transcript.created_at, language.split("-")[0])


def to_docx(about: About, sections: Sequence[Section]) -> bytes:
    """A Word document: the title, then each topic as a heading, and each paragraph after the time of its start."""
    from docx import Document  # slow to import, and only needed for this download
    from docx.shared import Pt, RGBColor

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = _clean(about.title)[:255], "", about.language
    properties.comments = ""
    properties.created = properties.modified = about.created_at.replace(tzinfo=None)
    document.add_heading(_clean(about.title), level=0)
    for section in sections:
        if section.title and len(sections) > 1:
            document.add_heading(_clean(section.title), level=1)
        for lines in section.paragraphs:
            paragraph = document.add_paragraph()
            time = paragraph.add_run(f"{clock(lines[0].start)}  ")
            time.font.size, time.font.color.rgb = Pt(8), RGBColor(0x56, 0x64, 0x63)
            if lines[0].speaker:
                paragraph.add_run(f"{_clean(lines[0].speaker)}: ").bold = True
            paragraph.add_run(_clean(" ".join(line.text for line in lines)))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN)
