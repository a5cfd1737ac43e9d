"""Writes the figures of the last measurements into docs/performance.md, and draws its plot.

    python -m bench.report          reads bench/out/NAME.json, as far as they are there: erase, backlog, latency,
                                    transcription, answers, footprint, scale

It replaces only the text between the markers of the page.
"""

import json
import platform
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt

ROOT = Path(__file__).parents[1]
OUT = ROOT / "bench" / "out"
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "images" / "performance.svg"
SCALE_PLOT = ROOT / "docs" / "images" / "scale.svg"
_CORES = {"cores of the database": ("cores: database", ".1f"), "cores of the machine": ("machine", ".1f")}
#: The columns of the tables of bench.scale: the first one of each, and name in the figures, heading and format.
SCALE = {
    "readers": (
        ("API processes", "processes"),
        {
            "requests/s": ("requests/s", ",.0f"),
            "p50 ms": ("p50 ms", ",.0f"),
            "p99 ms": ("p99 ms", ",.0f"),
            "failed": ("failed", ",.0f"),
            "MB of a process": ("MB of each", ",.0f"),
            "cores of ours": ("cores: API", ".1f"),
            **_CORES,
        },
    ),
    "uploads": (
        ("API processes", "processes"),
        {
            "MB/s": ("MB/s", ",.1f"),
            "p50 ms": ("a chunk: p50 ms", ",.0f"),
            "p99 ms": ("p99 ms", ",.0f"),
            "told to come later": ("told to come later", ",.0f"),
            "cut off": ("cut off", ",.0f"),
            "MB of a process": ("MB of each", ",.0f"),
            "cores of ours": ("cores: API", ".1f"),
            **_CORES,
        },
    ),
    "queue": (
        ("jobs that wait", "waiting"),
        {
            "workers": ("workers", ",.0f"),
            "jobs/min": ("jobs/min", ",.0f"),
            "core-s of a worker for a job": ("core-s for a job: worker", ".2f"),
            "core-s of the database for a job": ("database", ".2f"),
            "MB of a process": ("MB of each", ",.0f"),
            "cores of ours": ("cores: workers", ".1f"),
            **_CORES,
        },
    ),
}


def main() -> None:
    """Write the tables and the plots of the existing measurements."""
    page = PAGE.read_text()
    tables: dict[str, Callable[[Any], str]] = {
        "erase": _erase_table,
        "backlog": _backlog_table,
        "latency": _latency_table,
        "transcription": _transcription_table,
        "answers": _answers_table,
        "footprint": _footprint_table,
    }
    for name, table in tables.items():
        measured = OUT / f"{name}.json"
        if measured.exists():
            page = _put(page, name, table(json.loads(measured.read_text())))
    scale = OUT / "scale.json"
    if scale.exists():
        figures = json.loads(scale.read_text())
        for name, (head, columns) in SCALE.items():
            page = _put(page, f"scale {name}", _scale_table(figures[name], head, columns))
        _plot_scale(figures)
    PAGE.write_text(page)
    plotted = OUT / "erase.json", OUT / "backlog.json"
    if all(path.exists() for path in plotted):
        _plot(*(json.loads(path.read_text()) for path in plotted))


def _put(page: str, name: str, table: str) -> str:
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    return re.sub(f"{start}.*?{end}", f"{start}\n{table}\n{end}", page, flags=re.DOTALL)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _erase_table(rows: Sequence[dict[str, Any]]) -> str:
    head = ("scenario", "transcripts", "Reflector s", "floor s", "ratio", "transcripts/s", "peak memory MB")
    return _table(
        head,
        [
            (
                row["name"],
                f"{row['count']:,}",
                f"{row['engine']:.2f}",
                f"{row['floor']:.2f}",
                f"**{row['ratio']:.2f}**",
                f"{row['per_second']:,.0f}",
                f"{row['peak_mb']:.0f}",
            )
            for row in rows
        ],
    )


def _backlog_table(figures: dict[str, Any]) -> str:
    head = ("phase", "first tenth, per second", "last tenth, per second", "last / first")
    rows = [
        (phase, f"{rates[0]:,.0f}", f"{rates[-1]:,.0f}", f"**{rates[-1] / rates[0]:.2f}**")
        for phase, rates in (("rows", figures["rows"]), ("artifacts", figures["artifacts"]))
    ]
    total = f"{figures['count']:,} transcripts in {figures['seconds']:.0f} s, peak memory {figures['peak_mb']:.0f} MB."
    return f"{_table(head, rows)}\n\n{total}"


