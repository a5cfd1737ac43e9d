"""The answer to "why is it not deleted?", in words."""

from reflector.commands import output
from reflector.retention.report.status import Promise
from reflector.retention.report.why import Answer, Fate, Verdict

#: Sentences by verdict and reason, or by verdict alone. {at} is the time of the end.
_SENTENCES = {
    "unknown": "No row has this id: nothing of it is kept, or it never existed.",
    "never user": "It belongs to a signed-in user. Retention never touches it; its owner can erase it.",
    "never users_transcript": "A signed-in user's transcript references it. It stays as long as that transcript.",
    "never users_room": "It was held in a room of a signed-in user. Retention never touches it.",
    "never unmatched": "It has no room, meeting or transcript. In an adopted installation it counts as a user's.",
    "never undated": "It has no date. In an adopted installation such a transcript is reported and never erased.",
    "never not_public": "This is not a public instance (PUBLIC_MODE is false): nothing is erased by age.",
    "living expired": "Its days are not over: it expires at {at}.",
    "living erase_at": "Its owner has chosen an earlier end: it expires at {at}.",
    "living shared": "It is shared: it goes with the last transcript that references it, which expires at {at}.",
    "living orphan": "No transcript references it any more; its own days are over at {at}.",
    "living artifact": "The row that it belongs to is still there.",
    "expired shared": "The last transcript that references it expired at {at}. The next run erases it.",
    "expired orphan": "No transcript references it; its own days were over at {at}. The next run erases it.",
    "expired": "It expired at {at} and can no longer be read. The next run erases it.",
    "doomed": "Its row is gone{erased}, but not yet all of its bytes. The drain retries automatically.",
    "dead": "Its row is gone{erased}, but no attempt could erase its bytes. See `reflector retention retry`.",
    "closed": "An operator closed it at {at} ({reason}): its bytes could no longer be erased.",
    "erased": "It was erased at {at} ({reason}), and nothing of it is kept.",
}


def explain(answer: Answer, promise: Promise) -> None:
    """Print the answer for one id."""
    output.say(f"{answer.kind or 'id'} {answer.id}: {answer.fate.verdict}")
    output.say(sentence(answer.fate))
    if answer.fate.verdict is Verdict.EXPIRED:
        run = promise.last_run
        if run is None:
            output.say("There has been no run yet. Is beat running? `reflector doctor` checks it.")
        else:
            began = output.text(run.started_at)
            output.say(f"The last run began at {began} and ended: {run.outcome}, {run.errors} errors.")
    if answer.shared_with:
        rows = [(s.id, s.fate.verdict, s.fate.reason, s.fate.at) for s in answer.shared_with]
        output.table("Other transcripts that reference it, or its meeting", ("id", "is", "because", "ends"), rows)
    if answer.artifacts:
        head = ("number", "kind", "store", "state", "attempts", "last error", "next attempt", "writable until")
        pieces = [
            (p.id, p.kind, p.store, p.state, p.attempts, p.last_error, p.next_attempt_at, p.writable_until)
            for p in answer.artifacts
        ]
        output.table("Its artifacts", head, pieces)


def sentence(fate: Fate) -> str:
    """The sentence for a fate."""
    pattern = _SENTENCES.get(f"{fate.verdict} {fate.reason}") or _SENTENCES[fate.verdict]
    at = output.text(fate.at)
    return pattern.format(at=at, reason=fate.reason, erased=f" since {at} ({fate.reason})" if fate.at else "")
