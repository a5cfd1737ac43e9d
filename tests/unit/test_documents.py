"""Every link inside the documents has an existing file and heading as its target."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), ROOT / "deploy" / "README.md", *(ROOT / "docs").rglob("*.md")])
#: Code that names a decision or a document.
CODE = sorted([*(ROOT / "reflector").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_has_a_target(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text)
    dead = []
    for link in (first or second for first, second in links):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            dead.append(link)
    assert dead == []


def test_the_index_lists_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link).resolve() for link in re.findall(r"\]\(([^)#\s]+)", index.read_text())}
    pages = {page for page in PAGES if page.is_relative_to(ROOT / "docs") and page.parent.name != "decisions"}
    assert sorted(pages - linked - {index}) == []


def test_every_document_that_code_names_exists() -> None:
    names = {name for file in CODE for name in re.findall(r"docs/[\w/.-]+\.(?:md|svg|png)", file.read_text())}
    assert sorted(name for name in names if not (ROOT / name).exists()) == []


def test_every_test_that_a_document_names_exists() -> None:
    named = {name for page in PAGES for name in re.findall(r"`(tests/[\w/]+\.py)`", page.read_text())}
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def test_the_diagram_shows_the_layers_that_import_linter_checks() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    checked = re.findall(r"\w+", " ".join(layer for contract in contracts for layer in contract.get("layers", [])))
    diagram = [line for line in (ROOT / "docs" / "design.md").read_text().splitlines() if line.startswith("    ")]

    # The names are in the first 31 columns after the indentation, their descriptions follow.
    assert " ".join(line[:35] for line in diagram).split() == checked
