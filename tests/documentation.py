"""What the documentation tells an operator to type, so that tests can run it as it stands there."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def commands(page: str) -> list[str]:
    """Every command of the `console` blocks of a page of docs/, in order and without its comment."""
    blocks = re.findall(r"```console\n(.*?)```", (DOCS / page).read_text(), re.DOTALL)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [re.sub(r"\s+#.*$", "", line) for line in lines]


def command(page: str, beginning: str) -> str:
    """The only command of a page that begins with `beginning`."""
    found = sorted({line for line in commands(page) if line.startswith(beginning)})
    assert len(found) == 1, f"{page} has {found} for {beginning!r}"
    return found[0]
