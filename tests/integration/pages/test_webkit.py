"""Faults that were seen in WebKit, in WebKitGTK with its back/forward cache on."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from reflector.testing.factories import an_anonymous_transcript
from reflector.transcription import ingest
from tests.conftest import missing
from tests.integration.api.server import SEGMENTS, Instance
from tests.integration.pages.test_visitors import SPEECH, keep

#: Debian's packages webkit2gtk-driver and xvfb have these programs.
BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
# Selenium's own driver for WebKitGTK uses what Selenium has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")


@pytest.fixture(scope="module")
def webkit() -> Iterator[webdriver.WebKitGTK]:
    """A WebKitGTK on a display of its own."""
    if not (BROWSERS and shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        missing("no webkit2gtk-driver, or no xvfb")
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24"]
    with subprocess.Popen(screen, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        try:
            display = f":{server.stdout.readline().decode().strip()}"
            options = webdriver.WebKitGTKOptions()
            options.binary_location = str(BROWSERS[-1])
            options.add_argument("--automation")
            environment = os.environ | {"DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
            service = webdriver.WebKitGTKService(shutil.which("WebKitWebDriver") or "", env=environment)
            driver = webdriver.WebKitGTK(options=options, service=service)
            try:
                driver.set_page_load_timeout(60)
                yield driver
            finally:
                driver.quit()
        finally:
            server.terminate()


def until(driver: webdriver.WebKitGTK, script: str) -> None:
    WebDriverWait(driver, 30).until(lambda browser: browser.execute_script(f"return Boolean({script})"))


def test_back_after_an_upload_shows_a_front_page_that_takes_recordings(
    webkit: webdriver.WebKitGTK, instance: Instance
) -> None:
    webkit.get(instance.url)
    until(webkit, "document.documentElement.classList.contains('scripted')")
    webkit.find_element(By.ID, "file").send_keys(str(SPEECH.resolve()))
    webkit.find_element(By.ID, "send").click()
    until(webkit, "location.pathname.startsWith('/transcripts/')")

    webkit.back()

    until(webkit, "location.pathname === '/' && document.getElementById('mine')?.hidden === false")
    until(webkit, "!document.getElementById('bring').classList.contains('busy')")
    assert webkit.title.find("%") < 0


def test_back_to_an_erased_transcript_shows_nothing_of_it(webkit: webdriver.WebKitGTK, instance: Instance) -> None:
    made = keep(instance, an_anonymous_transcript(days_old=1, segments=SEGMENTS))
    webkit.get(f"{instance.url}/transcripts/{made}")
    until(webkit, "document.querySelector('.line')")
    webkit.get(f"{instance.url}/promise")
    instance.age(made, days=9)

    webkit.back()

    until(webkit, "!document.querySelector('.line') && document.querySelector('h1')")
    assert "Marmots" not in webkit.page_source


def test_an_owner_corrects_a_sentence(webkit: webdriver.WebKitGTK, instance: Instance) -> None:
    made = ingest.create(instance.database, ingest.NewTranscript())
    instance.set(made.transcript_id, status="ended", segments=SEGMENTS, topics=[])
    webkit.get(f"{instance.url}/transcripts/{made.transcript_id}#owner={made.owner_token}")
    until(webkit, "document.getElementById('tool-correct')?.offsetParent")

    webkit.find_element(By.ID, "tool-correct").click()
    line = webkit.find_element(By.CSS_SELECTOR, ".line")
    line.click()
    line.send_keys("Bees and ")
    webkit.find_element(By.ID, "correct-done").click()

    until(webkit, "document.getElementById('head').textContent.includes('Corrected by its owner')")
    assert "Bees and" in webkit.find_element(By.CSS_SELECTOR, ".line").text
