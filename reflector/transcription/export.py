"""A transcript for other programs: plain text, WebVTT, SubRip and JSON.

What was said is not ours to interpret: it is written so that no player and no browser takes a part of it for markup, a
cue or a time. WebVTT has escapes for that (https://www.w3.org/TR/webvtt1/#webvtt-cue-text); SubRip has no standard, so
only what players are known to act upon is changed there.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta

import srt
from webvtt import Caption, WebVTT

from reflector.transcription.digest.extractive import Topic
from reflector.transcription.reading import Section
from reflector.transcription.speech import Segment, Word, captions


def segments_of(topics: Iterable[Topic], language: str) -> list[Segment]:
    """The segments of a transcript whose `topics` were kept."""
    words = [Word(word["start"], word["end"], word["text"]) for topic in topics for word in topic["words"]]
    return list(captions(words, language))


def to_txt(sections: Iterable[Section]) -> str:
    """Plain text: one line for each paragraph, a blank line between two paragraphs."""
    paragraphs = (
        _one_line(" ".join(line.text for line in paragraph)) for section in sections for paragraph in section.paragraphs
    )
    return "".join(f"{paragraph}\n\n" for paragraph in paragraphs if paragraph).removesuffix("\n")


def to_vtt(segments: Iterable[Segment]) -> str:
    """WebVTT, a cue for each segment."""
    cues = []
    for segment in segments:
        if segment.text.strip():
            start, end = _span(segment)
            cues.append(Caption(_time(start), _time(end), _escaped(segment.text)))
    return str(WebVTT(captions=cues).content).rstrip("\n") + "\n"


def to_srt(segments: Iterable[Segment]) -> str:
    """SubRip, an entry for each segment."""
    entries = [
        srt.Subtitle(index, *(timedelta(milliseconds=time) for time in _span(s)), _disarmed(s.text))
        for index, s in enumerate((s for s in segments if s.text.strip()), 1)
    ]
    return str(srt.compose(entries, reindex=False))


def to_json(segments: Sequence[Segment], language: str) -> str:
    """JSON: {"language", "text", "segments": [{"start", "end", "text", "words": [{"start", "end", "text"}]}]}.

    Times are in seconds.
    """
    document = {
        "language": language,
        "text": " ".join(_one_line(s.text) for s in segments),
        "segments": [
            {
                "start": s.start,
                "end": s.end,
                "text": s.text,
                "words": [{"start": w.start, "end": w.end, "text": w.text.strip()} for w in s.words],
            }
            for s in segments
        ],
    }
    return json.dumps(document, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _disarmed(text: str) -> str:
    # Players act on <tags> and {\overrides}; an ampersand they show as it is.
    return _one_line(text).replace("<", "&lt;").replace(">", "&gt;").replace("{\\", "{ \\")


def _span(segment: Segment) -> tuple[int, int]:
    """Start and end in milliseconds; WebVTT forbids an end that is not after its start."""
    start = round(segment.start * 1000)
    return start, max(round(segment.end * 1000), start + 1)


def _time(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
