"""A command of another grader, started from a process that has loaded its libraries.

Hundreds of submissions are graded one by one, and most of the time of a command is
its imports. What is forked does the same as the command, seconds earlier.
"""

import json
import os
import subprocess
from pathlib import Path

SERVER = """
import json, os, signal, sys, time
{imports}
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if child == 0:
        os.setsid()
        os.chdir(asked["folder"])
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)
        code = 1
        try:
            arguments = asked["arguments"]
            {call}
            code = 0
        except SystemExit as end:
            code = end.code or 0
        finally:
            os._exit(code if isinstance(code, int) else 1)
    end, found = time.monotonic() + asked["seconds"], 0
    while not (found := os.waitpid(child, os.WNOHANG)[0]) and time.monotonic() < end:
        time.sleep(0.02)
    if not found:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
    print("done", flush=True)
"""


class Warm:
    """A command that is ready: `imports` were done, `call` is given `arguments`."""

    def __init__(self, python: str, imports: str, call: str):
        self._command = [python, "-c", SERVER.format(imports=imports, call=call)]
        self._start()

    def run(self, arguments: list[str], folder: Path, seconds: float) -> None:
        """Run it in a folder, quietly, for so many seconds at most."""
        asked = {"arguments": arguments, "folder": str(folder), "seconds": seconds}
        try:
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            if self._process.stdout.readline():
                return
        except OSError:
            pass
        self.close()  # a submission ended it: the next one has a new one
        self._start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()

    def _start(self) -> None:
        path = os.pathsep.join([str(Path(self._command[0]).parent), os.environ["PATH"]])
        self._process = subprocess.Popen(
            self._command, text=True, env={**os.environ, "PATH": path},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
