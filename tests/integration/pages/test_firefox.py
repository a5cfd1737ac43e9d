"""A fault that was seen in Firefox only, in Firefox ESR, which takes long to start: REFLECTOR_TEST_DEEP=1 runs this."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import missing
from tests.integration.api.server import Instance
from tests.integration.pages.test_visitors import SPEECH

DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
pytestmark = [
    pytest.mark.skipif(not DEEP, reason="REFLECTOR_TEST_DEEP=1 starts Firefox"),
    pytest.mark.filterwarnings("ignore"),  # Mozilla's driver and what it imports warn, already at their import
]


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Any]:
    """A Firefox without a window."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        missing("no firefox-esr on the path")
    from marionette_driver.marionette import Marionette

    browser = Marionette(bin=program, headless=True, app="fxdesktop", gecko_log=str(tmp_path / "gecko.log"))
    try:
        browser.start_session()
        yield browser
    finally:
        browser.cleanup()


def test_a_reload_forgets_the_chosen_file_so_that_it_can_be_chosen_again(firefox: Any, instance: Instance) -> None:
    from marionette_driver import By, Wait

    def until(condition: str) -> None:
        Wait(firefox, 30).until(lambda browser: browser.execute_script(f"return {condition}"))

    firefox.navigate(instance.url)
    for _ in range(2):
        until("document.getElementById('bring').noValidate")
        assert firefox.execute_script("return document.getElementById('file').files.length") == 0
        firefox.find_element(By.ID, "file").send_keys(str(SPEECH.resolve()))
        until("document.querySelectorAll('#queue li').length === 1")
        firefox.refresh()
