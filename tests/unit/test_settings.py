"""Settings have the documented defaults, refuse bad values, and are described in the reference."""

from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import annotated_types
import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from reflector.errors import SettingsError
from reflector.settings import Settings, load_settings, misspelt_settings, read_settings_file

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name, raising=False)


# -- the reference ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_reference_describes_every_setting_with_its_values_default_and_meaning(name: str) -> None:
    rows = [line for line in REFERENCE.read_text().splitlines() if line.startswith(f"| `{name}` |")]

    assert rows == [row_of(name, Settings.model_fields[name])]


def test_the_reference_describes_no_setting_that_is_not_there() -> None:
    described = [line.split("`")[1] for line in REFERENCE.read_text().splitlines() if line.startswith("| `")]

    assert described == list(Settings.model_fields)


def row_of(name: str, field: FieldInfo) -> str:
    """The line of the reference that describes a setting."""
    default = value_of(field.get_default(call_default_factory=True))
    meaning = " ".join((field.description or "").split()).replace("|", "\\|")
    return f"| `{name}` | {kind_of(field)} | {default} | {meaning} |"


def value_of(default: Any) -> str:
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    if isinstance(default, bool):
        default = str(default).lower()
    if isinstance(default, tuple):
        default = ",".join(default)
    return f"`{default}`" if default != "" else ""


def kind_of(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(field.annotation))
    kinds: dict[object, str] = {
        bool: "`true`, `false`",
        int: "whole number",
        float: "number",
        SecretStr: "secret",
        Path: "folder",
    }
    kind = kinds.get(field.annotation, "text")
    return kind + "".join(bound_of(limit) for limit in field.metadata)


def bound_of(limit: object) -> str:
    match limit:
        case annotated_types.Ge(ge=bound):
            return f", at least {bound}"
        case annotated_types.Gt(gt=bound):
            return f", above {bound}"
        case annotated_types.Le(le=bound):
            return f", at most {bound}"
        case _:
            return ""


# -- values -----------------------------------------------------------------------------------------------------------


def test_an_unset_environment_is_a_private_instance_with_everything_below_one_folder() -> None:
    settings = load_settings()

    assert settings.PUBLIC_MODE is False
    assert settings.PUBLIC_DATA_RETENTION_DAYS == 7
    assert settings.database_url == f"sqlite:///{Path.cwd() / 'data' / 'reflector.sqlite3'}"
    assert settings.broker_dir == Path("data/.broker")


def test_settings_come_from_the_environment_before_the_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PUBLIC_MODE=true\nPUBLIC_DATA_RETENTION_DAYS=3\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("PUBLIC_DATA_RETENTION_DAYS", "4")

    settings = load_settings()

    assert (settings.PUBLIC_MODE, settings.PUBLIC_DATA_RETENTION_DAYS) == (True, 4)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_MODE", "perhaps"),
        ("PUBLIC_DATA_RETENTION_DAYS", "0"),
        ("PUBLIC_DATA_RETENTION_DAYS", "-1"),
        ("PUBLIC_DATA_RETENTION_DAYS", "7.5"),
        ("PUBLIC_DATA_RETENTION_DAYS", "seven"),
        ("PUBLIC_DATA_RETENTION_DAYS", "36501"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "no address"),
        ("TRANSCRIPT_STORAGE_BACKEND", "floppy"),
        ("TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL", "s3.example"),
        ("CELERY_BROKER_URL", "localhost:6379"),
        ("CELERY_BROKER_URL", "sqs://queue"),
        ("AUTH_JWT_JWKS_URL", "file:///etc/keys"),
        ("LLM_URL", "127.0.0.1:8000/v1"),
        ("LOG_LEVEL", "LOUD"),
        ("RETENTION_BATCH_SIZE", "0"),
        ("RETENTION_BATCH_SIZE", "1001"),
        ("RETENTION_MAX_ATTEMPTS", "0"),
        ("RETENTION_BACKOFF_SECONDS", "0"),
        ("RETENTION_VACUUM", "sometimes"),
        ("RETENTION_ORPHAN_MAX_SHARE", "1.01"),
        ("PORT", "65536"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, anybody"),
    ],
)
def test_a_bad_value_is_refused_with_the_name_of_its_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as refusal:
        load_settings()

    assert str(refusal.value).startswith(f"{name}: ")


def test_a_refusal_never_repeats_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://admin:hunter2@host/name")

    with pytest.raises(SettingsError) as refusal:
        load_settings()

    assert "hunter2" not in str(refusal.value)


def test_several_bad_values_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_DATA_RETENTION_DAYS", "0")
    monkeypatch.setenv("PORT", "-1")

    with pytest.raises(SettingsError, match=r"(?s)PUBLIC_DATA_RETENTION_DAYS: .*PORT: "):
        load_settings()


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_DATA_RETENTION_DAYS", "")

    assert load_settings().PUBLIC_DATA_RETENTION_DAYS == 7


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_postgresql_address_means_the_driver_that_is_here(scheme: str) -> None:
    url = load_settings(DATABASE_URL=f"{scheme}://user:secret@host/name").database_url

    assert url == "postgresql+psycopg://user:secret@host/name"


def test_an_s3_store_needs_its_bucket() -> None:
    with pytest.raises(SettingsError, match="TRANSCRIPT_STORAGE_AWS_BUCKET_NAME"):
        load_settings(TRANSCRIPT_STORAGE_BACKEND="aws")


def test_tokens_need_a_key_to_check_them() -> None:
    with pytest.raises(SettingsError, match="AUTH_JWT_PUBLIC_KEY or AUTH_JWT_JWKS_URL"):
        load_settings(AUTH_BACKEND="jwt")


def test_algorithms_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTH_JWT_ALGORITHMS", "ES256, RS256,")

    assert load_settings().AUTH_JWT_ALGORITHMS == ("ES256", "RS256")


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = load_settings(
        TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY="hunter2", LLM_API_KEY="hunter2", RECORDING_WEBHOOK_SECRET="hunter2"
    )

    assert "hunter2" not in repr(settings) + str(settings.model_dump())


# -- names that nothing reads -----------------------------------------------------------------------------------------


def test_a_misspelt_setting_is_reported_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PUBLIC_DATA_RETENTION_DAY", "3")
    (tmp_path / ".env").write_text("database_uri=sqlite:///x\nHOSTNAME=here\nPUBLIC_MODE=true\n")

    assert misspelt_settings() == {
        "PUBLIC_DATA_RETENTION_DAY": "PUBLIC_DATA_RETENTION_DAYS",
        "database_uri": "DATABASE_URL",
    }


def test_other_names_in_a_settings_file_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "new.env"
    file.write_text("POSTGRES_PASSWORD=x\nDATABASE_URL=sqlite:///x\nLLM_URL=\n")

    assert read_settings_file(file) == {"DATABASE_URL": "sqlite:///x", "LLM_URL": ""}


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xe9=1", "UTF-8"), (b"DATABASE_URI=x", "do you mean DATABASE_URL"), (None, "there is no such file")],
)
def test_a_file_of_settings_that_is_no_good_is_refused(content: bytes | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "new.env"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SettingsError, match=said):
        read_settings_file(file)
