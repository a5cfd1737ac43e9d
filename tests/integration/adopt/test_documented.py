"""The commands of docs/howto/adopt.md, in their order, give the output that the page shows."""

import os
import re
import shlex

import pytest

from tests.documentation import DOCS
from tests.existing import Existing, seed
from tests.integration.adopt.conftest import Reflector, settle

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

PAGE = DOCS / "howto" / "adopt.md"
#: Values that differ between installations.
_VARIES = {
    r"\d{8}T\d{6}Z-[0-9a-f]{24}": "HASH",
    r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(\+00:00)?": "DATE",
    r" +": " ",
}


def shape(text: str) -> list[str]:
    """The lines of an output without variable values."""
    for pattern, name in _VARIES.items():
        text = re.sub(pattern, name, text)
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_the_page_has_the_output_of_the_commands(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(existing)
    given, page = "", []
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(), re.DOTALL):
        command, _, expected = block.partition("\n")
        words = shlex.split(command.removeprefix("$ ").replace("HASH", given))
        at = words.index("reflector")

        settle(monkeypatch, dict(word.split("=", 1) for word in words[:at]))
        said = reflector(*words[at + 1 :])

        printed = said.text.replace(existing.bucket, "reflector").replace(existing.recordings, "recordings")
        if found := re.search(r"^Hash: (\S+)$", printed, re.MULTILINE):
            given = found[1]
        page.append(f"```console\n{command}\n{printed.rstrip()}\n```")
        if "REFLECTOR_TEST_PRINT" not in os.environ:
            assert shape(printed) == shape(expected), command
            assert said.code in (0, 3), command
    if "REFLECTOR_TEST_PRINT" in os.environ:
        print("\n".join(page))
