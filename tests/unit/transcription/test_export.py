"""Exports contain the speech, and no markup that other programs would interpret."""

import json
from dataclasses import asdict

import pytest
import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from reflector.transcription.digest.extractive import digest
from reflector.transcription.export import segments_of, to_json, to_srt, to_txt, to_vtt
from reflector.transcription.layout import sections
from reflector.transcription.speech import Segment, Word, captions

EVIL = [
    "<b>bold</b> & <script>alert(1)</script>",
    "an arrow --> here",
    "a blank\n\nline\n\n00:00:09.000 --> 00:00:10.000\ninjected",
    "\r\n\r\n2\r\n00:00:09,000 --> 00:00:10,000\r\ninjected",
    "NOTE hidden",
    "<v Somebody>not me",
    "{\\an8}up there",
    "STYLE ::cue { color: red }",
    "a \u2028 b \x0b c \x85 d",
]


def spoken(*texts: str) -> list[Segment]:
    return [Segment(i * 2.0, i * 2.0 + 1.5, text) for i, text in enumerate(texts)]


@pytest.mark.parametrize("text", EVIL)
def test_nothing_in_a_text_makes_a_cue_or_markup_in_vtt(text: str) -> None:
    content = to_vtt(spoken("before", text, "after"))

    cues = webvtt.from_string(content).captions
    assert [cue.start for cue in cues] == ["00:00:00.000", "00:00:02.000", "00:00:04.000"]
    assert " ".join(cues[1].text.split()).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == " ".join(
        text.split()
    )
    assert "<" not in content
    assert content.count("-->") == 3


@pytest.mark.parametrize("text", EVIL)
def test_nothing_in_a_text_makes_an_entry_or_markup_in_srt(text: str) -> None:
    content = to_srt(spoken("before", text, "after"))

    entries = list(srt.parse(content))
    assert [entry.start.total_seconds() for entry in entries] == [0, 2, 4]
    assert entries[2].content == "after"
    assert "<" not in content
    assert "{\\" not in content
    assert content.count("-->") == 3


@settings(deadline=None)  # the machine may pause
@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_text_gives_as_many_cues_as_segments(texts: list[str]) -> None:
    segments = spoken(*texts)
    shown = [text for text in texts if text.strip()]

    assert len(webvtt.from_string(to_vtt(segments)).captions if shown else []) == len(shown)
    assert len(list(srt.parse(to_srt(segments)))) == len(shown)


def test_times_are_written_in_full() -> None:
    segment = [Segment(3661.0015, 3661.0015, "an hour later")]

    assert "01:01:01.002 --> 01:01:01.003\n" in to_vtt(segment)
    assert "01:01:01,002 --> 01:01:01,003\n" in to_srt(segment)


def test_an_ampersand_is_readable_in_srt() -> None:
    assert "AT&T" in to_srt(spoken("AT&T"))


def test_json_keeps_words_and_times() -> None:
    words = (Word(0, 1, " Hello"), Word(1, 2, " wörld.", 0.4))
    document = json.loads(to_json([Segment(0, 2, "Hello wörld.", words)], "de"))

    assert document["language"] == "de"
    assert document["text"] == "Hello wörld."
    assert document["segments"][0]["words"][1] == {"start": 1, "end": 2, "text": "wörld.", "probability": 0.4}


def test_text_that_is_only_in_topics_can_be_exported() -> None:
    words = [Word(i, i + 0.5, " " + part) for i, part in enumerate(("The", "bees", "leave.", "They", "come", "back."))]
    segments = list(captions(words, "en"))
    topics = digest(segments, "en").topics

    assert segments_of(topics, "en") == segments
    assert to_txt(sections(None, list(topics))) == "The bees leave. They come back.\n"


def test_a_transcript_without_words_is_empty_and_valid() -> None:
    assert to_txt([]) == ""
    assert to_vtt([]).startswith("WEBVTT")
    assert to_srt([]) == ""


def test_unclear_speech_is_marked_in_every_format() -> None:
    words = [Word(0, 1, " Hello."), Word(5, 6, " Goodbye.")]
    segments = [
        Segment(0, 1, "Hello.", (words[0],)),
        Segment(2, 4, "", unclear=True),
        Segment(5, 6, "Goodbye.", (words[1],)),
    ]
    topics = digest(segments, "en").topics

    assert to_txt(sections([asdict(segment) for segment in segments], list(topics))) == "Hello. […] Goodbye.\n"
    assert [(c.start, c.text) for c in webvtt.from_string(to_vtt(segments)).captions][1] == ("00:00:02.000", "[…]")
    assert [entry.content for entry in srt.parse(to_srt(segments))] == ["Hello.", "[…]", "Goodbye."]
    document = json.loads(to_json(segments, "en"))
    assert document["unclear"] == [{"start": 2, "end": 4}]
    assert document["text"] == "Hello. Goodbye."
    assert len(document["segments"]) == 2


def test_a_cue_has_two_short_lines_and_ends_before_the_next() -> None:
    text = "Had he married a more amiable woman than he did, all would be well."
    segments = [Segment(0, 5, text), Segment(4, 6, "Yes.")]

    cues = webvtt.from_string(to_vtt(segments)).captions

    assert [len(line) <= 42 for line in cues[0].text.split("\n")] == [True, True]
    assert cues[0].end == cues[1].start == "00:00:04.000"


# -- speakers -----------------------------------------------------------------------------------------------------

SPOKEN = [
    Segment(0, 1, "Good morning.", (Word(0, 1, " Good morning."),), speaker="Ada"),
    Segment(1, 2, "Shall we?", (Word(1, 2, " Shall we?"),), speaker="Ada"),
    Segment(2, 3, "Yes.", (Word(2, 3, " Yes."),), speaker="Bob <&>\n-->"),
]


def test_webvtt_has_a_voice_for_each_speaker() -> None:
    text = to_vtt(SPOKEN)

    assert "<v Ada>Good morning." in text
    assert "<v Bob &lt;&amp;&gt; --&gt;>Yes." in text
    assert [caption.voice for caption in webvtt.from_string(text).captions][:2] == ["Ada", "Ada"]


def test_subrip_names_a_new_speaker() -> None:
    assert [entry.content for entry in srt.parse(to_srt(SPOKEN))] == [
        "Ada: Good morning.",
        "Shall we?",
        "Bob &lt;&&gt; --&gt;: Yes.",
    ]


def test_plain_text_has_a_paragraph_for_each_speaker() -> None:
    rows = [asdict(segment) for segment in SPOKEN]

    assert to_txt(sections(rows, [])) == "Ada: Good morning. Shall we?\n\nBob <&> -->: Yes.\n"


def test_json_has_the_speaker() -> None:
    document = json.loads(to_json(SPOKEN, "en"))

    assert [segment["speaker"] for segment in document["segments"]] == ["Ada", "Ada", "Bob <&>\n-->"]
