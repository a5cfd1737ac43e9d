"""The rules of the store in a bucket beyond the contract of all stores."""

import random
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.exceptions import ClientError

from reflector.errors import (
    BucketMissing,
    ObjectMissing,
    SettingsError,
    StorageError,
    StoreDenied,
    StoreUnavailable,
)
from reflector.storage.s3 import PART_BYTES, S3Store
from tests.s3_proxy import CutOff, Request, Spoiled, spoiled
from tests.servers import S3Server, free_ports

pytestmark = pytest.mark.s3


def store_of(server: S3Server, bucket: str, **overrides: object) -> S3Store:
    return S3Store.from_settings(server.settings(bucket, **overrides), bucket)


def put(store: S3Store, *keys: str) -> None:
    for key in keys:
        store.put(key, BytesIO(b"content"))


def everything(server: S3Server, bucket: str) -> list[str]:
    """Every version and delete marker in the bucket, seen by another client."""
    page = server.client.list_object_versions(Bucket=bucket)
    return sorted(item["Key"] for item in [*page.get("Versions", []), *page.get("DeleteMarkers", [])])


# -- versions -----------------------------------------------------------------------------------------------------


def test_every_version_and_delete_marker_goes(seaweedfs: S3Server) -> None:
    # given a key with three versions under a delete marker, and another
    bucket = seaweedfs.make_bucket("Enabled")
    store = store_of(seaweedfs, bucket)
    put(store, "id/a", "id/a", "id/a", "id/b")
    seaweedfs.client.delete_object(Bucket=bucket, Key="id/a")
    assert everything(seaweedfs, bucket) == ["id/a"] * 4 + ["id/b"]
    assert sorted((found.key, found.kind) for found in store.list()) == [
        ("id/a", "marker"),
        ("id/a", "version"),
        ("id/a", "version"),
        ("id/a", "version"),
        ("id/b", "object"),
    ]
    # when
    assert store.erase_many(["id/a"]) == {"id/a": None}
    # then
    assert everything(seaweedfs, bucket) == ["id/b"]


def test_versions_made_before_versioning_was_suspended_go(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket("Enabled")
    store = store_of(seaweedfs, bucket)
    put(store, "id/a", "id/a")
    configuration = {"Status": "Suspended"}
    seaweedfs.client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=configuration)  # type: ignore[arg-type]
    put(store, "id/a")
    assert store.erase_many(["id/"]) == {"id/": None}
    assert everything(seaweedfs, bucket) == []


