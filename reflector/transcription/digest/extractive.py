"""Makes topics, a title and summaries from words, without a model and without a network.

Topics are found by `tiling.py`. Summaries are sentences of the recording, with their times: the sentences that
share most words with their topic (centroid-based extraction; Radev et al., "Centroid-based summarization of multiple
documents", Information Processing & Management 40, 2004). Titles are the most important phrases between function words
(RAKE; Rose et al., "Automatic Keyword Extraction from Individual Documents", 2010). A word weighs more if it is rare
in its language: "spectral subtraction" beats "speech". If no word stands out, there is no title.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, TypedDict

from reflector.transcription.digest.tiling import boundaries, snapped
from reflector.transcription.digest.vocabulary import carries_meaning, rarity, term_of
from reflector.transcription.speech import Segment, Word, captions, sentences, text_of

EXTRACTIVE = "extractive"
#: A "sentence" of more words lacks its punctuation, and is cut like captions.
SENTENCE_MAX_WORDS = 60
#: Number of sentences in the short summary, and in the summary of a topic.
SHORT_SENTENCES, TOPIC_SENTENCES = 3, 2
#: Number of words of a sentence that can be understood alone.
TELLING_WORDS = range(6, 41)
#: Share of common words at which two sentences say the same.
SAME_SHARE = 0.5
TITLE_PHRASES, PHRASE_WORDS, TITLE_CHARACTERS = 2, 3, 80
#: Minimum score of a phrase in a title: the score of one word that stands out a little and is said once.
TITLE_SCORE = 1.0
#: Maximum number of topics per hour, and in a short recording.
TOPICS_PER_HOUR, SHORT_TOPICS = 8, 3


class TopicWord(TypedDict):
    """A word of a topic, as the public Reflector keeps it."""

    text: str
    start: float
    end: float
    speaker: int


class Quote(TypedDict):
    """A sentence that was said; times in seconds."""

    text: str
    start: float
    end: float


class Topic(TypedDict):
    """A topic, as the public Reflector keeps it in `transcript.topics`; `quotes` is ours."""

    id: str
    title: str
    summary: str
    timestamp: float
    duration: float
    transcript: str
    words: list[TopicWord]
    #: The sentences of the summary, with their times.
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Digest:
    """Title, summaries and topics of a recording."""

    #: "" if no word stands out.
    title: str
    short_summary: str
    #: Markdown: each topic with its time, and its sentences with theirs.
    long_summary: str
    #: In order. Together they contain every word.
    topics: tuple[Topic, ...]
    #: The sentences of the short summary, with their times.
    quotes: tuple[Quote, ...]
    #: The author of title and summaries: "extractive", or the name of a language model.
    made_by: str = EXTRACTIVE

    def columns(self, events: Iterable[dict[str, Any]] | None) -> dict[str, Any]:
        """The values of a transcript's columns, by name. `events` are those that it has."""
        made = {"event": "DIGEST", "data": {"made_by": self.made_by, "quotes": list(self.quotes)}}
        return {
            "title": self.title,
            "short_summary": self.short_summary,
            "long_summary": self.long_summary,
            "topics": list(self.topics),
            "events": [*(event for event in events or () if event["event"] != "DIGEST"), made],
        }


def digest(segments: Iterable[Segment], language: str) -> Digest:
    """Make topics, title and summaries of `segments`. `language` is the code of their language. Never fails."""
    words: list[Word] = []
    for segment in segments:
        # Without times of its words, each word gets the times of the segment.
        words += segment.words or [Word(segment.start, segment.end, " " + part) for part in segment.text.split()]
    lines: list[_Line] = []
    for sentence in sentences(words, language):
        is_whole = len(sentence) <= SENTENCE_MAX_WORDS
        parts = [sentence] if is_whole else [caption.words for caption in captions(sentence, language)]
        lines += (_Line(part, language) for part in parts)
    totals = Counter(term for line in lines for term in line.terms if term)
    starts = list(accumulate((len(line.words) for line in lines), initial=0))
    hours = (words[-1].end - words[0].start) / 3600 if words else 0.0
    most = max(SHORT_TOPICS, int(TOPICS_PER_HOUR * hours))
    cuts = snapped(boundaries([term for line in lines for term in line.terms], most), starts[:-1]) if lines else ()
    stretches = [lines[first:last] for first, last in pairwise([0, *cuts, len(lines)])]
    topics = tuple(_topic(index, part, totals) for index, part in enumerate(stretches, 1) if part)
    quotes = tuple(line.quote() for line in _telling(lines, totals, SHORT_SENTENCES))
    return Digest(
        title=_title(lines, totals),
        short_summary=" ".join(quote["text"] for quote in quotes),
        long_summary="\n\n".join(_markdown(topic) for topic in topics),
        topics=topics,
        quotes=quotes,
    )


