"""Bearer tokens, and the keys that sign them."""

import json
import time
from typing import Any

from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import serialize_compact

KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "other"})


def token(sub: object = "anna", key: Any = KEY, alg: str = "RS256", kid: str = "one", **claims: object) -> str:
    """A token for ten minutes; a claim that is None is left out."""
    body = {"sub": sub, "exp": int(time.time()) + 600, "aud": "reflector", "iss": "us"} | claims
    named = {name: value for name, value in body.items() if value is not None}
    return serialize_compact({"alg": alg, "kid": kid}, json.dumps(named), key, algorithms=[alg])


def bearer(who: str = "anna") -> dict[str, str]:
    """The header of a signed-in user."""
    return {"Authorization": f"Bearer {token(who)}"}


def pem(key: RSAKey | ECKey) -> str:
    """The public half of a key."""
    return key.as_pem(private=False).decode()
