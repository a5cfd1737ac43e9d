"""Every errno is assigned either to one file or to the environment."""

import errno

import pytest

from reflector.storage.errnos import OF_ONE_FILE, OF_THE_ENVIRONMENT, is_environments


def test_every_errno_of_this_system_is_in_one_set() -> None:
    known = set(errno.errorcode.values())

    assert known - OF_ONE_FILE - OF_THE_ENVIRONMENT == set()
    assert set() == OF_ONE_FILE & OF_THE_ENVIRONMENT


@pytest.mark.parametrize("code", ["EIO", "EROFS", "ESTALE", "EMFILE", "ENOSPC", "ENOMEM", "ETIMEDOUT"])
def test_a_failing_environment_is_known(code: str) -> None:
    assert is_environments(code)


@pytest.mark.parametrize("code", ["ENOENT", "EACCES", "EPERM", "ELOOP", "AccessDenied", "still_there"])
def test_an_error_of_one_file_is_known(code: str) -> None:
    assert not is_environments(code)
