"""Words make sentences, sentences make captions, and no word is lost."""

from hypothesis import given
from hypothesis import strategies as st

from reflector.transcription.speech import CAPTION_CHARACTERS, CAPTION_SECONDS, Word, captions, sentences


def said(text: str, *, pace: float = 0.4) -> list[Word]:
    """`text`, one word after the other."""
    return [Word(i * pace, (i + 1) * pace, " " + part) for i, part in enumerate(text.split())]


def texts(parts: object) -> list[str]:
    return ["".join(word.text for word in part).strip() for part in parts]  # type: ignore[attr-defined]


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


word = st.builds(
    lambda text, pause, length: (" " + text, pause, length),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    st.floats(0, 3),
    st.floats(0, 2),
)


@given(st.lists(word, max_size=80), st.sampled_from(["en", "de", "zh", "ar", "xx", ""]))
def test_no_word_is_lost_and_captions_are_short(spoken: list[tuple[str, float, float]], language: str) -> None:
    words, now = [], 0.0
    for text, pause, length in spoken:
        words.append(Word(now + pause, now + pause + length, text))
        now += pause + length

    cut = list(captions(words, language))

    assert [w for caption in cut for w in caption.words] == words
    for caption in cut:
        one = len(caption.words) == 1
        assert one or sum(len(w.text) for w in caption.words) <= CAPTION_CHARACTERS
        assert one or caption.end - caption.start <= CAPTION_SECONDS
