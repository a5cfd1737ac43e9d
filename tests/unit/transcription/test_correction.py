"""Corrections keep the times of unchanged words, and leave nothing of the replaced ones."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from reflector.db.models import utcnow
from reflector.errors import TextTooLong
from reflector.transcription import export
from reflector.transcription.correction import Change, Source, Wanted, correct, corrected_at
from reflector.transcription.retiming import retimed
from reflector.transcription.speech import Segment, Word, segments_from, text_of


def said(text: str, start: float = 0.0, speaker: str | None = None) -> Segment:
    """A segment with half a second for each word."""
    parts = text.split()
    words = tuple(Word(start + i / 2, start + i / 2 + 0.4, f" {part}", 0.5) for i, part in enumerate(parts))
    return Segment(start, start + len(parts) / 2, text, words, speaker)


def source(*segments: Segment, **columns: Any) -> Source:
    return Source(json.loads(json.dumps([asdict(segment) for segment in segments])), "en", **columns)


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        ("The owl sleeps in the barn", ["The", "owl", "sleeps", "in", "the", "barn"]),
        ("The owl sleeps in a barn", ["The", "owl", "sleeps", "in", "barn"]),
        ("The old owl sleeps in the barn", ["The", "owl", "sleeps", "in", "the", "barn"]),
        ("The owls sleep in the barn", ["The", "in", "the", "barn"]),
        ("In the barn", ["the", "barn"]),
        ("Nothing of it", []),
    ],
)
def test_unchanged_words_keep_their_times(new: str, kept: list[str]) -> None:
    old = said("The owl sleeps in the barn", start=10)

    words = retimed(old, new)

    assert text_of(words) == new
    assert [word.text.strip() for word in words if word in old.words] == kept
    assert all(word.probability == 1 for word in words if word not in old.words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(old.start <= word.start <= word.end <= old.end for word in words)


def test_new_words_share_the_time_of_those_they_replace() -> None:
    old = said("one two three")

    words = retimed(old, "one abc def three")

    assert [(word.start, word.end) for word in words] == [(0, 0.4), (0.4, 0.7), (0.7, 1.0), (1.0, 1.4)]


def test_long_texts_are_compared_at_their_ends_only() -> None:
    words = [f"w{number}" for number in range(400)]
    old = said(" ".join(words))

    # A full comparison of these two would take hours.
    other = retimed(old, f"w0 {'ab' * 4000} w399")
    same = retimed(old, " ".join([*words[:200], "between", *words[200:]]))

    assert [word.text.strip() for word in other if word in old.words] == ["w0", "w399"]
    assert len([word for word in same if word in old.words]) == 400


def test_words_of_a_language_without_spaces_keep_their_times() -> None:
    old = Segment(0, 3, "我喜欢猫", (Word(0, 1, "我"), Word(1, 2, "喜欢"), Word(2, 3, "猫")))

    words = retimed(old, "我喜欢狗")

    assert words == (Word(0, 1, "我"), Word(1, 2, "喜欢"), Word(2, 3, "狗"))


def test_speech_that_was_not_understood_gets_words() -> None:
    made = correct(source(Segment(2, 4, "", unclear=True)), Wanted({0: Change(text="good  morning")}), utcnow())

    [segment] = segments_from(made.columns["segments"])
    assert (segment.text, segment.unclear) == ("good morning", False)
    assert (segment.words[0].start, segment.words[-1].end) == (2, 4)


def test_a_replaced_word_is_in_no_column() -> None:
    segments = [said("Marzipan tastes of bitter almonds and sugar."), said("Cooks in Lübeck make it.", start=5)]
    first = correct(source(*segments), Wanted({1: Change(text="Cooks in Lübeck make it today.")}), utcnow())
    events = first.columns["events"]

    made = correct(source(*segments, events=events), Wanted({0: Change(text="Nougat is sweet.")}), utcnow())

    columns = json.dumps(made.columns)
    assert "nougat" in columns.lower()
    assert "arzipan" not in columns
    assert corrected_at(made.columns["events"]) > corrected_at(events)  # type: ignore[operator]


@pytest.mark.parametrize(("summary", "author"), [("It is about cats.", "gpt"), ("It is about owls.", "extractive")])
def test_a_models_text_stays_if_it_has_no_replaced_words(summary: str, author: str) -> None:
    events = [{"event": "DIGEST", "data": {"made_by": "gpt", "quotes": [{"text": "An owl", "start": 0, "end": 1}]}}]
    before = source(said("An owls sleeps."), title="Animals", short_summary=summary, long_summary="", events=events)

    made = correct(before, Wanted({0: Change(text="A cat sleeps.")}), utcnow())

    [digest] = [event["data"] for event in made.columns["events"] if event["event"] == "DIGEST"]
    assert digest["made_by"] == author
    assert "owl" not in json.dumps(made.columns)


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("Frau Müller kommt.", "Jemand kommt.", "Es geht um Müllers Plan."),
        ("Müllers Plan steht.", "Ein Plan steht.", "Müller hat einen Plan."),
        ("Call Huber/Maier now.", "Call them now.", "A call to Maier."),
        ("The Maier-Huber deal.", "The deal.", "A deal with Huber."),
        ("Der Huber ist da.", "Jemand ist da.", "Am Neuhuberweg."),
        ("रमेश आया।", "कोई आया।", "रमेश की यात्रा"),
        ("我喜欢猫。", "我喜欢狗。", "猫的爱好"),
        ("王小明喜欢猫。", "他喜欢猫。", "王小明的爱好"),
        ("田中さんが来ました。", "誰かが来ました。", "来訪者は田中"),
    ],
)
def test_a_model_keeps_no_form_of_a_replaced_word(old: str, new: str, summary: str) -> None:
    events = [{"event": "DIGEST", "data": {"made_by": "gpt", "quotes": []}}]
    before = source(said(old), title="", short_summary=summary, long_summary="", events=events)

    made = correct(before, Wanted({0: Change(text=new)}), utcnow())

    assert made.columns["short_summary"] != summary


def test_a_model_keeps_its_words_when_the_spelling_was_corrected() -> None:
    events = [{"event": "DIGEST", "data": {"made_by": "gpt", "quotes": []}}]
    summary = "Ms Meyer's cats sleep; 王小明 too."
    before = source(
        said("Miss Maier and 王小民 sleep."), title="", short_summary=summary, long_summary="", events=events
    )

    made = correct(before, Wanted({0: Change(text="Miss Meyer and 王小明 sleep.")}), utcnow())

    assert made.columns["short_summary"] == summary


def test_speakers_are_renamed_merged_and_reassigned() -> None:
    people = [{"speaker": 0, "name": "Ada"}, {"speaker": 1, "name": "Track 2"}, {"speaker": 5, "name": "A listener"}]
    text = source(said("Yes.", 0, "Ada"), said("No.", 1, "Track 2"), said("Why?", 2, "Ada"), participants=people)

    merged = correct(text, Wanted(speakers={"Track 2": "Ada"}), utcnow())
    assigned = correct(text, Wanted({2: Change(speaker="Grace")}), utcnow())

    assert [row["speaker"] for row in merged.columns["segments"]] == ["Ada", "Ada", "Ada"]
    assert [row["name"] for row in merged.columns["participants"]] == ["Ada", "A listener"]
    assert "topics" not in merged.columns
    assert [row["speaker"] for row in assigned.columns["segments"]] == ["Ada", "Track 2", "Grace"]
    assert {"speaker": 6, "name": "Grace"} in assigned.columns["participants"]
    assert "<v Grace>" in assigned.columns["webvtt"]


def test_a_segment_without_text_is_in_no_download() -> None:
    made = correct(source(said("Secret."), said("Public.", 1)), Wanted({0: Change(text="")}), utcnow())

    segments = segments_from(made.columns["segments"])
    assert len(segments) == 2
    assert [segment["text"] for segment in json.loads(export.to_json(segments, "en"))["segments"]] == ["Public."]
    assert "-->" in export.to_vtt(segments)
    assert "Secret" not in export.to_vtt(segments)


def test_a_text_that_is_too_long_for_its_time_is_refused() -> None:
    text = source(said("Yes."), said("No.", 10))

    with pytest.raises(TextTooLong):
        correct(text, Wanted({index: Change(text="a" * 10_000 + " b" * 1000) for index in range(2)}), utcnow())
    assert correct(text, Wanted({0: Change(text="a" * 10_000)}), utcnow()).after[0].text == "a" * 10_000


def test_spaces_of_words_count_as_text() -> None:
    text = source(said("Yes."), said("No.", 10))
    spaces = Change(words=[Word(0.0, 0.1, " " * 10_000)] * 2)

    with pytest.raises(TextTooLong):
        correct(text, Wanted({0: spaces, 1: spaces}), utcnow())


def test_an_unknown_segment_is_refused() -> None:
    with pytest.raises(IndexError):
        correct(source(said("Yes.")), Wanted({1: Change(text="No.")}), utcnow())
