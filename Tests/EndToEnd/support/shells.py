"""Interactive shells on a terminal of their own: what a line becomes when the Tab key is pressed."""
import os
import pty
import select
import shutil
import subprocess
import tempfile
import time


class Shell:
    """bash or zsh; a key of the case's own writes the line into a file, so that nothing has to be waited for blindly."""

    SETUP = {
        "bash": [
            "source {completions}/winnow.bash", "source {completions}/winnowd.bash",
            r"""bind -x '"\C-g": printf "%s" "$READLINE_LINE" > {out}.new; mv {out}.new {out}'""",
        ],
        "zsh": [
            "fpath=({completions} $fpath)", "autoload -U compinit", "compinit -u -D",
            'written() {{ printf "%s" "$BUFFER" > {out}.new; mv {out}.new {out} }}', "zle -N written", r"bindkey '^G' written",
        ],
    }
    COMMAND = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}

    def __init__(self, name, completions, folder):
        self.folder = tempfile.mkdtemp(prefix="winnow-shell-")
        self.out = os.path.join(self.folder, "line")
        self.master, slave = pty.openpty()
        self.shell = subprocess.Popen(self.COMMAND[name], stdin=slave, stdout=slave, stderr=slave, cwd=folder, start_new_session=True,
                                      env=dict(os.environ, TERM="dumb", HOME=self.folder))
        os.close(slave)
        script = os.path.join(self.folder, "setup")
        with open(script, "w") as file:
            file.write("\n".join(line.format(completions=completions, out=self.out) for line in self.SETUP[name]) + "\n")
        self.type(f". {script}; echo > {self.out}\n")
        self.read()

    def type(self, keys):
        os.write(self.master, keys.encode())

    def read(self, limit=30):
        end = time.time() + limit
        while not os.path.exists(self.out):
            # What the shell prints is taken away, or it would wait.
            if select.select([self.master], [], [], 0.02)[0]:
                os.read(self.master, 65536)
            assert time.time() < end, "the shell gave no answer"
        with open(self.out) as file:
            text = file.read()
        os.unlink(self.out)
        return text

    def completed(self, line):
        """The line after Tab, without the blank that a finished word gets."""
        self.type(line + "\t\x07")
        text = self.read().rstrip()
        # The line is cleared: Control-U in both.
        self.type("\x15")
        return text

    def close(self):
        self.shell.kill()
        self.shell.wait()
        os.close(self.master)
        shutil.rmtree(self.folder, ignore_errors=True)