def clock(seconds: float) -> str:
    """A time for people: 1:02, 1:00:02."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


# -- the text -----------------------------------------------------------------------------------------------------


class _Line:
    """A sentence, and the term of each of its words. The term is "" for a word that carries no meaning."""

    def __init__(self, words: Sequence[Word], language: str) -> None:
        self.words = words
        self.language = language
        terms = [term_of(word.text) for word in words]
        self.terms = [term if carries_meaning(term, language) else "" for term in terms]

    def quote(self) -> Quote:
        return Quote(text=text_of(self.words), start=self.words[0].start, end=self.words[-1].end)


def _weights(lines: Sequence[_Line], totals: Counter[str]) -> dict[str, float]:
    """The weight of each term for `lines`: its uses there, times their share of all its uses, times its rarity."""
    here = Counter(term for line in lines for term in line.terms if term)
    language = lines[0].language if lines else ""
    return {term: count * count / totals[term] * rarity(term, language) for term, count in here.items()}


# -- summaries ----------------------------------------------------------------------------------------------------


def _telling(lines: Sequence[_Line], totals: Counter[str], count: int) -> list[_Line]:
    """Choose up to `count` of `lines` that say most about all of them, in the order in which they were said."""
    weights = _weights(lines, totals)
    terms = [set(line.terms) - {""} for line in lines]

    def score(index: int) -> float:
        length = len(lines[index].words)
        fitting = 1.0 if length in TELLING_WORDS else 0.4
        return fitting * sum(weights[term] for term in terms[index]) / math.sqrt(max(length, TELLING_WORDS.start))

    def says_the_same(index: int, other: int) -> bool:
        shorter = min(len(terms[index]), len(terms[other]))
        return len(terms[index] & terms[other]) >= SAME_SHARE * max(shorter, 1)

    chosen: list[int] = []
    for index in sorted(range(len(lines)), key=score, reverse=True):
        if len(chosen) == count:
            break
        if not any(says_the_same(index, other) for other in chosen):
            chosen.append(index)
    return [lines[index] for index in sorted(chosen)]


# -- titles -------------------------------------------------------------------------------------------------------


def _title(lines: Sequence[_Line], totals: Counter[str]) -> str:
    """The most important phrases, the best first; "" if none stands out."""
    weights = _weights(lines, totals)
    written: dict[tuple[str, ...], Counter[str]] = {}
    for line in lines:
        for terms, text in _phrases(line):
            written.setdefault(terms, Counter())[text] += 1
    # A repeated phrase is a term of its own. A phrase that is said once is only as good as its words.
    scores = {
        terms: sum(weights[term] for term in terms) * math.sqrt(texts.total() / len(terms))
        for terms, texts in written.items()
    }
    chosen: list[tuple[str, ...]] = []
    for terms in sorted(written, key=lambda terms: -scores[terms]):
        if len(chosen) == TITLE_PHRASES or scores[terms] < TITLE_SCORE:
            break
        if not any(set(terms) & set(other) for other in chosen):
            chosen.append(terms)
    title = ", ".join(written[terms].most_common(1)[0][0] for terms in chosen)
    if len(title) > TITLE_CHARACTERS:
        title = title[:TITLE_CHARACTERS].rsplit(" ", 1)[0] + "…"
    return title[:1].upper() + title[1:]


def _phrases(line: _Line) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each run of words that carry meaning, without punctuation inside: its terms and its text."""
    run: list[int] = []
    for index, (word, term) in enumerate(zip(line.words, line.terms, strict=True)):
        if term:
            run.append(index)
        if run and (not term or len(run) == PHRASE_WORDS or not word.text[-1:].isalnum()):
            yield _phrase(line, run)
            run = []
    if run:
        yield _phrase(line, run)


def _phrase(line: _Line, run: Sequence[int]) -> tuple[tuple[str, ...], str]:
    text = text_of(line.words[index] for index in run).strip(".,;:!?…\"'“”«»()[] 。，！？")
    return tuple(line.terms[index] for index in run), text


# -- topics -------------------------------------------------------------------------------------------------------


def _topic(number: int, lines: Sequence[_Line], totals: Counter[str]) -> Topic:
    words = [word for line in lines for word in line.words]
    quotes = [line.quote() for line in _telling(lines, totals, TOPIC_SENTENCES)]
    return Topic(
        id=str(number),
        title=_title(lines, totals),
        summary=" ".join(quote["text"] for quote in quotes),
        timestamp=words[0].start,
        duration=round(max(words[-1].end - words[0].start, 0.0), 3),
        transcript=text_of(words),
        words=[TopicWord(text=word.text, start=word.start, end=word.end, speaker=0) for word in words],
        quotes=quotes,
    )


def _markdown(topic: Topic) -> str:
    lines = [f"- {clock(quote['start'])} {quote['text']}" for quote in topic["quotes"]]
    title = f"**{topic['title']}** " if topic["title"] else ""
    return "\n".join([f"{title}({clock(topic['timestamp'])})", "", *lines])