def test_versioning_that_is_switched_on_is_noticed_at_once(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    store = store_of(seaweedfs, bucket)
    put(store, "id/a")
    assert store.erase_many(["id/b"]) == {"id/b": None}
    seaweedfs.client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    put(store, "id/a")
    assert store.erase_many(["id/a"]) == {"id/a": None}
    assert everything(seaweedfs, bucket) == []


def test_more_versions_of_one_key_than_a_page_holds_go(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket("Enabled")
    store = store_of(seaweedfs, bucket)
    put(store, *["id/a"] * 1100, "id/b")
    assert store.erase_many(["id/a", "id/c"]) == {"id/a": None, "id/c": None}
    assert everything(seaweedfs, bucket) == ["id/b"]


def test_a_locked_object_is_answered_for_itself(seaweedfs: S3Server) -> None:
    # given one object that the bucket holds for a day
    bucket = seaweedfs.make_bucket(lock=True)
    store = store_of(seaweedfs, bucket)
    put(store, "id/free", "id/locked", "other/free")
    until = datetime.now(UTC) + timedelta(days=1)
    seaweedfs.client.put_object_retention(
        Bucket=bucket, Key="id/locked", Retention={"Mode": "COMPLIANCE", "RetainUntilDate": until}
    )
    # then the others go, and the answer says which stayed and why
    keys = ["id/free", "id/locked", "other/"]
    assert store.erase_many(keys) == {"id/free": None, "id/locked": "AccessDenied", "other/": None}
    assert store.erase_many(["id/"]) == {"id/": "AccessDenied"}
    assert everything(seaweedfs, bucket) == ["id/locked"]


# -- unfinished uploads -------------------------------------------------------------------------------------------


def test_unfinished_uploads_are_listed_and_go_with_their_key(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    store = store_of(seaweedfs, f"{bucket}/folder")
    for key in ("id/a", "id/a", "id/b", "other/c"):
        started = seaweedfs.client.create_multipart_upload(Bucket=bucket, Key=f"folder/{key}")
        seaweedfs.client.upload_part(
            Bucket=bucket, Key=f"folder/{key}", UploadId=started["UploadId"], PartNumber=1, Body=b"part"
        )
    assert sorted((found.key, found.kind) for found in store.list("id/")) == [
        ("id/a", "upload"),
        ("id/a", "upload"),
        ("id/b", "upload"),
    ]
    assert store.erase_many(["id/a"]) == {"id/a": None}
    assert [found.key for found in store.list()] == ["id/b", "other/c"]
    assert store.erase_many(["id/"]) == {"id/": None}
    assert [found.key for found in store.list()] == ["other/c"]


def like_minio(server: S3Server) -> Callable[[Request], Spoiled | None]:
    """MinIO lists unfinished uploads by their exact key, or all of a bucket.

    For any other prefix it returns an empty list.
    """

    def fault(request: Request) -> Spoiled | None:
        url = urlsplit(request.path)
        query = parse_qs(url.query, keep_blank_values=True)
        prefix = query.get("prefix", [""])[0]
        if request.method != "GET" or "uploads" not in query or not prefix:
            return None
        bucket = url.path.strip("/")
        every = server.client.list_multipart_uploads(Bucket=bucket, Prefix=prefix).get("Uploads", [])
        listed = "".join(
            f"<Upload><Key>{one['Key']}</Key><UploadId>{one['UploadId']}</UploadId>"
            f"<Initiated>{one['Initiated']:%Y-%m-%dT%H:%M:%S.000Z}</Initiated></Upload>"
            for one in every
            if one["Key"] == prefix
        )
        return Spoiled(200, "", f"<ListMultipartUploadsResult>{listed}</ListMultipartUploadsResult>".encode())

    return fault


@pytest.mark.parametrize("folder", ["", "/folder"])
@pytest.mark.parametrize("keys", [["1/a", "2/b"], ["1/"], ["1/", "2/b"]])
def test_uploads_that_a_common_prefix_does_not_list_go(seaweedfs: S3Server, folder: str, keys: list[str]) -> None:
    bucket = seaweedfs.make_bucket()
    beginning = f"{folder}/".lstrip("/")
    for key in ("1/a", "2/b", "3/c"):
        seaweedfs.client.create_multipart_upload(Bucket=bucket, Key=beginning + key)
    with spoiled(seaweedfs, like_minio(seaweedfs)) as proxy:
        store = store_of(proxy.server, bucket + folder)
        assert sorted(found.key for found in store.list()) == ["1/a", "2/b", "3/c"]
        assert store.erase_many(keys) == dict.fromkeys(keys)
    left = seaweedfs.client.list_multipart_uploads(Bucket=bucket).get("Uploads", [])
    gone = {"1/a"} | ({"2/b"} if "2/b" in keys else set())
    assert {upload["Key"] for upload in left} == {beginning + key for key in {"1/a", "2/b", "3/c"} - gone}


def test_uploads_are_asked_for_key_by_key_where_we_may_not_begin_one(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    seaweedfs.client.create_multipart_upload(Bucket=bucket, Key="1/a")
    minio = like_minio(seaweedfs)

    def fault(request: Request) -> Spoiled | None:
        begins = request.method == "POST" and request.path.endswith("?uploads")
        return Spoiled(403, "AccessDenied") if begins else minio(request)

    with spoiled(seaweedfs, fault) as proxy:
        assert store_of(proxy.server, bucket).erase_many(["1/a", "2/b"]) == {"1/a": None, "2/b": None}
    assert "Uploads" not in seaweedfs.client.list_multipart_uploads(Bucket=bucket)


def test_a_list_of_uploads_that_does_not_go_on_proves_nothing(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    endless = b"<ListMultipartUploadsResult><IsTruncated>true</IsTruncated></ListMultipartUploadsResult>"

    def fault(request: Request) -> Spoiled | None:
        listing = request.method == "GET" and "uploads" in request.path
        return Spoiled(200, "", endless) if listing else None

    with spoiled(seaweedfs, fault) as proxy, pytest.raises(StoreUnavailable):
        store_of(proxy.server, bucket).erase_many(["1/a"])


@pytest.mark.parametrize(("method", "what"), [("PUT", "partNumber=2"), ("POST", "uploadId=")])
def test_an_upload_that_the_server_breaks_off_leaves_nothing(seaweedfs: S3Server, method: str, what: str) -> None:
    def fault(request: Request) -> Spoiled | None:
        if request.method == method and what in request.path:
            raise CutOff
        return None

    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, fault) as proxy, pytest.raises(StoreUnavailable):
        store_of(proxy.server, bucket).put("id/a", BytesIO(bytes(PART_BYTES + 1)))
    assert list(store_of(seaweedfs, bucket).list()) == []


# -- servers that misbehave ---------------------------------------------------------------------------------------


def bulk_deletes(spoil: Spoiled, times: int = 1_000_000) -> Callable[[Request], Spoiled | None]:
    """A fault that spoils the first `times` bulk deletes."""
    left = iter(range(times))
    return lambda request: spoil if request.is_bulk_delete and next(left, None) is not None else None


def test_a_server_that_wants_content_md5_gets_it(seaweedfs: S3Server) -> None:
    def fault(request: Request) -> Spoiled | None:
        wants = request.is_bulk_delete and "content-md5" not in request.headers
        return Spoiled(400, "MissingContentMD5") if wants else None

    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, fault) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/a", "id/b")
        assert store.erase_many(["id/a", "id/b"]) == {"id/a": None, "id/b": None}
        put(store, "id/c")
        assert store.erase_many(["id/c"]) == {"id/c": None}
        bulk = [request.headers for request in proxy.requests if request.is_bulk_delete]
    assert ["content-md5" in headers for headers in bulk] == [False, True, True]
    assert not any(name.startswith("x-amz-checksum") for headers in bulk[1:] for name in headers)


@pytest.mark.parametrize(
    ("status", "code"), [(501, "NotImplemented"), (405, "MethodNotAllowed"), (400, "MalformedXML")]
)
def test_a_server_that_refuses_bulk_deletes_is_asked_key_by_key(seaweedfs: S3Server, status: int, code: str) -> None:
    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, bulk_deletes(Spoiled(status, code))) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/a", "id/b", "other/c")
        assert store.erase_many(["id/", "never/was"]) == {"id/": None, "never/was": None}
        assert [found.key for found in store.list()] == ["other/c"]


def test_a_reported_deletion_proves_nothing(seaweedfs: S3Server) -> None:
    lie = Spoiled(200, "", body=b"<DeleteResult/>")
    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, bulk_deletes(lie)) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/a", "id/b", "other/c")
        answer = store.erase_many(["id/a", "other/", "never/was"])
    assert answer == {"id/a": "StillThere", "other/": "StillThere", "never/was": None}


def test_errors_in_a_good_answer_are_read_key_by_key(seaweedfs: S3Server) -> None:
    errors = "".join(f"<Error><Key>{key}</Key><Code>AccessDenied</Code></Error>" for key in ("id/a", "never/was"))
    answer = Spoiled(200, "", body=f"<DeleteResult>{errors}</DeleteResult>".encode())
    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, bulk_deletes(answer)) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/a")
        # an error about a missing key is no obstacle
        assert store.erase_many(["id/a", "never/was"]) == {"id/a": "AccessDenied", "never/was": None}


