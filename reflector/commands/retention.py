"""`reflector retention …`: preview a run, make it, and check its result."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer

from reflector import inventory
from reflector.adopt import pending as pendings
from reflector.adopt import run as adopted_run
from reflector.adopt.verify import find_residue
from reflector.commands import output
from reflector.commands.exits import Exit, leave
from reflector.commands.explain import explain
from reflector.commands.instance import this_instance
from reflector.commands.options import Days, Erase, Force, Json
from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.states import Outcome, Trigger
from reflector.errors import AdoptionRefused, NotPublic
from reflector.instance import Instance
from reflector.inventory.journal import write_pending
from reflector.retention import drain, replay, strays
from reflector.retention.forget import ForgetReason
from reflector.retention.forget import forget as forget_dead
from reflector.retention.plan import KeptReason, Kind
from reflector.retention.report import status
from reflector.retention.report.preview import Fate, Item
from reflector.retention.report.preview import preview as preview_of
from reflector.retention.report.why import why as why_is
from reflector.retention.run import drain_now
from reflector.worker.watch import Watch

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Erase expired data, and show what is left of it.")

_OUTCOMES: dict[str, Exit] = {
    Outcome.DONE: Exit.DONE,
    Outcome.ERRORS: Exit.LEFT,
    Outcome.UNFINISHED: Exit.UNFINISHED,
}
#: Error lines that a table shows; --json and the log have more.
_SHOWN = 10


@app.command()
def run(days: Days = None, json: Json = False) -> None:
    """Erase expired data now. The same as the nightly task and `python -m reflector.tools.cleanup_old_data`."""
    cleanup(days, json, Trigger.CLI)


def cleanup(days: int | None, json: bool, trigger: Trigger) -> None:
    """Make a run, print its statistics and leave with the exit code that tells how it ended."""
    this_instance(public=True, adopted=True)
    with output.progress("Erasing") as progress:
        stats = adopted_run.cleanup(days, trigger=trigger, progress=progress)
    if stats is None:
        raise NotPublic()
    if json:
        output.print_json(stats)
    else:
        rows: list[tuple[str, object]] = [
            ("transcripts", stats["transcripts_deleted"]),
            ("meetings", stats["meetings_deleted"]),
            ("recordings", stats["recordings_deleted"]),
            ("artifacts", stats["artifacts_erased"]),
            ("errors", stats["error_count"]),
        ]
        output.table(f"Erased what was made before {stats['cutoff']}: {stats['outcome']}", ("what", "erased"), rows)
        for line in stats["errors"][:_SHOWN]:
            output.say(f"not erased: {line}")
        if stats["error_count"] > _SHOWN:
            output.say(f"not erased: {stats['error_count'] - _SHOWN} more; the log has all of them")
    leave(_OUTCOMES[stats["outcome"]])


@app.command()
def preview(days: Days = None, json: Json = False) -> None:
    """Show the rows that a run would erase now, and the shared rows that it would keep. Changes nothing."""
    here = this_instance(public=True, adopted=True)
    counts: Counter[tuple[str, str]] = Counter()

    def items() -> Iterator[Item]:
        for item in preview_of(here.database, here.settings, days=days):
            counts[item.fate, item.kind] += 1
            yield item

    def totals() -> dict[str, dict[str, int]]:
        return {fate: {f"{kind}s": counts[fate, kind] for kind in Kind} for fate in Fate}

    output.listing("items", items(), _preview_line, json=json, rest=totals)
    if not json:
        rows = [(kind, counts[Fate.ERASE, kind], counts[Fate.KEEP, kind]) for kind in Kind]
        output.table("A run now", ("kind", "would erase", "would keep"), rows)


def _preview_line(item: Item) -> str:
    keeper = "room" if item.reason == KeptReason.USERS_ROOM else "transcript"
    because = f" by {keeper} {item.because_of}" if item.because_of else ""
    return f"{item.fate} {item.kind} {item.id} {item.reason}{because}"


@app.command()
def verify(days: Days = None, json: Json = False) -> None:
    """Search rows, files, objects and versions for anything expired, and list it. Erases nothing."""
    here = this_instance(public=True, adopted=True)
    residue = find_residue(here, days=days)
    found = output.listing("residue", residue, lambda r: f"{r.kind} {r.id} {r.place}: {r.reason}", json=json)
    if not json:
        output.say(f"{found} left." if found else "Nothing that is expired is left.")
    leave(Exit.LEFT if found else Exit.DONE)


@app.command("status")
def show_status(json: Json = False) -> None:
    """Show the state of the promise: policy, last runs, waiting data, and artifacts that cannot be erased."""
    here = this_instance(adopted=True)
    promise = Watch(here.database, here.settings).standing().promise
    runs = status.last_runs(here.database, 5)
    obstacles = status.obstacles(here.database)
    if json:
        output.print_json({"promise": promise, "runs": runs, "obstacles": obstacles})
    else:
        figures: list[tuple[str, object]] = [
            (
                "policy",
                f"anonymous data goes after {promise.days} days" if promise.public else "not public: nothing goes",
            ),
            ("waiting for the next run", promise.waiting),
            ("overdue", promise.overdue),
            ("lag", timedelta(seconds=round(promise.lag_seconds))),
            ("oldest anonymous transcript", promise.oldest_anonymous_at),
            ("artifacts pending", promise.pending),
            ("artifacts dead", promise.dead),
            ("last good run", promise.last_good_run_at),
            ("the promise", _STATES[promise.state].format(", ".join(promise.behind))),
        ]
        output.table("Retention", ("figure", "now"), figures)
        if runs:
            head = ("started", "ended", "by", "outcome", "transcripts", "meetings", "recordings", "artifacts", "errors")
            rows = []
            for run in runs:
                erased = (run.transcripts_deleted, run.meetings_deleted, run.recordings_deleted, run.artifacts_erased)
                rows.append((run.started_at, run.ended_at, run.trigger, run.outcome, *erased, run.errors))
            output.table("Last runs", head, rows)
        if obstacles:
            columns = ("store", "error", "state", "artifacts", "next attempt")
            resisting = [(o.store, o.error, o.state, o.artifacts, o.next_attempt_at) for o in obstacles]
            output.table("What resists", columns, resisting)
    leave(Exit.LEFT if promise.behind else Exit.DONE)


_STATES = {
    status.State.KEPT: "is kept",
    status.State.NOT_SHOWN_YET: "is not shown yet: no run has ended well",
    status.State.BEHIND: "is behind: {}",
    status.State.NOT_PUBLIC: "is not made: this is not a public instance",
}


@app.command()
def retry(json: Json = False) -> None:
    """Make dead and waiting artifacts due again, and erase their bytes now."""
    here = this_instance(adopted=True)
    revived = drain.revive(here.database)
    result = {"revived": revived, **drain_now(here)}
    if json:
        output.print_json(result)
    else:
        output.table("Retried", ("what", "count"), list(result.items()))
    leave(Exit.LEFT if result["errors"] else Exit.DONE)


@app.command()
def forget(
    reason: Annotated[ForgetReason, typer.Option("--reason", help="Why their bytes can no longer be erased.")],
    artifact_ids: Annotated[list[int] | None, typer.Argument(metavar="[ID]...", help="Numbers of artifacts.")] = None,
    bucket: Annotated[str | None, typer.Option("--bucket", help="All dead artifacts of this bucket.")] = None,
    json: Json = False,
) -> None:
    """Close artifacts whose bytes can no longer be erased. Their rows go, no bytes are touched."""
    wanted = set(artifact_ids or [])
    if not wanted and not bucket:
        raise typer.BadParameter("name artifacts by their numbers, or a bucket")
    closed = forget_dead(this_instance(adopted=True), reason, artifact_ids=wanted, bucket=bucket)
    left = sorted(wanted.difference(closed))
    if json:
        output.print_json({"forgotten": len(closed), "left": left})
    else:
        for artifact_id in left:
            output.say(f"artifact {artifact_id} does not exist, or no attempt to erase it has failed")
        output.say(f"{len(closed)} forgotten, {len(left)} left.")
    leave(Exit.LEFT if left else Exit.DONE)


@app.command()
def pending(
    revoke: Annotated[list[int] | None, typer.Option("--revoke", metavar="ID", help="Keep the bytes of these.")] = None,
    json: Json = False,
) -> None:
    """List the bytes of rows that other programs deleted in an adopted installation, and when they go."""
    here = this_instance(adopted=True)
    if kind_of(here.database) is DatabaseKind.OWN:
        raise AdoptionRefused("This is Reflector's own database. Only an adopted installation has pending bytes.")
    if revoke:
        kept = pendings.revoke(here.database, here.settings, revoke)
        for artifact_id in sorted(set(revoke).difference(kept)):
            output.say(f"artifact {artifact_id} is not pending")
        leave(Exit.LEFT if len(kept) < len(set(revoke)) else Exit.DONE)
    found = output.listing("pending", pendings.pending(here.database, here.settings), _pending_line, json=json)
    if not json and not found:
        output.say("Nothing is pending.")
    leave(Exit.DONE)


def _pending_line(item: pendings.Pending) -> str:
    when = "is revoked: it stays" if item.is_revoked else f"goes after {output.text(item.erased_after)}"
    if item.erased_after is None and not item.is_revoked:
        when = "waits for the next run"
    return f"{item.artifact_id} {item.store} {item.bucket} {item.key} of {item.owner} {item.owner_id} {when}"


@app.command("journal")
def show_journal(json: Json = False) -> None:
    """Apply the journal to a restored database, and list the transcripts that wait for their user's name."""
    here = this_instance()
    applied = replay.catch_up(here)
    durable = write_pending(here)
    with here.database.snapshot() as session:
        waiting = replay.waiting_for_owner(session)
    result = {
        "restored": applied is not None,
        "erased": applied.erased.items if applied else 0,
        "refusals": applied.refusals if applied else 0,
        "decisions": applied.decisions if applied else 0,
        "shortened": applied.shortened if applied else 0,
        "claimed": applied.claimed if applied else 0,
        "kept": applied.kept if applied else [],
        "durable": durable,
        "waiting_for_owner": waiting,
    }
    if json:
        output.print_json(result)
    else:
        rows = [(name, ", ".join(value) if isinstance(value, list) else value) for name, value in result.items()]
        output.table("Journal", ("what", "value"), rows)
    leave(Exit.DONE if durable and not waiting else Exit.LEFT)


