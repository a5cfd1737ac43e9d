"""The manual tool as an operator starts it: its output, its exit codes, and the rows that it keeps."""

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
import typer

from reflector.commands import options
from reflector.db.models import Transcript
from reflector.inventory import MARKER_KEY
from reflector.testing.factories import a_users_transcript, an_anonymous_transcript
from tests.instances import Instance
from tests.integration.doors.conftest import TOOL, files_of, reflector, tool


def test_it_erases_expired_data_and_prints_plain_columns(instance: Instance) -> None:
    old, young, users = an_anonymous_transcript(), an_anonymous_transcript(days_old=6), a_users_transcript(days_old=99)
    instance.add(old, young, users)
    instance.keep_files(old)

    ended = tool()

    assert ended.code == 0
    assert instance.ids(Transcript) == {young.id, users.id}
    assert re.fullmatch(
        r"Erased what was made before \S+: done\n"
        r"what         erased\n"
        r"transcripts  1\n"
        r"meetings     0\n"
        r"recordings   0\n"
        r"artifacts    [1-9]\n"
        r"errors       0\n",
        ended.out,
    )


def test_only_json_goes_to_stdout(instance: Instance) -> None:
    instance.add(an_anonymous_transcript())

    ended = tool("--json", LOG_LEVEL="DEBUG")

    assert ended.code == 0
    assert ended.json["transcripts_deleted"] == 1
    assert ended.json["outcome"] == "done"
    assert "Starting cleanup of old public data" in ended.err


def test_days_override_the_setting_once(instance: Instance) -> None:
    three_days = an_anonymous_transcript(days_old=3)
    instance.add(three_days)

    assert tool("--json").json["transcripts_deleted"] == 0
    assert tool("--json", "--days", "2").json["transcripts_deleted"] == 1
    assert instance.last_run().trigger == "tool"
    assert instance.last_run().days == 2


def test_days_that_are_no_days_are_refused_before_anything_is_touched(instance: Instance) -> None:
    instance.add(an_anonymous_transcript(days_old=5000))
    before = files_of(instance)

    ended = tool("--days", "0")

    assert ended.code == 2
    assert "--days" in ended.err
    assert ended.out == ""
    assert files_of(instance) == before


@pytest.mark.parametrize("days", ["0", "-1", "seven", "7.5", "36501", "9" * 400, "", " 7", "1_0", "٧", "+7", "0x7"])
def test_only_whole_numbers_of_days_are_taken(days: str) -> None:
    with pytest.raises(typer.BadParameter):
        options.days(days)


@pytest.mark.parametrize("days", ["1", "7", "36500"])
def test_every_whole_number_in_the_range_is_taken(days: str) -> None:
    assert options.days(days) == int(days)


def test_outside_public_mode_it_refuses_and_touches_nothing(instance: Instance) -> None:
    instance.add(an_anonymous_transcript(days_old=5000))
    before = files_of(instance)

    ended = tool(PUBLIC_MODE="false")

    assert ended.code == 5
    assert "not a public instance" in ended.err
    assert files_of(instance) == before


def test_a_bad_setting_is_named_without_its_value_and_nothing_is_touched(instance: Instance) -> None:
    instance.add(an_anonymous_transcript(days_old=5000))
    before = files_of(instance)

    ended = tool(PUBLIC_DATA_RETENTION_DAYS="minus-seven")

    assert ended.code == 2
    assert "PUBLIC_DATA_RETENTION_DAYS" in ended.err
    assert "minus-seven" not in ended.err
    assert files_of(instance) == before


def test_the_exit_code_is_3_if_something_could_not_be_erased(instance: Instance) -> None:
    old = an_anonymous_transcript()
    instance.add(old)
    instance.keep_files(old)
    (instance.settings.DATA_DIR / MARKER_KEY).write_text("another database's")

    ended = tool()

    assert ended.code == 3
    assert "not erased: store local: store_is_foreign" in ended.out
    assert instance.still_there(old) == []  # its text is gone nevertheless


def test_a_second_run_at_once_is_busy(instance: Instance) -> None:
    instance.add(an_anonymous_transcript())
    with instance.database.exclusive("retention"):
        ended = tool()

    assert ended.code == 4
    assert "Another retention run" in ended.err
    assert len(instance.ids(Transcript)) == 1


def test_a_run_that_its_time_budget_ends_is_unfinished_and_the_next_continues(instance: Instance) -> None:
    instance.adopt(*(an_anonymous_transcript() for _ in range(1500)))

    first = tool("--json", RETENTION_BATCH_SIZE="1", RETENTION_TIME_BUDGET_SECONDS="1")
    assert first.code == 6
    assert first.json["outcome"] == "unfinished"
    assert 0 < first.json["transcripts_deleted"] < 1500

    second = tool("--json")
    assert second.code == 0
    assert first.json["transcripts_deleted"] + second.json["transcripts_deleted"] == 1500


def test_without_a_database_it_fails_and_makes_none(instance: Instance, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"

    ended = tool(DATA_DIR=str(elsewhere))

    assert ended.code == 1
    assert "There is no database yet" in ended.err
    assert not elsewhere.exists()


def test_a_database_that_does_not_answer_is_one_line_without_its_password(instance: Instance) -> None:
    ended = tool(DATABASE_URL="postgresql://someone:hunter2@127.0.0.1:1/none")

    assert ended.code == 1
    assert len(ended.err.splitlines()) == 1
    assert "hunter2" not in ended.err + ended.out


def test_progress_is_shown_on_a_terminal_only(instance: Instance) -> None:
    instance.adopt(*(an_anonymous_transcript() for _ in range(200)))
    assert "Erasing" not in tool("--json", RETENTION_BATCH_SIZE="100").err

    instance.adopt(*(an_anonymous_transcript() for _ in range(200)))
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        [*TOOL, "--json"],
        env=os.environ | {"TERM": "xterm", "RETENTION_BATCH_SIZE": "10", "LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=120,
        check=True,
    )
    os.close(theirs)
    assert "Erasing" in os.read(ours, 65536).decode()
    os.close(ours)
    assert b"Erasing" not in ended.stdout


def test_retention_run_is_the_same_function(instance: Instance) -> None:
    instance.add(an_anonymous_transcript())

    ended = reflector("retention", "run", "--json")

    assert ended.code == 0
    assert ended.json["transcripts_deleted"] == 1
    assert instance.last_run().trigger == "cli"


@pytest.mark.postgres
def test_on_postgresql_it_does_the_same_and_ends_the_same(postgres_instance: Instance) -> None:
    old, young = an_anonymous_transcript(), an_anonymous_transcript(days_old=1)
    postgres_instance.add(old, young)
    postgres_instance.keep_files(old)

    with postgres_instance.database.exclusive("retention"):
        assert tool().code == 4
    ended = tool("--json")

    assert ended.code == 0
    assert ended.json["transcripts_deleted"] == 1
    assert postgres_instance.ids(Transcript) == {young.id}
    assert reflector("retention", "verify").code == 0


def test_a_terminal_gets_a_drawn_table(instance: Instance) -> None:
    instance.add(an_anonymous_transcript())

    shown = on_a_terminal(*TOOL)

    assert re.search(r"Erased what was made before \S+: done", shown)
    assert "│ transcripts │ 1      │" in shown


def on_a_terminal(*program: str) -> str:
    """The output of a program on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    subprocess.run(program, env=os.environ | {"TERM": "xterm", "COLUMNS": "80"}, stdout=theirs, timeout=120, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    return shown
