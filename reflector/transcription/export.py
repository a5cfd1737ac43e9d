"""Exports a transcript as plain text, WebVTT, SubRip and JSON.

Speech is not markup. It is escaped so that no player and no browser interprets a part of it as a tag, a cue or a time.
WebVTT has escapes for this (https://www.w3.org/TR/webvtt1/#webvtt-cue-text). SubRip has no standard, so only the
characters that players are known to interpret are changed.

Speech that was not understood has the mark UNCLEAR in the texts, and its times in JSON.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import srt
from webvtt import Caption, WebVTT

from reflector.transcription.digest.extractive import Topic
from reflector.transcription.layout import Section
from reflector.transcription.speech import UNCLEAR, Segment, Word, captions, lines_of, without_overlaps


def segments_of(topics: Iterable[Topic], language: str) -> list[Segment]:
    """The segments of a transcript that has only `topics`."""
    words = [Word(word["start"], word["end"], word["text"]) for topic in topics for word in topic["words"]]
    return list(captions(words, language))


def to_txt(sections: Iterable[Section]) -> str:
    """Plain text: one line for each paragraph, a blank line between two. A known speaker's name comes first."""
    paragraphs = (
        _one_line(_named(paragraph[0].speaker, " ".join(line.text for line in paragraph)))
        for section in sections
        for paragraph in section.paragraphs
    )
    return "".join(f"{paragraph}\n\n" for paragraph in paragraphs if paragraph).removesuffix("\n")


def to_vtt(segments: Iterable[Segment]) -> str:
    """WebVTT, a cue of one or two lines for each segment. Cues do not overlap. Speakers have a voice span."""
    cues = []
    for segment in without_overlaps(_shown(segments)):
        start, end = _span(segment)
        voice = f"<v {_escaped(_one_line(segment.speaker))}>" if segment.speaker else ""
        cues.append(Caption(_time(start), _time(end), voice + "\n".join(map(_escaped, lines_of(segment.text)))))
    return str(WebVTT(captions=cues).content).rstrip("\n") + "\n"


def to_srt(segments: Iterable[Segment]) -> str:
    """SubRip, an entry of one or two lines for each segment. Entries do not overlap. New speakers are named."""
    entries = []
    before: str | None = None
    for index, segment in enumerate(without_overlaps(_shown(segments)), 1):
        text = segment.text if segment.speaker == before else _named(segment.speaker, segment.text)
        before = segment.speaker
        start, end = (timedelta(milliseconds=time) for time in _span(segment))
        entries.append(srt.Subtitle(index, start, end, "\n".join(map(_disarmed, lines_of(text)))))
    return str(srt.compose(entries, reindex=False))


def to_json(segments: Sequence[Segment], language: str) -> str:
    """JSON as `reflector.api.schemas.Said` describes it. Times are in seconds, probabilities 0 to 1."""
    document = {
        "language": language,
        "text": " ".join(_one_line(s.text) for s in segments if s.text.strip() and not s.unclear),
        "segments": [
            {
                "start": s.start,
                "end": s.end,
                "text": s.text,
                "language": s.language or language,
                "speaker": s.speaker,
                "words": [
                    {"start": w.start, "end": w.end, "text": w.text.strip(), "probability": w.probability}
                    for w in s.words
                ],
            }
            for s in segments
            if s.text.strip() and not s.unclear
        ],
        "unclear": [{"start": s.start, "end": s.end} for s in segments if s.unclear],
    }
    return json.dumps(document, ensure_ascii=False)


def _shown(segments: Iterable[Segment]) -> Iterator[Segment]:
    for segment in segments:
        if segment.unclear:
            yield replace(segment, text=UNCLEAR)
        elif segment.text.strip():
            yield segment


def _named(speaker: str | None, text: str) -> str:
    return f"{speaker}: {text}" if speaker else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _disarmed(text: str) -> str:
    # Players interpret <tags> and {\overrides}. They show an ampersand as it is.
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("{\\", "{ \\")


def _span(segment: Segment) -> tuple[int, int]:
    """Start and end in milliseconds. WebVTT requires an end after the start."""
    start = round(segment.start * 1000)
    return start, max(round(segment.end * 1000), start + 1)


def _time(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