@app.command("give-back")
def give_back(
    transcript_id: Annotated[str, typer.Argument(help="Id of a transcript that was claimed before a restore.")],
    user: Annotated[str, typer.Option("--user", help="The user's `sub`, as in their token.")],
) -> None:
    """Name the user of a transcript that was claimed before a restored backup made it anonymous."""
    replay.give_back(this_instance().database, transcript_id, user)
    leave(Exit.DONE)


@app.command("orphans")
def show_orphans(
    erase: Erase = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """List files and objects that no row references. They are a sign of a restored or wrong database, or of a fault."""
    here = this_instance()
    inventory.complete(here)
    if erase:
        answers = strays.erase_strays(here, force=force)
        left = [{"store": store.name, "key": key, "error": c} for store, a in answers for key, c in a.items() if c]
        erased = sum(len(answer) for _, answer in answers) - len(left)
        young = strays.count_young(here)
        if json:
            output.print_json({"erased": erased, "left": left, "too_young": young})
        else:
            output.listing("left", left, "{store} {key}: {error}".format_map, json=False)
            if young:
                output.say(f"{young} too young: younger than RETENTION_ORPHAN_GRACE_HOURS.")
            output.say(f"{erased} erased, {len(left)} left.")
        leave(Exit.LEFT if left or (young and not erased) else Exit.DONE)
    unread: list[str] = []
    line = "{store} {kind} {key} {size} bytes: {reason}".format_map
    found = output.listing("orphans", _strays(here, unread), line, json=json, rest=lambda: {"unreadable": unread})
    if not json:
        for key in unread:
            output.say(f"skipped, because it cannot be read: local {key}")
        output.say(f"{found} found." if found else "Every file and object has its row.")
    leave(Exit.LEFT if found else Exit.DONE)


def _strays(here: Instance, unread: list[str]) -> Iterator[dict[str, object]]:
    """Yield bytes that neither a run nor the drain erases. Adds the folders that we may not read to `unread`."""
    for store in here.stores.all():
        for stray in strays.find_strays(here.database, store, None):
            if stray.reason is strays.StrayReason.UNREADABLE:
                unread.append(stray.found.key)
            if stray.reason in (strays.StrayReason.UNKNOWN, strays.StrayReason.LOOSE, strays.StrayReason.ERASED):
                yield {"store": store.name, "bucket": store.bucket, "reason": stray.reason, **asdict(stray.found)}


@app.command()
def why(item_id: Annotated[str, typer.Argument(metavar="ID")], json: Json = False) -> None:
    """Say why something is not deleted: a transcript, meeting or recording by its id, an artifact by its number."""
    here = this_instance(adopted=True)
    answer = why_is(here.database, here.settings, item_id)
    if json:
        output.print_json(answer)
    else:
        explain(answer, status.promise(here.database, here.settings))
    leave(Exit.FAILED if answer.fate.verdict == "unknown" else Exit.DONE)
