"""Begins a child process that reads what strangers sent: takes from itself what it does not need, then runs the script named.

A program of its own: `python -I locked.py SCRIPT WORDS… < file` (`child.py` starts it). Imports nothing of the app. Memory, time
and writing are limited everywhere; the rest is what this kernel knows, each part for itself: no network (a namespace of its own),
no file but programs (Landlock), no socket, no other program or process (seccomp). docs/operating.md says what holds where.
RLIMIT_NPROC is left alone: it counts every thread of the user, and the decoder of HEIC does not work without threads.
"""

import ctypes
import os
import resource
import runpy
import signal
import struct
import sys

MEMORY = 768 * 1024 * 1024  # address space, of which about 150 MB are Python and its libraries
SECONDS = 20  # of the processor
LIMITS = {
    resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0,  # nothing is written, nor left behind by a crash
}  # fmt: skip
READABLE = (  # programs, and what opening a PDF with a password asks for
    sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64", os.path.dirname(os.path.abspath(__file__)),
    "/etc/ld.so.cache", "/dev/urandom",
)  # fmt: skip
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2
CREATE_RULES, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # Landlock's calls, the same on every processor
EXECUTE, READ_FILE, READ_DIR = 1 << 0, 1 << 2, 1 << 3
USES = {1: 13, 2: 14, 3: 15, 5: 16}  # Landlock's version → how many kinds of use of a file it knows
CALLS = {  # what clone is called here; socket, execve, execveat, ptrace, process_vm_readv and _writev, kill, unshare, (v)fork
    "x86_64": (0xC000003E, 56, (41, 59, 322, 101, 310, 311, 62, 272, 57, 58)),
    "aarch64": (0xC00000B7, 220, (198, 221, 281, 117, 270, 271, 129, 97)),
}
OTHER_CALLS = (424, 425, 426, 427, 434, 438)  # the same everywhere: io_uring's, which has sockets too, and pidfd's
_libc = ctypes.CDLL(None)


def lock(script: str) -> None:
    for what, most in LIMITS.items():
        resource.setrlimit(what, (most, most))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, signal.SIG_IGN)  # meant for the app: a good file whose child was ended would be refused
    if sys.platform == "linux":
        _libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
        _give_up_rights()
        _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _read_only((*READABLE, os.path.dirname(os.path.abspath(script))))
        _refuse_calls()


def _give_up_rights() -> None:
    """Those of the new namespace in itself, and those that root has everywhere."""
    version, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _libc.capset(ctypes.byref(version), ctypes.byref(none))


def _read_only(paths: tuple[str, ...]) -> None:
    version = _libc.syscall(CREATE_RULES, None, 0, 1)
    if version < 1:
        return
    files = (1 << max(count for since, count in USES.items() if since <= version)) - 1
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    handled = struct.pack("QQQ", files, 3, 3)[:size]  # from 4 on connections, from 6 on abstract sockets and signals
    rules = _libc.syscall(CREATE_RULES, handled, size, 0)
    for path in filter(os.path.exists, paths):
        here, uses = os.open(path, os.O_PATH), EXECUTE | READ_FILE | (READ_DIR if os.path.isdir(path) else 0)
        _libc.syscall(ADD_RULE, rules, 1, struct.pack("=Qi", uses, here), 0)
        os.close(here)
    _libc.syscall(RESTRICT_SELF, rules, 0)
    os.close(rules)


def _refuse_calls() -> None:
    """A filter in the kernel's language (seccomp(2)): the calls named are not permitted, nor a clone that is no thread."""
    if os.uname().machine not in CALLS:
        return
    numbering, clone, own = CALLS[os.uname().machine]
    load, equal, at_least, has, answer = 0x20, 0x15, 0x35, 0x45, 0x06
    not_permitted, unknown, allowed = (answer, 0, 0, 0x50001), (answer, 0, 0, 0x50026), (answer, 0, 0, 0x7FFF0000)
    words = [(load, 0, 0, 4), (equal, 1, 0, numbering), not_permitted, (load, 0, 0, 0)]
    words += [(at_least, 0, 1, 0x40000000), not_permitted]  # a second numbering of the same calls (x32)
    for call in (*own, *OTHER_CALLS):
        words += [(equal, 0, 1, call), not_permitted]
    words += [
        (equal, 0, 1, 435),
        unknown,
    ]  # clone3, whose flags can't be seen from here: the library asks clone instead
    words += [(equal, 0, 3, clone), (load, 0, 0, 16), (has, 1, 0, 0x10000), not_permitted, allowed]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *word) for word in words))
    _libc.prctl(PR_SET_SECCOMP, FILTER, struct.pack("HP", len(words), ctypes.addressof(program)), 0, 0)


if __name__ == "__main__":
    sys.argv = sys.argv[1:]
    lock(sys.argv[0])
    runpy.run_path(sys.argv[0], run_name="__main__")
