"""The unit is hardened: exposure at most 0.5 by systemd-analyze."""
import os
import shutil
import subprocess

from support.left_out import LeftOut


def run(options):
    unit = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "systemd", "winnowd.service")
    if not shutil.which("systemd-analyze"):
        raise LeftOut("systemd-analyze is not installed")
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", os.path.realpath(unit)], capture_output=True, text=True)
    line = [text for text in done.stdout.splitlines() if "Overall exposure" in text]
    assert line, done.stderr
    exposure = float(line[0].split(":")[1].split()[0])
    assert exposure <= 0.5, line[0]
    return f"exposure {exposure}"
