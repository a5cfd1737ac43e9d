"""Separates errors of the operating system that concern the whole environment from errors that concern one file.

A failing disk, a missing mount or a process without free descriptors says nothing about the file that was requested at
that moment. Such an error does not count as an attempt to erase the file, and is not the fault of a recording (R10; see
docs/decisions/0021-an-outage-is-no-attempt.md). Every errno of Linux is in one of the two sets; a test compares them.
An errno that is in neither counts as the environment's, because then no item is given up because of it.
"""

import errno
from pathlib import Path

#: Errors about the name, the location or the permissions of one file, or a call that is invalid for it.
OF_ONE_FILE = frozenset(
    {"ENOENT", "EEXIST", "ENOTDIR", "EISDIR", "ENOTEMPTY", "ELOOP", "ENAMETOOLONG", "EMLINK", "EILSEQ", "EBUSY"}
    | {"ETXTBSY", "EFBIG", "EOVERFLOW", "ENODATA", "ENOTBLK", "EISNAM", "ENOTNAM", "ENAVAIL", "EDOTDOT"}
    # A folder without permission, or an immutable file. A disk that is mounted read-only gives EROFS instead.
    | {"EACCES", "EPERM"}
    | {"EINVAL", "EBADF", "EBADFD", "EFAULT", "ESPIPE", "ENOTTY", "ENOTSOCK", "E2BIG", "ENOEXEC", "EDOM", "ERANGE"}
    | {"ESRCH", "ECHILD", "EMSGSIZE", "EDESTADDRREQ", "EISCONN", "EALREADY", "EINPROGRESS", "EIDRM", "ENOMSG"}
)
#: All other errors.
OF_THE_ENVIRONMENT = frozenset(
    # the disk: full, failing, damaged, read-only, gone, or of a kind that cannot do this
    {"ENOSPC", "EDQUOT", "EIO", "EUCLEAN", "EBADMSG", "EROFS", "ENXIO", "ENODEV", "ENOMEDIUM", "EMEDIUMTYPE", "EXDEV"}
    | {"ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK", "EDEADLK", "EDEADLOCK", "ENOTRECOVERABLE", "EOWNERDEAD", "ERFKILL"}
    # the process and the machine: out of memory, descriptors or processes, interrupted, or asked again
    | {"ENOMEM", "ENFILE", "EMFILE", "EAGAIN", "EWOULDBLOCK", "EINTR", "ERESTART", "ECANCELED", "EUSERS", "ENOBUFS"}
    # a disk behind a network
    | {"ESTALE", "EREMOTE", "EREMOTEIO", "ENOLINK", "EMULTIHOP", "ETIMEDOUT", "ETIME", "ECONNREFUSED", "ECONNRESET"}
    | {"ECONNABORTED", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ENETRESET", "ENOTCONN", "ESHUTDOWN"}
    | {"EPIPE", "ETOOMANYREFS", "EADDRINUSE", "EADDRNOTAVAIL", "ENONET", "ECOMM", "EPROTO", "EPROTOTYPE", "EADV"}
    | {"EPROTONOSUPPORT", "ENOPROTOOPT", "ESOCKTNOSUPPORT", "EPFNOSUPPORT", "EAFNOSUPPORT", "EREMCHG", "ENOTUNIQ"}
    | {"ESRMNT", "ESTRPIPE", "ENOSR", "ENOSTR", "ENOPKG"}
    # an encrypted disk
    | {"ENOKEY", "EKEYEXPIRED", "EKEYREVOKED", "EKEYREJECTED"}
    # drivers and libraries
    | {"EBADE", "EBADR", "EBADRQC", "EBADSLT", "EBFONT", "ECHRNG", "EL2HLT", "EL2NSYNC", "EL3HLT", "EL3RST", "ELNRNG"}
    | {"ELIBACC", "ELIBBAD", "ELIBEXEC", "ELIBMAX", "ELIBSCN", "ENOANO", "ENOCSI", "EUNATCH", "EXFULL"}
)


def is_environments(code: str) -> bool:
    """Whether the error with this name, such as "EIO", concerns the environment. False if the name is not an errno."""
    return code in OF_THE_ENVIRONMENT or (code in errno.errorcode.values() and code not in OF_ONE_FILE)


def unusable_folder(error: OSError, data_dir: Path) -> str | None:
    """Setting, cause and cure if `error` is about a path in or above DATA_DIR, else None."""
    if not isinstance(error.filename, str):
        return None
    path, folder = Path(error.filename).absolute(), data_dir.absolute()
    if path != folder and folder not in path.parents and path not in folder.parents:
        return None
    return (
        f"DATA_DIR: {folder} cannot be used ({errno.errorcode.get(error.errno or 0, type(error).__name__)}); "
        "name a folder, and give it to the user that runs Reflector."
    )
