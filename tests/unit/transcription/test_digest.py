"""A transcript's topics, title and summaries, for every kind of text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflector.transcription.digest.extractive import digest
from reflector.transcription.speech import Segment, Word, captions

SUBJECTS = {
    "bees": "The bees leave the hive in the morning. A bee visits many flowers for nectar. The queen lays the eggs of"
    " the hive. Honey is made from nectar by the bees. The keeper of the hive takes some honey in summer. A swarm of"
    " bees follows its queen. Flowers need the bees as the bees need flowers.",
    "bread": "Bread begins with flour and water. The baker kneads the dough until it is smooth. Yeast makes the dough"
    " rise in a warm place. A hot oven gives the bread its crust. The baker turns the loaf in the oven. Good flour"
    " makes good dough. The loaf rests before the baker cuts it.",
    "ships": "The ship left the harbour with the tide. Its captain had sailed the northern sea before. A storm tore the"
    " sail from the mast. The crew of the ship mended the sail at night. The captain kept the ship off the rocks. They"
    " reached a harbour after the storm. The crew thanked their captain.",
}


def said(text: str, start: float = 0.0) -> list[Segment]:
    words = [Word(start + i * 0.4, start + i * 0.4 + 0.4, " " + part) for i, part in enumerate(text.split())]
    return list(captions(words, "en"))


@pytest.fixture(scope="module")
def three_subjects() -> list[Segment]:
    """Five minutes about bees, bread and ships."""
    return said(" ".join(" ".join([text] * 5) for text in SUBJECTS.values()))


def test_each_subject_is_a_topic_with_a_fitting_title(three_subjects: list[Segment]) -> None:
    topics = digest(three_subjects, "en").topics

    assert len(topics) == 3
    for topic, telling in zip(topics, ({"bees", "hive"}, {"dough", "baker", "oven"}, {"ship", "captain"}), strict=True):
        assert telling & set(topic["title"].lower().replace(",", "").split())


def test_topics_hold_every_word_in_its_place(three_subjects: list[Segment]) -> None:
    topics = digest(three_subjects, "en").topics

    spoken = [(w.text, w.start, w.end) for segment in three_subjects for w in segment.words]
    assert [(w["text"], w["start"], w["end"]) for topic in topics for w in topic["words"]] == spoken
    assert all(w["speaker"] == 0 for topic in topics for w in topic["words"])
    assert " ".join(topic["transcript"] for topic in topics) == " ".join(s.text for s in three_subjects)
    for topic in topics:
        assert topic["timestamp"] == topic["words"][0]["start"]
        assert topic["timestamp"] + topic["duration"] == pytest.approx(topic["words"][-1]["end"])
    assert [topic["id"] for topic in topics] == ["1", "2", "3"]


def test_topics_begin_where_a_sentence_begins(three_subjects: list[Segment]) -> None:
    for before, after in pairwise(digest(three_subjects, "en").topics):
        assert before["transcript"].endswith(".")
        assert after["transcript"][0].isupper()


def test_summaries_are_sentences_of_the_recording_with_their_times(three_subjects: list[Segment]) -> None:
    made = digest(three_subjects, "en")

    starts = {w.start: w for segment in three_subjects for w in segment.words}
    quotes = [*made.quotes, *(quote for topic in made.topics for quote in topic["quotes"])]
    for quote in quotes:
        assert quote["text"].startswith(starts[quote["start"]].text.strip())
        assert quote["text"] in " ".join(SUBJECTS.values())
        assert quote["end"] > quote["start"]
    assert made.short_summary == " ".join(quote["text"] for quote in made.quotes)
    assert len({quote["text"] for quote in made.quotes}) == 3
    assert made.made_by == "extractive"


def test_the_long_summary_has_the_time_of_each_topic(three_subjects: list[Segment]) -> None:
    made = digest(three_subjects, "en")

    for topic in made.topics:
        assert f"**{topic['title']}** ({int(topic['timestamp'] // 60)}:{int(topic['timestamp'] % 60):02})" in (
            made.long_summary
        )
    assert made.long_summary.count("\n- ") == sum(len(topic["quotes"]) for topic in made.topics)


def test_no_words_give_no_digest() -> None:
    made = digest([], "en")

    assert (made.title, made.short_summary, made.long_summary, made.topics) == ("", "", "", ())


@pytest.mark.parametrize("text", ["Hello", "uh", "...", "so it is", "1 2 3", "-- ?!"])
def test_a_few_words_are_a_topic_too(text: str) -> None:
    made = digest(said(text), "en")

    assert len(made.topics) == 1
    assert made.topics[0]["transcript"] == text
    assert made.title == ""


def test_segments_without_words_are_taken_as_a_whole() -> None:
    made = digest([Segment(3, 5, "The bees leave the hive."), Segment(5, 9, "They come back.")], "en")

    assert made.topics[0]["transcript"] == "The bees leave the hive. They come back."
    assert made.topics[0]["timestamp"] == 3


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3000), st.sampled_from(["en", "de", "zh", "xx", ""]))
def test_it_never_fails(text: str, language: str) -> None:
    words = [Word(i, i, part) for i, part in enumerate(text.split(" ")) if part]

    made = digest([Segment(0, 1, text, tuple(words))], language)

    assert [w["text"] for topic in made.topics for w in topic["words"]] == [w.text for w in words] or not words


@pytest.mark.parametrize("kind", ["sentences", "no punctuation", "one word again and again", "all words differ"])
def test_two_hours_take_less_than_a_second(kind: str) -> None:
    text = {
        "sentences": " ".join(SUBJECTS.values()) + " ",
        "no punctuation": "the bees leave their hive and nobody ever stops to breathe ",
        "one word again and again": "hive. ",
        "all words differ": " ".join(f"word{i}" for i in range(20_000)),
    }[kind]
    words = (text * (20_000 // len(text.split()) + 1)).split()[:20_000]
    segments = [Segment(0, 1, "", tuple(Word(i * 0.36, i * 0.36 + 0.3, " " + w) for i, w in enumerate(words)))]

    before = time.process_time()
    made = digest(segments, "en")

    assert time.process_time() - before < 1.5  # half a second on an idle machine
    assert 5 < len(made.topics) <= 16
    assert max(len(topic["words"]) for topic in made.topics) < 3100


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Two, three, four. Mm-hmm. Yeah. Uh-huh. One, two. Okay, right.", ""),
        (
            "Um, the spectral subtraction, uh, the spectral subtraction is, you know, a thing. Mm-hmm.",
            "Spectral subtraction",
        ),
        ("Äh, wir sprechen heute über den Haushalt. Der Haushalt ist knapp, ähm.", "Haushalt"),
    ],
)
def test_a_title_has_words_that_stand_out(text: str, title: str) -> None:
    assert digest(said(text), "de" if "Haushalt" in text else "en").title.startswith(title)
    assert digest(said(text), "de" if "Haushalt" in text else "en").title or not title


def test_an_hour_has_a_few_topics() -> None:
    texts = [" ".join([SUBJECTS[name]] * 2) for name in ("bees", "bread", "ships")] * 28
    hour = said(" ".join(texts))

    topics = digest(hour, "en").topics

    assert hour[-1].end == pytest.approx(3600, rel=0.3)
    assert 3 <= len(topics) <= 8
