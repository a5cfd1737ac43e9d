"""Knows which words carry meaning, and how rare they are."""

import re
from functools import cache

from stop_words import StopWordError, get_stop_words

_TERM = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: Sounds that people make while they think or listen: "Mm-hmm", "uh", "äh", "euh", "uh-huh".
_FILLER = re.compile(r"(?:[aeouäö]*h*m+h*|[aeouäö]+h+m*|h+[aeu]h*|[aeouäö])(?:-(?:h*m+h*|h*[aeouäö]*h+))*")
#: Zipf frequency (10 ** zipf uses in a billion words) at which a word carries no meaning, and below which all words are
#: equally rare.
_COMMON_ZIPF, _RARE_ZIPF = 5.6, 2.5
#: Languages of wordfreq that need a tokenizer of their own.
_TOKENIZED = frozenset({"zh", "ja", "ko"})
#: The function words and numbers of English. The list for English in `stop-words` has 1,333
#: words, "computer", "fire" and "research" among them, which would then never name a topic.
_ENGLISH = """
a about above after again against ago ah all almost alone along already also although always am among an and another
any anybody anyone anything are aren't around as at away back be became because become been before being below between
both but by came can can't cannot come could couldn't course did didn't do does doesn't doing don't done down each
either else enough er even ever every everybody everyone everything few first for from get gets getting give given go
goes going gone gonna got had hadn't has hasn't have haven't having he he'd he'll he's hello her here here's hers
herself hey him himself his hmm how how's however i i'd i'll i'm i've if in indeed instead into is isn't it it'd it'll
it's its itself just kind know known last least less let let's like little look looks lot made make makes many may
maybe me mean might mine more most mr mrs ms much must mustn't my myself neither never next no nobody none nor not
nothing now of off often oh ok okay on once one ones only onto or other others our ours ourselves out over own per
perhaps please put quite rather really right said same saw say saying says see seem seemed seems seen several shall
shan't she she'd she'll she's should shouldn't since so some somebody someone something sometimes sort still such take
taken tell than thank thanks that that's the their theirs them themselves then there there's therefore these they
they'd they'll they're they've thing things think this those though through thus to too took toward towards under until
up upon us use used very want wants was wasn't way we we'd we'll we're we've well went were weren't what what's
whatever when where where's whether which while who who's whole whom whose why will with within without won't would
wouldn't yeah yep yes yet you you'd you'll you're you've your yours yourself yourselves yup zero two three four five six
seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
fifty sixty seventy eighty ninety hundred thousand million wow alright basically actually huh nope
"""


@cache
def function_words(language: str) -> frozenset[str]:
    """The words of `language` (its code) that say nothing about a topic; empty for a language without a list."""
    if language == "en":
        return frozenset(_ENGLISH.split())
    try:
        return frozenset(get_stop_words(language))
    except StopWordError:
        return frozenset()


def term_of(text: str) -> str:
    """The word without punctuation and capitals. It is "" for a dash, for example."""
    found = _TERM.search(text.lower())
    return found.group().replace("’", "'").removesuffix("'s") if found else ""


def carries_meaning(term: str, language: str) -> bool:
    """Whether `term` says something about a topic."""
    # In an alphabet, short terms say nothing. In other scripts one character can be a word.
    long_enough = len(term) > 2 or not term.isascii()
    return long_enough and not term.isdecimal() and term not in function_words(language) and not _FILLER.fullmatch(term)


def rarity(term: str, language: str) -> float:
    """The rarity of `term`: 0 for the commonest words, 5.5 for rare ones, 1 in languages without figures."""
    if language not in _languages():
        return 1.0
    import wordfreq  # slow to import, and only needed for titles

    zipf = max(wordfreq.zipf_frequency(term, language, wordlist="small"), _RARE_ZIPF)
    return float(max(_COMMON_ZIPF - zipf, 0.0) ** 1.5)


@cache
def _languages() -> frozenset[str]:
    import wordfreq

    return frozenset(wordfreq.available_languages("small")) - _TOKENIZED
