"""Words become sentences, sentences become captions, and no word is lost."""

import time
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflector.transcription.speech import (
    CAPTION_SECONDS,
    LINE_CHARACTERS,
    WIDE_LINE_CHARACTERS,
    Segment,
    Word,
    captions,
    lines_of,
    segments_from,
    sentences,
    without_overlaps,
)


def said(text: str, *, pace: float = 0.4) -> list[Word]:
    """The words of `text`, one after the other."""
    return [Word(i * pace, (i + 1) * pace, " " + part) for i, part in enumerate(text.split())]


def texts(parts: Iterable[Sequence[Word]]) -> list[str]:
    return ["".join(word.text for word in part).strip() for part in parts]


def test_a_title_or_a_number_does_not_end_a_sentence() -> None:
    words = said("Mr. Dashwood paid 3.5 pounds. He was ill-disposed! Was he? Yes")

    assert texts(sentences(words, "en")) == ["Mr. Dashwood paid 3.5 pounds.", "He was ill-disposed!", "Was he?", "Yes"]


def test_sentences_of_a_language_without_spaces_are_found() -> None:
    words = [Word(i, i + 1, part) for i, part in enumerate(("你好", "。", "再", "见", "！", "走", "吧"))]

    assert texts(sentences(words, "zh")) == ["你好。", "再见！", "走吧"]


def test_a_long_sentence_is_cut_after_a_comma_near_its_middle() -> None:
    words = said("Had he married a more amiable woman than he did, he might have been made still more respectable now.")

    assert [c.text for c in captions(words, "en")] == [
        "Had he married a more amiable woman than he did,",
        "he might have been made still more respectable now.",
    ]


def test_a_long_pause_ends_a_caption() -> None:
    words = [Word(0, 1, " one"), Word(1, 2, " two"), Word(10, 11, " three")]

    assert [(c.start, c.end, c.text) for c in captions(words, "en")] == [(0, 2, "one two"), (10, 11, "three")]


def test_a_caption_has_two_lines_of_about_the_same_length() -> None:
    assert lines_of("Had he married a more amiable woman than he did,") == [
        "Had he married a more",
        "amiable woman than he did,",
    ]
    assert lines_of("He was not an ill-disposed young man.") == ["He was not an ill-disposed young man."]
    assert lines_of("") == []


def test_lines_of_chinese_are_short() -> None:
    words = [
        Word(i * 0.2, (i + 1) * 0.2, character) for i, character in enumerate("天地玄黄宇宙洪荒日月盈昃辰宿列张" * 20)
    ]

    cut = list(captions(words, "zh"))

    assert "".join(caption.text for caption in cut) == "".join(word.text for word in words)
    for caption in cut:
        lines = lines_of(caption.text)
        assert len(lines) <= 2
        assert max(map(len, lines)) <= WIDE_LINE_CHARACTERS


@pytest.mark.parametrize("count", [3_000, 40_000])
def test_time_grows_with_the_number_of_words(count: int) -> None:
    words = said("word " * count, pace=0.3)
    begin = time.process_time()

    cut = list(captions(words, "en"))

    assert [word for caption in cut for word in caption.words] == words
    assert time.process_time() - begin < count / 1000  # about 20 times what it takes


word = st.builds(
    lambda text, pause, length: (" " + text, pause, length),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    st.floats(0, 3),
    st.floats(0, 2),
)


@settings(deadline=None)  # the machine may pause
@given(st.lists(word, max_size=80), st.sampled_from(["en", "de", "zh", "ar", "xx", ""]))
def test_no_word_is_lost_and_captions_are_short(spoken: list[tuple[str, float, float]], language: str) -> None:
    words, now = [], 0.0
    for text, pause, length in spoken:
        words.append(Word(now + pause, now + pause + length, text))
        now += pause + length

    cut = list(captions(words, language))

    assert [w for caption in cut for w in caption.words] == words
    for caption in cut:
        lines = lines_of(caption.text)
        assert len(caption.words) == 1 or len(lines) <= 2
        assert all(len(line) <= LINE_CHARACTERS for line in lines)
        assert len(caption.words) == 1 or caption.end - caption.start <= CAPTION_SECONDS


@settings(deadline=None)  # the machine may pause
@given(st.text(max_size=300))
def test_lines_hold_every_character(text: str) -> None:
    assert "".join("".join(lines_of(text)).split()) == "".join(text.split())


@settings(deadline=None)  # the machine may pause
@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 9)), max_size=20))
def test_captions_do_not_overlap(times: list[tuple[float, float]]) -> None:
    shown = list(without_overlaps(Segment(start, start + length, "x") for start, length in times))

    assert len(shown) == len(times)
    for before, after in pairwise(shown):
        assert before.end <= max(after.start, before.start + 0.01) + 1e-9


def test_segments_of_earlier_versions_can_be_read() -> None:
    rows = [{"start": 0.0, "end": 1.0, "text": "Hello.", "words": [{"start": 0.0, "end": 1.0, "text": " Hello."}]}]

    assert segments_from(rows) == [Segment(0.0, 1.0, "Hello.", (Word(0.0, 1.0, " Hello."),))]
