"""Which errors of the operating system speak of the whole environment, and which of one file.

A disk that fails, a mount that is gone, or a process without descriptors says nothing about the file that was asked
for at that moment. Such an error is no attempt to erase that file, and no fault of a recording; see
docs/decisions/0021-an-outage-is-no-attempt.md. Every errno that Linux knows is in one of the two sets; a test compares.
An errno that is in neither is taken for the environment's, because then nothing is given up for it.
"""

import errno

#: The name, the place or the permissions of one file, or a call that makes no sense for it.
OF_ONE_FILE = frozenset(
    {"ENOENT", "EEXIST", "ENOTDIR", "EISDIR", "ENOTEMPTY", "ELOOP", "ENAMETOOLONG", "EMLINK", "EILSEQ", "EBUSY"}
    | {"ETXTBSY", "EFBIG", "EOVERFLOW", "ENODATA", "ENOTBLK", "EISNAM", "ENOTNAM", "ENAVAIL", "EDOTDOT"}
    # A folder without permission, or a file that may not be changed. A disk that is mounted read-only says EROFS.
    | {"EACCES", "EPERM"}
    | {"EINVAL", "EBADF", "EBADFD", "EFAULT", "ESPIPE", "ENOTTY", "ENOTSOCK", "E2BIG", "ENOEXEC", "EDOM", "ERANGE"}
    | {"ESRCH", "ECHILD", "EMSGSIZE", "EDESTADDRREQ", "EISCONN", "EALREADY", "EINPROGRESS", "EIDRM", "ENOMSG"}
)
#: Everything else.
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
    """Whether an error, by its name such as "EIO", speaks of the environment. False for what is no errno."""
    return code in OF_THE_ENVIRONMENT or (code in errno.errorcode.values() and code not in OF_ONE_FILE)
