"""Word loops are cut, and real repetitions stay."""

import pytest

from reflector.transcription.recognize.loops import without_loops
from reflector.transcription.speech import Word


def cut(text: str) -> str:
    words = [Word(i, i + 0.5, " " + part) for i, part in enumerate(text.split())]
    return "".join(word.text for word in without_loops(words)).strip()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("so we 0 0 0 0 0 0 0 0", "so we 0 0 0"),
        ("Thank you. Thank you. Thank you. Thank you. Goodbye.", "Thank you. Goodbye."),
        ("one I don't know. I don't know. I don't know. I don't know. I don't know.", "one I don't know."),
        ("yes 0-0-0-0-0-0-0-0-0-0 no", "yes no"),
        ("no, no, no, that is very, very good", "no, no, no, that is very, very good"),
        ("It costs 1000000000 in all", "It costs 1000000000 in all"),
        ("", ""),
    ],
)
def test_a_loop_is_cut_to_its_first_round(said: str, kept: str) -> None:
    assert cut(said) == kept
