"""Runs the tests of a mutant's module and of the modules that use it, against one build."""
import os
import pathlib
import signal
import subprocess
import threading
import time


def end(process):
    """Ends a process that leads a group of its own, with what it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


class Suites:
    def __init__(self, tree, targets, only_own):
        self.tree = tree
        self.targets = targets
        self.only_own = only_own
        self.seconds = {}

    def of(self, module):
        """Test targets, nearest first: the module's own, then those of the modules that use it."""
        if self.only_own:
            return [f"{module}Tests"]
        order, seen, layer = [], {module}, [module]
        while layer:
            order += [f"{name}Tests" for name in layer if f"{name}Tests" in self.targets]
            layer = [t.name for t in self.targets.values()
                     if t.kind in ("regular", "library") and t.name not in seen and t.dependencies & set(layer)]
            seen |= set(layer)
        # A daemon and its commands test the pipeline as a whole; what they alone would catch is luck.
        return [name for name in order if name not in ("DaemonTests", "WinnowCommandsTests")] or order

    def call(self, suite, number, limit):
        """True if the tests pass, False if one fails, None if they take longer than `limit`."""
        bundle = next(pathlib.Path(self.tree, ".build/debug").glob("*.xctest"))
        command = [str(bundle), "--testing-library", "swift-testing", "--filter", f"^{suite}\\."]
        environment = dict(os.environ, WINNOW_MUTANT=str(number))
        tests = subprocess.Popen(command, cwd=self.tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 text=True, errors="replace", start_new_session=True)
        over = threading.Event()

        def give_up():
            over.set()
            end(tests)

        timer = threading.Timer(limit, give_up)
        timer.start()
        try:
            failed = any(line.startswith("✘") for line in tests.stdout)  # the first failure is enough
            if failed:
                end(tests)
            passed = tests.wait() == 0 and not failed
        finally:
            timer.cancel()
        return None if over.is_set() else passed

    def measure(self, chosen):
        """How long each suite takes without a mutant; it must pass."""
        for suite in sorted({suite for mutant in chosen for suite in self.of(mutant.module)}):
            begin = time.monotonic()
            if not self.call(suite, 0, 1_200):
                raise SystemExit(f"{suite} fails without a mutant; run: swift test --filter {suite}")
            self.seconds[suite] = time.monotonic() - begin
            print(f"{suite}: {self.seconds[suite]:.0f} s", flush=True)

    def run(self, mutant):
        mutant.result, mutant.by = "survived", "no test"
        for suite in self.of(mutant.module):
            passed = self.call(suite, mutant.number, 20 + 4 * self.seconds[suite])
            if not passed:
                mutant.result, mutant.by = ("hung" if passed is None else "caught"), suite
                break
        return mutant