def test_a_key_that_fails_in_a_bulk_call_is_deleted_alone(seaweedfs: S3Server) -> None:
    answer = Spoiled(200, "", b"<DeleteResult><Error><Key>id/a</Key><Code>InternalError</Code></Error></DeleteResult>")
    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, bulk_deletes(answer)) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/a")
        assert store.erase_many(["id/a"]) == {"id/a": None}


def test_an_error_code_that_is_none_does_not_reach_the_answer(seaweedfs: S3Server) -> None:
    answer = Spoiled(200, "", b"<DeleteResult><Error><Key>a</Key><Code>a b/c.mp3</Code></Error></DeleteResult>")
    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, bulk_deletes(answer)) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "a")
        assert store.erase_many(["a"]) == {"a": "Unknown"}


def test_a_key_that_the_server_will_not_tell_about_costs_itself_only(seaweedfs: S3Server) -> None:
    # given many keys, which are looked up one by one, and one key that always fails
    bucket = seaweedfs.make_bucket()
    put(store_of(seaweedfs, bucket), *(f"{number:03}/a" for number in range(300)))
    doomed = [f"{number:03}/b" for number in range(0, 300, 50)]
    broken = Spoiled(500, "InternalError")
    with spoiled(
        seaweedfs, lambda request: broken if request.method == "HEAD" and "/250/b" in request.path else None
    ) as proxy:
        answer = store_of(proxy.server, bucket).erase_many(doomed)
    assert answer == {**dict.fromkeys(doomed), "250/b": "http_500"}


