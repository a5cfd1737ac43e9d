"""Forms for browsers without JavaScript, which cannot send an X-Owner-Token."""

import re
from functools import partial
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from reflector.api.access import Caller
from reflector.api.bodies import read_all
from reflector.api.problems import unprocessable
from reflector.api.services import Served
from reflector.api.transcripts import erase_transcript

router = APIRouter(include_in_schema=False)

#: Largest body of the form; a private link has about 120 characters.
_FORM_MAX_BYTES = 8 * 1024
_LINK = re.compile(r"/transcripts/([0-9a-f-]{36})[^#]*#(?:.*&)?owner=([\w~.-]+)")


@router.post("/erase")
async def erase_by_link(request: Request, services: Served) -> RedirectResponse:
    """Erase the transcript of a pasted private link, then redirect to its page, which reports the erasure.

    The link itself proves the ownership. `shield` refuses the form when another site sends it.
    """
    fields = parse_qs((await read_all(request, _FORM_MAX_BYTES)).decode(errors="replace"))
    match = _LINK.search(fields.get("link", [""])[0].strip())
    if match is None:
        raise unprocessable("link", "is not a private link; it contains /transcripts/ and #owner=")
    transcript_id, token = match.groups()
    await to_thread.run_sync(partial(erase_transcript, services, Caller(owner_token=token), transcript_id))
    return RedirectResponse(f"/transcripts/{transcript_id}", 303)
