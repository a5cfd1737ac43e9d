"""Confines the decoder, so that a hostile file that controls it can do no harm.

1. Resource limits. No new descriptor can be opened (files, sockets, pipes), no process can be started, and memory,
   processor time and the size of each output are bounded.
2. A seccomp filter. It allows only system calls on descriptors and memory that the process already has. Every other
   call fails with EPERM. Limits alone do not stop calls that need no descriptor: `process_vm_readv` reads the parent's
   memory, and `chmod`, `rename` and `truncate` take a path. The filter also applies to root.
3. The process is not dumpable, so that no other process of the same user can read its memory.

The filter needs a kernel with seccomp, and a machine of type x86_64 or arm64 (the package `seccompy` knows these two).
Without it only the limits apply, and `reflector doctor` reports this.

See docs/decisions/0026-seccomp-by-a-package.md.
"""

import errno
import mmap
import resource
import sys

import seccompy
from seccompy import Action, ArgCmp, CmpOp, Filter

from reflector.process import hide_memory

#: System calls that decoding needs. None of them takes a path or a process id.
_ALLOWED = (
    *("read", "write", "readv", "writev", "pread64", "pwrite64", "lseek", "ftruncate", "fstat", "close"),  # open files
    *("munmap", "mremap", "madvise", "brk"),  # memory that the process has
    *("futex", "sched_yield", "sched_getaffinity", "getrandom", "getrusage", "exit", "exit_group"),  # itself
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("getpid", "getppid", "gettid", "getuid", "geteuid", "getgid", "getegid"),
    *("clock_gettime", "clock_getres", "gettimeofday", "nanosleep", "clock_nanosleep"),
)
#: Memory may be allocated, but neither from a file nor for code. The flags are the same on x86_64 and arm64.
_NO_CODE = ArgCmp(2, CmpOp.MASKED_EQ, 0, mask=mmap.PROT_EXEC)
_NO_FILE = ArgCmp(3, CmpOp.MASKED_EQ, mmap.MAP_ANONYMOUS, mask=mmap.MAP_ANONYMOUS)
_ALLOWED_IF = {"mmap": (_NO_CODE, _NO_FILE), "mprotect": (_NO_CODE,)}


def has_seccomp() -> bool:
    """Whether the kernel and the machine can confine the decoder by a seccomp filter."""
    try:
        return sys.platform == "linux" and seccompy.supported() and seccompy.syscall_nr("read") >= 0
    except OSError:  # a container's own filter refuses this call
        return False


def confine(*, cpu_seconds: int, memory_bytes: int, file_bytes: int) -> None:
    """Give up every right that decoding does not need, irrevocably. All files must be open already.

    `memory_bytes`: in addition to the memory that the process already has. `file_bytes`: the largest size of a file.
    Raises OSError if the kernel has seccomp and refuses the filter.
    """
    filtered = has_seccomp()  # called before the confinement, because the package runs a program to find the C library
    hide_memory()
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, _memory_in_use() + memory_bytes),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    if filtered:
        rules = Filter(Action.ERRNO | errno.EPERM)
        for name in _ALLOWED:
            rules.allow(name)
        for name, conditions in _ALLOWED_IF.items():
            rules.allow(name, args=conditions)
        rules.load()


def _memory_in_use() -> int:
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:  # not Linux
        return 1024**3
