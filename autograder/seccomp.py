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
    "accept": (43, 202),
    "accept4": (288, 242),
    # and to what a line can carry but bytes: names of others, open files, credentials
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    "recvmsg": (47, 212),
    "recvmmsg": (299, 243),
    "setsockopt": (54, 208),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_setup": (206, 0),  # older, and with a flag as of preadv2 below
    "io_destroy": (207, 1),
    "io_submit": (209, 2),
    "io_cancel": (210, 3),
    "io_getevents": (208, 4),
    "io_pgetevents": (333, 292),
    # processes
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    # signals, and looking into others
    "tkill": (200, 130),
    "kcmp": (312, 272),
    "process_mrelease": (448, 448),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
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
    # modes, owners and attributes: Landlock leaves them open, for files outside too
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    "mknod": (133, None),
    "mknodat": (259, 33),
    # what Landlock holds since its third version alone
    "truncate": (76, 45),
    # limits are for good, for root as well
    "setrlimit": (160, 164),
    # who runs when, of any process of this user
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    # watching what others do to files
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    # what others have read: marks in the memory that holds files
    "mincore": (27, 232),
    "cachestat": (451, 451),
    "preadv2": (327, 286),  # with a flag it reads only what is there
    # files in memory: in no folder, and in no limit
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # waiting in memory that others have mapped too; of futex see below
    "futex_waitv": (449, 449),
    "futex_wake": (454, 454),
    "futex_wait": (455, 455),
    "futex_requeue": (456, 456),
    "set_tid_address": (218, 96),
    # memory shared with others
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
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
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "sethostname": (170, 161),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "open_tree_attr": (467, 467),
    "statmount": (457, 457),
    "listmount": (458, 458),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "swapoff": (168, 225),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "mount_setattr": (442, 442),
    "syslog": (103, 116),
    "acct": (163, 89),
    "setdomainname": (171, 162),
    "setuid": (105, 146),
    "setgid": (106, 144),
    "setreuid": (113, 145),
    "setregid": (114, 143),
    "setresuid": (117, 147),
    "setresgid": (119, 149),
    "setfsuid": (122, 151),
    "setfsgid": (123, 152),
    "setgroups": (116, 159),
}
# Copying a file sets its mode and its times, and h5py locks what it writes: these do
# nothing and say that it went well. Done to files outside they would be a change, and
# a lock a message from one cage to another. The last ones are for the whole machine.
_PRETENDED = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "flock": (73, 32),
    "sync": (162, 81),
    "syncfs": (306, 267),
    "fadvise64": (221, 223),
    "readahead": (187, 213),
}
# Of these, only what is named by an argument: commands to an open file, for the others
# give its signals, its locks and its marks away; what a process says of itself; itself.
_FCNTL, _IOCTL, _PRCTL = (72, 25), (16, 29), (157, 167)
# F_DUPFD and its like, flags of the file, the size of a pipe; locks are pretended
_FILE_COMMANDS, _LOCKS = (0, 1, 2, 3, 4, 1030, 1031, 1032), (6, 7, 37, 38)
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
_DEVICE_COMMANDS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# The names of threads and of memory, and questions
_OWN_COMMANDS = (15, 16, 0x53564D41, 2, 3, 7, 21, 23, 25, 27, 30, 39, 42)
# A datagram goes to any name, without a connection: only pairs of streams can be made,
# as asyncio does. AF_UNIX; SOCK_STREAM, with SOCK_NONBLOCK and SOCK_CLOEXEC
_PAIR, _UNIX, _STREAMS = (53, 199), 1, (0x1, 0x801, 0x80001, 0x80801)
_SENDTO, _ASK_SOCKET = (44, 206), (55, 209)
# SO_TYPE, SO_ERROR, SO_SNDBUF, SO_RCVBUF, SO_PROTOCOL, SO_DOMAIN: of a socket itself;
# others tell of the process at the other end, and give a hold on it
_SOCKET_QUESTIONS = (3, 4, 7, 8, 38, 39)
# FUTEX_WAIT, FUTEX_WAIT_BITSET; FUTEX_WAKE, FUTEX_WAKE_BITSET; of one process alone
_FUTEX, _WAITS, _WAKES, _PRIVATE = (202, 98), (0, 9), (1, 10), 0x80
_OPEN, _OPENAT, _OPENAT2 = (2, None), (257, 56), (437, 437)
_CLONE, _CLONE3, _PRLIMIT = (56, 220), (435, 435), (302, 261)
_KILL, _TGKILL = (62, 129), (234, 131)
_GETSID, _GETPGID = (124, 156), (121, 155)  # what a process can set, others could read
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_THREAD = 0x10000  # CLONE_THREAD
_OTHER_NUMBERING = 0x40000000  # x32, a second numbering on x86_64
_TRUNCATE, _ODD_MODE = 0x200, 3  # O_TRUNC; a mode that is neither read nor write
_ALLOW, _ERROR, _END = 0x7FFF0000, 0x00050000, 0x80000000
# One instruction: code, jump if true, jump if false, constant.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_MASK = 0x54
# Where they stand in what the filter sees; of an argument, its lower half.
_NUMBER, _ARCHITECTURE, _UPPER = 0, 4, 4
_FIRST, _SECOND, _THIRD, _FIFTH = 16, 24, 32, 48


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
    for columns in _PRETENDED.values():
        if (number := columns[column]) is not None:
            lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERROR)]
    lines += _answered(_FCNTL[column], _LOCKS, _ERROR)
    lines += _only(_FCNTL[column], _SECOND, _FILE_COMMANDS, denied)
    lines += _only(_IOCTL[column], _SECOND, _DEVICE_COMMANDS, _ERROR | errno.ENOTTY)
    lines += _only(_PRCTL[column], _FIRST, _OWN_COMMANDS, denied)
    lines += _pairs(_PAIR[column], denied)
    lines += _block(_SENDTO[column], _nothing(_FIFTH, denied))
    lines += _only(_ASK_SOCKET[column], _THIRD, _SOCKET_QUESTIONS, denied)
    lines += _waiting(_FUTEX[column], denied)
    lines += _opening(_OPEN[column], _SECOND, denied)
    lines += _opening(_OPENAT[column], _THIRD, denied)
    # glibc asks for these first, and takes the older ones when there are none.
    for columns in (_CLONE3, _OPENAT2):
        lines += [(_EQUAL, 0, 1, columns[column])]
        lines += [(_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    lines += _threads(_CLONE[column], denied)
    lines += _signals(_KILL[column], _SECOND, pid, denied)
    lines += _signals(_TGKILL[column], _THIRD, pid, denied)
    lines += _block(_PRLIMIT[column], _own(pid, denied) + _nothing(_THIRD, denied))
    for columns in (_GETSID, _GETPGID):
        lines += _block(columns[column], _own(pid, denied))
    lines += [(_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _block(number: int | None, body: list[tuple]) -> list[tuple]:
    """Do this for a call of that number; if it ends nowhere, the next lines follow."""
    if number is None:
        return []
    body = [*body, (_LOAD, 0, 0, _NUMBER)]
    return [(_EQUAL, 0, len(body), number), *body]


def _answered(number: int, commands: tuple[int, ...], answer: int) -> list[tuple]:
    """Answer a call whose second argument is one of these; all others go on."""
    body = [(_LOAD, 0, 0, _SECOND)]
    for command in commands:
        body += [(_EQUAL, 0, 1, command), (_RETURN, 0, 0, answer)]
    return _block(number, body)


def _only(number: int, place: int, values: tuple[int, ...], denied: int) -> list[tuple]:
    """Allow a call only if an argument is one of these values."""
    body = [(_LOAD, 0, 0, place)]
    for value in values:
        body += [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW)]
    return _block(number, [*body, (_RETURN, 0, 0, denied)])


def _nothing(place: int, denied: int) -> list[tuple]:
    """Deny a call unless an argument, a pointer, points nowhere."""
    body = []
    for half in (place, place + _UPPER):
        body += [(_LOAD, 0, 0, half), (_EQUAL, 1, 0, 0), (_RETURN, 0, 0, denied)]
    return body


def _pairs(number: int, denied: int) -> list[tuple]:
    """Allow pairs of streams between threads, and sockets of no other kind."""
    body = [(_LOAD, 0, 0, _FIRST), (_EQUAL, 1, 0, _UNIX), (_RETURN, 0, 0, denied)]
    return _block(number, body) + _only(number, _SECOND, _STREAMS, denied)


def _waiting(number: int, denied: int) -> list[tuple]:
    """Allow to wait for threads of its own, and never for another process.

    Who waits at a page of a library's file could be woken from another box. To join a
    thread asks for that too: it hears at once that nothing is to be waited for, and
    looks again until the thread has ended.
    """
    body = [(_LOAD, 0, 0, _SECOND), (_MASK, 0, 0, _PRIVATE - 1)]
    for commands, answer in ((_WAITS, errno.EAGAIN), (_WAKES, 0)):
        for command in commands:
            body += [(_EQUAL, 0, 1, command), (_RETURN, 0, 0, _ERROR | answer)]
    body += [(_RETURN, 0, 0, denied)]
    own = [(_LOAD, 0, 0, _SECOND), (_ANY_BIT, len(body), 0, _PRIVATE)]
    return _block(number, own + body)


def _opening(number: int | None, place: int, denied: int) -> list[tuple]:
    """Deny flags by which a file that may only be read loses what is in it.

    So it does, by its user's own rights, when it is opened for reading and cut off at
    once, or in the mode that asks for neither; Landlock's first versions let it be.
    """
    body = [(_LOAD, 0, 0, place), (_MASK, 0, 0, _TRUNCATE | _ODD_MODE)]
    for flags in (_TRUNCATE, _ODD_MODE, _TRUNCATE | _ODD_MODE):
        body += [(_EQUAL, 0, 1, flags), (_RETURN, 0, 0, denied)]
    return _block(number, body)


def _threads(number: int, denied: int) -> list[tuple]:
    body = [(_LOAD, 0, 0, _FIRST), (_ANY_BIT, 1, 0, _THREAD), (_RETURN, 0, 0, denied)]
    return _block(number, body)


def _signals(number: int, place: int, pid: int, denied: int) -> list[tuple]:
    """Allow signals to itself, but for the one that would look like ours."""
    body = [(_LOAD, 0, 0, _FIRST), (_EQUAL, 1, 0, pid), (_RETURN, 0, 0, denied)]
    body += [(_LOAD, 0, 0, place), (_EQUAL, 0, 1, 9), (_RETURN, 0, 0, denied)]
    return _block(number, body)


def _own(pid: int, denied: int) -> list[tuple]:
    """Deny to ask about others: prlimit, sessions, groups."""
    body = [(_LOAD, 0, 0, _FIRST), (_EQUAL, 2, 0, pid), (_EQUAL, 1, 0, 0)]
    return [*body, (_RETURN, 0, 0, denied)]
