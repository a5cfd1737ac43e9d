"""Attacks of code that has taken over the decoder. Run as `attack.py JOB ADDRESS FOLDER [free]`.

It starts the decoder as `convert` does, waits until it is confined, and then attacks the folder and the memory of the
parent process. It prints `name: value` for an attack that works and `name: DENIED ...` for one that does not. With
`free` it attacks without the confinement, so that a test can show that the attacks work at all.
"""

import ctypes
import errno
import os
import resource
import signal
import sys
from collections.abc import Callable

from reflector.transcription.decode import child
from reflector.transcription.decode.refused import Refused

_LIBC = ctypes.CDLL(None, use_errno=True)


class _Part(ctypes.Structure):
    """`struct iovec`."""

    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def _called(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _read_memory(pid: int, address: int) -> bytes:
    buffer = ctypes.create_string_buffer(64)
    mine, theirs = _Part(ctypes.addressof(buffer), 64), _Part(address, 64)
    return buffer.raw[: _called(_LIBC.process_vm_readv(pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0))]


def _write_memory(pid: int, address: int) -> int:
    buffer = ctypes.create_string_buffer(b"OVERWRITTEN")
    mine, theirs = _Part(ctypes.addressof(buffer), 11), _Part(address, 11)
    return _called(_LIBC.process_vm_writev(pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0))


def _fork() -> int:
    child = os.fork()
    if not child:
        os._exit(0)
    return os.waitpid(child, 0)[1]


def _executable_memory() -> str:
    _LIBC.mmap.restype = ctypes.c_void_p
    # PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS
    address = _LIBC.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_size_t(0))
    if address == ctypes.c_void_p(-1).value:
        _called(-1)
    return "mapped"


def attacks(folder: str, parent: int, address: int) -> dict[str, Callable[[], object]]:
    """The attacks by name. `folder` is a data folder, `address` that of a secret in the memory of `parent`."""
    return {
        "open a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "open a socket": lambda: _called(_LIBC.socket(2, 1, 0)),
        "make a pipe": os.pipe,
        "make a file in memory": lambda: os.memfd_create("x"),
        "duplicate a descriptor": lambda: os.dup(0),
        "fork": _fork,
        "execute": lambda: _called(_LIBC.execve(b"/nowhere", None, None)),
        "look at the database": lambda: os.stat(f"{folder}/reflector.sqlite3").st_size,
        "list the folder": lambda: os.listdir(folder),
        "open the folder to everybody": lambda: os.chmod(folder, 0o777),
        "move the database": lambda: os.rename(f"{folder}/reflector.sqlite3", f"{folder}/stolen"),
        "empty the database": lambda: os.truncate(f"{folder}/stolen", 0),
        "remove the key": lambda: os.unlink(f"{folder}/.client-key"),
        "make a symlink": lambda: os.symlink("/etc/passwd", f"{folder}/link"),
        "make a folder": lambda: os.mkdir(f"{folder}/new"),
        "read the parent's memory": lambda: _read_memory(parent, address),
        "write the parent's memory": lambda: _write_memory(parent, address),
        "signal the parent": lambda: os.kill(parent, 0),
        "lower the parent's priority": lambda: os.setpriority(os.PRIO_PROCESS, parent, 19),
        "take executable memory": _executable_memory,
        "raise the limit of descriptors": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    }


def _attack(folder: str, parent: int, address: int) -> None:
    lines = []
    for name, attack in attacks(folder, parent, address).items():
        try:
            lines.append(f"{name}: {attack()!r}")
        except OSError as error:
            code = errno.errorcode.get(error.errno or 0, "?")
            lines.append(f"{name}: {'DENIED' if code in {'EPERM', 'EMFILE', 'EACCES'} else 'FAILED'} {code}")
        except ValueError as error:  # the Python standard library checks limits itself
            lines.append(f"{name}: DENIED {error}")
    os.write(2, ("\n".join(lines) + "\n").encode())


def main() -> None:
    """Attack from inside the decoder, or without confinement."""
    folder, address = sys.argv[3], int(sys.argv[2])
    if sys.argv[4:] == ["free"]:
        _attack(folder, os.getppid(), address)
        return

    def convert(*_: object) -> None:
        _attack(folder, os.getppid(), address)
        raise Refused("broken")

    child._convert = convert  # type: ignore[assignment]  # the place where a file takes the decoder over
    child.main()


if __name__ == "__main__":
    signal.alarm(60)
    main()
