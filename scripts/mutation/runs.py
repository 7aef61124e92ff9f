"""Runs the tests of a mutant's module and of the modules that use it, against one build."""
import os
import pathlib
import subprocess
import time


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
        try:
            done = subprocess.run(command, cwd=self.tree, env=environment, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=limit, start_new_session=True)
        except subprocess.TimeoutExpired:
            return None
        return done.returncode == 0

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