def _latency_table(figures: dict[str, Any]) -> str:
    head = ("request", "when", "requests", "p50 ms", "p99 ms")
    rows = [
        (kind, words, f"{found['n']}", f"{found['p50'] * 1000:.1f}", f"{found['p99'] * 1000:.1f}")
        for kind in ("read", "upload")
        for when, words in (("idle", "idle"), ("run", "during a run"))
        for found in [figures[when][kind]]
    ]
    return _table(head, rows)


def _transcription_table(figures: dict[str, Any]) -> str:
    head = (f"{figures['minutes']:.0f} minutes of speech", "seconds", "Reflector on top")
    rows = [
        ("plain faster-whisper", f"{figures['plain']:.1f}", f"**{figures['on top of plain']:+.0%}**"),
        ("batched faster-whisper", f"{figures['batched']:.1f}", f"**{figures['on top of batched']:+.0%}**"),
        ("Reflector, from upload to text", f"{figures['ours']:.1f}", ""),
        *(
            (f"– {stage}", f"{figures[f'ours: {stage}']:.1f}", "")
            for stage in ("convert", "recognize", "digest", "export")
        ),
    ]
    return _table(head, rows)


def _answers_table(rows: Sequence[dict[str, Any]]) -> str:
    names = list(rows[0]["variants"])
    head = ("request", "clients", *(f"{name}: requests/s, p50, p99 ms" for name in names))
    return _table(
        head,
        [
            (
                row["request"],
                str(row["clients"]),
                *(
                    f"{found['per_second']:,.0f}, {found['p50']:.1f}, {found['p99']:.1f}"
                    for found in row["variants"].values()
                ),
            )
            for row in rows
        ],
    )


def _footprint_table(figures: dict[str, dict[str, float]]) -> str:
    names = list(figures)
    return _table(
        ("", *names),
        [(what, *(f"{figures[name][what]:,.1f}" for name in names)) for what in figures[names[0]]],
    )


def _scale_table(rows: Sequence[dict[str, float]], first: tuple[str, str], columns: dict[str, tuple[str, str]]) -> str:
    head, key = first
    return _table(
        (head, *(heading for heading, _ in columns.values())),
        [(f"{row[key]:,.0f}", *(format(row[name], shape) for name, (_, shape) in columns.items())) for row in rows],
    )


def _plot_scale(figures: dict[str, list[dict[str, float]]]) -> None:
    plt.rcParams["svg.hashsalt"] = "reflector"
    figure, (readers, uploads, queue) = plt.subplots(1, 3, figsize=(9, 3), layout="constrained")
    for axes, name, what in ((readers, "readers", "requests/s"), (uploads, "uploads", "MB/s")):
        rows = figures[name]
        axes.bar([f"{row['processes']:.0f}" for row in rows], [row[what] for row in rows], color="#2f6f6b")
        axes.set_xlabel("API processes")
        axes.set_ylabel(f"{name}: {what}")
    rows = figures["queue"]
    names = [f"{row['waiting']:,.0f}\n{row['workers']:.0f}" for row in rows]
    queue.bar(names, [row["jobs/min"] for row in rows], color="#b5651d")
    queue.set_xlabel("jobs that wait, and workers below")
    queue.set_ylabel("queue: jobs/min")
    for axes in (readers, uploads, queue):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(SCALE_PLOT, metadata={"Date": None})


def _plot(erased: Sequence[dict[str, Any]], backlog: dict[str, Any]) -> None:
    plt.rcParams["svg.hashsalt"] = "reflector"  # the same figures draw the same file
    figure, (bars, lines) = plt.subplots(2, figsize=(8, 6.4), height_ratios=(3, 2), layout="constrained")
    places = range(len(erased))
    bars.barh([p - 0.2 for p in places], [row["engine"] for row in erased], 0.38, label="Reflector", color="#2f6f6b")
    bars.barh([p + 0.2 for p in places], [row["floor"] for row in erased], 0.38, label="floor", color="#c9b79c")
    bars.set_yticks(list(places), [f"{row['name']} ({row['count']:,})" for row in erased])
    bars.invert_yaxis()
    bars.set_xlabel(f"seconds, {platform.machine()}, 2 cores")
    for phase, color in (("rows", "#2f6f6b"), ("artifacts", "#b5651d")):
        lines.plot(range(1, 11), backlog[phase], marker="o", label=phase, color=color)
    lines.set_xticks(range(1, 11))
    lines.set_ylim(0, 1.1 * max(*backlog["rows"], *backlog["artifacts"]))
    lines.set_xlabel(f"tenth of a backlog of {backlog['count']:,}")
    lines.set_ylabel("erased per second")
    for axes in (bars, lines):
        axes.legend(frameon=False)
        axes.spines[["top", "right"]].set_visible(False)
    PLOT.parent.mkdir(exist_ok=True)
    figure.savefig(PLOT, metadata={"Date": None})


if __name__ == "__main__":
    main()
