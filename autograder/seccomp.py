"""A system-call filter: no sockets, no new processes, no signals to anybody else.

Written out as the kernel's own small language, because the library for it is not on
every machine. A denied call fails with EPERM, so a program can say what it could not
do; only a call in the numbering of another architecture ends the process.
"""

import ctypes
import errno
import os
import platform
import struct

_libc = ctypes.CDLL(None, use_errno=True)

# Columns: x86_64, aarch64. None: the architecture has no such call.
_NUMBERS = {
    # network: every way to a socket that is not there already
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    # processes
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    # signals, and looking into others
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "perf_event_open": (298, 241),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    # memory shared with others
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    # the machine itself, for the case that an instructor grades as root
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "sethostname": (170, 161),
}
_CLONE, _CLONE3, _KILL, _TGKILL, _PRLIMIT = (
    (56, 220),
    (435, 435),
    (62, 129),
    (234, 131),
    (302, 261),
)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_THREAD = 0x10000  # CLONE_THREAD
_OTHER_NUMBERING = 0x40000000  # x32, a second numbering on x86_64
_ALLOW, _ERROR, _END = 0x7FFF0000, 0x00050000, 0x80000000
# One instruction: code, jump if true, jump if false, constant.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST = 0, 4, 16  # where they stand in what the filter sees


def is_known() -> bool:
    """Tell whether there is a table for this machine's architecture."""
    return platform.system() == "Linux" and platform.machine() in _ARCHITECTURES


def restrict() -> None:
    """Install the filter in this process, for good; OSError if the kernel refuses."""
    if not is_known():
        raise OSError(f"no table of system calls for {platform.machine()}")
    content = program(platform.machine(), os.getpid())
    code = ctypes.create_string_buffer(content)
    # struct sock_fprog: the number of instructions, then where they are
    head = struct.pack("HxxxxxxP", len(content) // 8, ctypes.addressof(code))
    if _libc.prctl(38, 1, 0, 0, 0) or _libc.prctl(22, 2, head, 0, 0):
        error = ctypes.get_errno()
        raise OSError(error, f"seccomp: {os.strerror(error)}")


def program(machine: str, pid: int) -> bytes:
    """Write the filter for an architecture and a process, eight bytes a line."""
    column, architecture = _ARCHITECTURES[machine]
    denied = _ERROR | errno.EPERM
    lines = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture)]
    lines += [(_RETURN, 0, 0, _END), (_LOAD, 0, 0, _NUMBER)]
    lines += [(_AT_LEAST, 0, 1, _OTHER_NUMBERING), (_RETURN, 0, 0, denied)]
    for columns in _NUMBERS.values():
        if (number := columns[column]) is not None:
            lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, denied)]
    # glibc asks for clone3 first and takes clone when there is none.
    lines += [(_EQUAL, 0, 1, _CLONE3[column])]
    lines += [(_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    lines += _only(_CLONE[column], [(_ANY_BIT, _THREAD)], denied)
    lines += _only(_KILL[column], [(_EQUAL, pid)], denied)
    lines += _only(_TGKILL[column], [(_EQUAL, pid)], denied)
    lines += _only(_PRLIMIT[column], [(_EQUAL, pid), (_EQUAL, 0)], denied)
    lines += [(_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _only(number: int, tests: list[tuple[int, int]], denied: int) -> list[tuple]:
    """Allow a call only if its first argument passes one of the tests."""
    body = [(_LOAD, 0, 0, _FIRST)]
    body += [(test, len(tests) - i, 0, value) for i, (test, value) in enumerate(tests)]
    body += [(_RETURN, 0, 0, denied), (_RETURN, 0, 0, _ALLOW)]
    return [(_EQUAL, 0, len(body), number), *body]