def test_an_upload_that_cannot_be_aborted_is_answered_for_itself(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    seaweedfs.client.create_multipart_upload(Bucket=bucket, Key="id/a")

    def fault(request: Request) -> Spoiled | None:
        return Spoiled(403, "AccessDenied") if request.method == "DELETE" and "uploadId" in request.path else None

    with spoiled(seaweedfs, fault) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/b")
        assert store.erase_many(["id/a", "id/b"]) == {"id/a": "AccessDenied", "id/b": None}


def test_a_key_that_is_too_long_with_its_folder_is_no_key(seaweedfs: S3Server) -> None:
    store = store_of(seaweedfs, f"{seaweedfs.make_bucket()}/{'folder' * 20}")
    put(store, "id/a")
    assert store.erase_many(["x" * 1000, "", "id/a"]) == {"x" * 1000: "bad_key", "": "bad_key", "id/a": None}


def test_the_place_that_consoles_make_for_a_folder_is_not_in_it(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    seaweedfs.client.put_object(Bucket=bucket, Key="folder/", Body=b"")
    store = store_of(seaweedfs, f"{bucket}/folder")
    put(store, "id/a")
    assert [found.key for found in store.list()] == ["id/a"]


def test_a_server_that_is_slow_for_a_moment_is_asked_again(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, bulk_deletes(Spoiled(503, "SlowDown"), times=1)) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/a")
        assert store.erase_many(["id/a"]) == {"id/a": None}


@pytest.mark.parametrize("spoil", [Spoiled(503, "SlowDown"), Spoiled(500, "InternalError", done=True)])
def test_a_server_that_fails_proves_nothing_about_any_key(seaweedfs: S3Server, spoil: Spoiled) -> None:
    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, bulk_deletes(spoil, times=3)) as proxy:
        store = store_of(proxy.server, bucket)
        put(store, "id/a")
        with pytest.raises(StoreUnavailable) as raised:
            store.erase_many(["id/a"])
        assert raised.value.log_code == spoil.code
        assert store.erase_many(["id/a"]) == {"id/a": None}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (Spoiled(503, "SlowDown"), "SlowDown"),
        (Spoiled(503, "", body=b"<html>Bad gateway</html>"), "http_503"),
        (Spoiled(400, "", body=b"<html>Bad request</html>"), "http_400"),
        (Spoiled(403, "AccessDenied"), "AccessDenied"),
        (Spoiled(418, "Teapot"), "Teapot"),
        (Spoiled(418, "a/b secret-name.mp3"), "http_418"),
        (Spoiled(200, "", body=b"01234", missing=5), "incomplete_read"),
        (None, "connection_reset"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_error_carries_the_servers_own_code(seaweedfs: S3Server, spoil: Spoiled | None, code: str) -> None:
    def fault(request: Request) -> Spoiled:
        if spoil is None:
            raise CutOff
        return spoil

    bucket = seaweedfs.make_bucket()
    with spoiled(seaweedfs, fault) as proxy, pytest.raises(StorageError) as raised:
        store_of(proxy.server, bucket).open("id/a").read()

    assert raised.value.log_code == code


def test_an_error_of_a_server_that_is_down_has_the_systems_code() -> None:
    down = S3Server("down", f"http://127.0.0.1:{free_ports(1)[0]}")

    with pytest.raises(StoreUnavailable) as raised:
        store_of(down, "bucket-name").stat("id/a")

    assert raised.value.log_code == "connection_refused"


def test_an_answer_that_ends_too_early_is_an_error_and_no_end(seaweedfs: S3Server) -> None:
    half = Spoiled(200, "", body=b"01234", missing=5)
    bucket = seaweedfs.make_bucket()
    with (
        spoiled(seaweedfs, lambda request: half if request.path.endswith("/id/a") else None) as proxy,
        store_of(proxy.server, bucket).open("id/a") as stream,
        pytest.raises(StoreUnavailable),
    ):
        stream.read()


# -- what is not there, not allowed, not up -----------------------------------------------------------------------


def every_call(store: S3Store) -> list[Callable[[], object]]:
    return [
        lambda: store.put("id/secret-name.mp3", BytesIO(b"x")),
        lambda: store.put("id/secret-name.mp3", BytesIO(bytes(PART_BYTES))),
        lambda: store.open("id/secret-name.mp3"),
        lambda: store.stat("id/secret-name.mp3"),
        lambda: list(store.list("id/secret-name.mp3")),
        lambda: store.erase_many(["id/secret-name.mp3"]),
        store.inspect,
    ]


def expect_everywhere(store: S3Store, error: type[StorageError]) -> None:
    for call in every_call(store):
        with pytest.raises(StorageError) as raised:
            call()
        assert type(raised.value) is error
        told = "".join(traceback.format_exception(raised.value))
        for line in told.splitlines():
            assert line.startswith(" ") or ("secret-name" not in line and store.bucket not in line)


@pytest.mark.parametrize("server", ["seaweedfs", "rclone", "moto"])
def test_every_call_reports_a_missing_bucket(server: str, request: pytest.FixtureRequest) -> None:
    expect_everywhere(store_of(request.getfixturevalue(server), "no-such-bucket"), BucketMissing)


def test_a_name_that_no_bucket_can_have_is_a_missing_bucket(seaweedfs: S3Server) -> None:
    expect_everywhere(store_of(seaweedfs, "No Such Bucket"), BucketMissing)


@pytest.mark.parametrize(
    "wrong",
    [
        {"TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": "nobody"},
        {"TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": "wrong"},
    ],
)
@pytest.mark.parametrize("server", ["seaweedfs", "rclone"])
def test_every_call_reports_wrong_credentials(
    server: str, wrong: dict[str, str], request: pytest.FixtureRequest
) -> None:
    real: S3Server = request.getfixturevalue(server)
    expect_everywhere(store_of(real, real.make_bucket(), **wrong), StoreDenied)


def test_every_call_reports_a_server_that_is_down(seaweedfs: S3Server) -> None:
    down = S3Server("down", f"http://127.0.0.1:{free_ports(1)[0]}")
    expect_everywhere(store_of(down, "bucket-name"), StoreUnavailable)


def test_an_address_that_is_none_is_a_bad_setting(seaweedfs: S3Server) -> None:
    with pytest.raises(SettingsError, match="TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL"):
        store_of(seaweedfs, "bucket", TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL="not an address")


def test_a_delete_marker_hides_the_object(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket("Enabled")
    store = store_of(seaweedfs, bucket)
    put(store, "id/a")
    seaweedfs.client.delete_object(Bucket=bucket, Key="id/a")
    with pytest.raises(ObjectMissing):
        store.open("id/a")
    with pytest.raises(ObjectMissing):
        store.stat("id/a")


# -- looking again: right, and cheap ------------------------------------------------------------------------------


def names(count: int, seed: int) -> list[str]:
    """Keys whose order differs from server to server; none lies below another, which disks cannot hold."""
    chosen = random.Random(seed)
    made = {
        "/".join("".join(chosen.choices("ab.-0é", k=chosen.randint(1, 3))) for _ in range(chosen.randint(1, 3)))
        for _ in range(count)
    }
    good = sorted(key for key in made if not any(part in {".", ".."} for part in key.split("/")))
    return [one for one, next_ in pairwise([*good, ""]) if not any(o.startswith(one + "/") for o in good)]


@pytest.mark.parametrize(
    ("server", "versioning"),
    [("seaweedfs", "off"), ("seaweedfs", "Enabled"), ("rclone", "off"), ("moto", "off")],
)
def test_searching_again_finds_exactly_the_existing_keys(
    server: str, versioning: str, request: pytest.FixtureRequest
) -> None:
    """The server deletes nothing and reports success. The result must be correct for every key and folder."""
    real: S3Server = request.getfixturevalue(server)
    lie = Spoiled(200, "", body=b"<DeleteResult/>")
    for seed in range(2):
        bucket = real.make_bucket(versioning)  # type: ignore[arg-type]
        every = names(400, seed)
        there = set(random.Random(seed).sample(every, len(every) // 2))
        put(store_of(real, bucket), *there)
        folders = {key[: key.index("/") + 1] for key in every if "/" in key}
        with spoiled(real, bulk_deletes(lie)) as proxy:
            answer = store_of(proxy.server, bucket).erase_many([*every, *folders])
        held = {key for key in every if key in there}
        held |= {folder for folder in folders if any(key.startswith(folder) for key in there)}
        assert {key for key, code in answer.items() if code == "StillThere"} == held, f"seed {seed}"
        assert all(code in {None, "StillThere"} for code in answer.values())


def requests_of(server: S3Server, bucket: str, keys: list[str]) -> int:
    with spoiled(server) as proxy:
        store = store_of(proxy.server, bucket)
        store.erase_many(["never/was"])  # a connection tests its server once
        before = len(proxy.requests)
        answer = store.erase_many(keys)
        assert set(answer.values()) == {None}
        return len(proxy.requests) - before


def test_erasing_from_an_empty_neighbourhood_takes_a_handful_of_requests(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    put(store_of(seaweedfs, bucket), "a/before", *(f"z/{number}" for number in range(100)))
    # versioning, uploads, one bulk delete for each 1,000, one page
    assert requests_of(seaweedfs, bucket, [f"m/{number}" for number in range(3000)]) <= 7


def test_erasing_from_a_crowd_takes_about_one_small_request_for_each_key(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket()
    put(store_of(seaweedfs, bucket), *(f"{number:04}/a" for number in range(1000)))
    doomed = [f"{number:04}/b" for number in range(0, 1000, 50)]
    assert requests_of(seaweedfs, bucket, doomed) <= len(doomed) + 6


# -- for the operator ---------------------------------------------------------------------------------------------


def test_a_plain_bucket_is_described(seaweedfs: S3Server) -> None:
    facts = store_of(seaweedfs, seaweedfs.make_bucket()).inspect()
    assert (facts.versioning, facts.object_lock, facts.lifecycle) == ("off", False, ())


def test_a_bucket_that_holds_on_to_things_is_described(seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket(lock=True)
    seaweedfs.client.put_bucket_lifecycle_configuration(
        Bucket=bucket,
        LifecycleConfiguration={
            "Rules": [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 30}}]
        },
    )
    facts = store_of(seaweedfs, bucket).inspect()
    assert (facts.versioning, facts.object_lock) == ("Enabled", True)
    assert facts.lifecycle == ("erases objects after 30 days",)


def test_a_server_without_versioning_is_described(rclone: S3Server) -> None:
    facts = store_of(rclone, rclone.make_bucket()).inspect()
    assert (facts.versioning, facts.object_lock, facts.lifecycle) == ("off", None, None)


def test_lifecycle_rules_are_reported_with_their_scope(moto: S3Server) -> None:
    bucket = moto.make_bucket()
    some: dict[str, Any] = {"Prefix": "old/", "Tags": [{"Key": "keep", "Value": "no"}]}
    rules: list[Any] = [
        {"Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 3}},
        {"Filter": {"Prefix": ""}, "Expiration": {"Date": "2031-02-01T00:00:00Z"}},
        {"Filter": {"And": some}, "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}]},
        {"Filter": {"Tag": some["Tags"][0]}, "NoncurrentVersionExpiration": {"NoncurrentDays": 7}},
        {"Filter": {}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}},
    ]
    rules = [{"ID": str(n), "Status": "Enabled", **rule} for n, rule in enumerate(rules)]
    moto.client.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})

    assert store_of(moto, bucket).inspect().lifecycle == (
        "erases objects after 3 days below tmp/",
        "erases objects from 2031-02-01 on",
        "moves objects to GLACIER after 30 days below old/, some of them by tag or size",
        "erases older versions after 7 days, some of them by tag or size",
        "aborts unfinished uploads after 2 days",
    )


# -- unusual keys -------------------------------------------------------------------------------------------------

#: Keys that S3 accepts and that Reflector itself never makes.
UNUSUAL = [
    *("/lead.mp4", "dou//ble.mp4", "back\\slash.mp4", "dot/./seg.mp4", "up/../seg.mp4", "folder/", "tail//"),
    *("tab\tkey.mp4", "nl\nkey.mp4", "cr\rkey.mp4", "\x01ctl.mp4", "\x7f.mp4", "\ufffe.mp4"),
]
#: SeaweedFS keeps these in buckets with versions only, and cannot delete them in bulk. moto's listing skips a version.
LONG = ["x" * 1024, "d/" + "w" * 256]
#: Objects of others whose keys some servers take for one of these.
KEPT = ["kept.mp4", "dou/kept.mp4", "folder/kept.mp4", "\ufffdctl.mp4", "seg.mp4", "up/kept.mp4"]


@pytest.mark.parametrize("versioning", ["off", "Enabled", "Suspended"])
@pytest.mark.parametrize("server", ["seaweedfs", "moto"])
def test_unusual_keys_of_other_programs_are_erased(
    server: str, versioning: Literal["off", "Enabled", "Suspended"], request: pytest.FixtureRequest
) -> None:
    real: S3Server = request.getfixturevalue(server)
    bucket = real.make_bucket("off" if versioning == "off" else "Enabled")
    store = store_of(real, bucket)
    put(store, *KEPT)
    # moto, which is no judge, cannot list versions of keys with characters that XML does not have.
    garbled = {"\x01ctl.mp4", "\ufffe.mp4", "cr\rkey.mp4"} if server == "moto" and versioning != "off" else set()
    keys = [*UNUSUAL, *(LONG if server == "seaweedfs" else ())]
    accepted = [key for key in keys if key not in garbled and accepts(real, bucket, key)]
    if versioning == "Suspended":
        real.client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"})

    answer = store.erase_objects([*accepted, "never/was"])

    assert {key: code for key, code in answer.items() if code} == {}
    assert len(accepted) >= 9
    assert sorted({found.key for found in store.list()}) == sorted(KEPT)


@pytest.mark.parametrize("key", ["dot/./seg.mp4", "up/../seg.mp4"])
def test_a_key_that_the_server_refuses_is_named_as_such(seaweedfs: S3Server, key: str) -> None:
    bucket = seaweedfs.make_bucket("Enabled")
    put(store_of(seaweedfs, bucket), "seg.mp4", "dot/seg.mp4")

    assert store_of(seaweedfs, bucket).erase_many([key]) == {key: "key_refused"}

    assert {found.key for found in store_of(seaweedfs, bucket).list()} == {"seg.mp4", "dot/seg.mp4"}


@pytest.mark.parametrize(("key", "listed"), [("tab\tkey.mp4", "tab␉key.mp4"), ("\x7f.mp4", "␡.mp4")])
def test_a_key_that_a_server_may_keep_under_another_name_is_not_called_gone(
    rclone: S3Server, key: str, listed: str
) -> None:
    bucket = rclone.make_bucket()
    rclone.client.put_object(Bucket=bucket, Key=listed, Body=b"content")  # rclone itself does so at times

    assert store_of(rclone, bucket).erase_many([key]) == {key: "key_not_listed"}


@pytest.mark.parametrize("key", ["/lead.mp4", "dou//ble.mp4", "\x01ctl.mp4", "tail//", "folder/"])
@pytest.mark.parametrize("versioning", ["off", "Enabled"])
def test_unfinished_uploads_of_unusual_keys_are_aborted(
    seaweedfs: S3Server, versioning: Literal["off", "Enabled"], key: str
) -> None:
    bucket = seaweedfs.make_bucket(versioning)
    for name in (key, "kept.mp4", "folder/kept.mp4"):
        seaweedfs.client.create_multipart_upload(Bucket=bucket, Key=name)
    store = store_of(seaweedfs, bucket)

    assert store.erase_objects([key]) == {key: None}

    assert sorted(found.key for found in store.list()) == ["folder/kept.mp4", "kept.mp4"]


def accepts(server: S3Server, bucket: str, key: str) -> bool:
    """Put two versions of an object past the store. Returns whether the server takes the key."""
    try:
        for content in (b"one", b"two"):
            server.client.put_object(Bucket=bucket, Key=key, Body=content)
    except ClientError:
        return False
    return True
