"""Makes system calls of real programs fail, as they would on another machine."""

from collections.abc import Callable, Sequence

import pytest
import seccompy

needs_seccomp = pytest.mark.skipif(not seccompy.supported(), reason="the kernel has no seccomp")


def failing(call: str, error: int, arguments: Sequence[seccompy.ArgCmp] = ()) -> Callable[[], None]:
    """A `preexec_fn` for subprocess: the system call fails with errno `error` in the program and its children.

    `arguments` are conditions on the arguments; without them, every call fails.
    """

    def load() -> None:
        rules = seccompy.Filter(seccompy.Action.ALLOW)
        rules.errno(call, error, args=arguments)
        rules.load()

    return load
