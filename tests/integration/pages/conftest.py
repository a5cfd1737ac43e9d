"""The same instances as the API's tests, seen by visitors: a program that asks like a browser, and a real Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.conftest import missing
from tests.integration.api.conftest import http, instance, serve
from tests.integration.api.server import Instance

__all__ = ["http", "instance", "serve"]

# A page may be slow on a machine that runs other tests at the same time.
expect.set_options(timeout=20_000)


# For a module, not for the session: it runs an event loop in this thread, and other tests need their own loops.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium without a window, that takes a generated tone for a microphone."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("no chromium on the path")
    options = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, instance: Instance) -> Iterator[BrowserContext]:
    """A visitor's browser. It sends no request to other servers, and no page has an error or violates its policy."""
    context = chromium.new_context(base_url=instance.url, permissions=["microphone"])
    context.set_default_timeout(20_000)
    asked, errors = [], []

    def note(request: Request) -> None:
        asked.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            errors.append(message.text)

    context.on("request", note)
    context.on("console", listen)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert [url for url in asked if not url.startswith((instance.url, "blob:", "data:"))] == []
    assert errors == []


@pytest.fixture
def page(visitor: BrowserContext) -> Page:
    """A tab of the visitor's browser."""
    return visitor.new_page()
