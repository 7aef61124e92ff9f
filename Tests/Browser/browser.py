"""Chromium as the tests need it: themes, widths, what was logged and asked for, axe-core."""
import base64
import json
import time
from pathlib import Path

import axe_playwright_python
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Browser:
    """One browser with a profile of its own. `evil.test` leads to this machine, as a name that was pointed at it would."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                         "--host-resolver-rules=MAP evil.test 127.0.0.1", "--disable-component-update", "--no-first-run"]:
            options.add_argument(argument)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(30)

    def close(self):
        self.driver.quit()

    def look(self, theme="light", width=1440, height=900, media=""):
        """Sets theme, width and medium."""
        features = [{"name": "prefers-color-scheme", "value": theme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features, "media": media})
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def scripts(self, on):
        """Switches script on or off."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})

    def open(self, address):
        self.driver.get(address)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, selector_or_function, seconds=10):
        """Until there is such an element, or the function says so; returns how long it took."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            done = selector_or_function() if callable(selector_or_function) else self.all(selector_or_function)
            if done:
                return time.monotonic() - start
            time.sleep(0.02)
        raise AssertionError(f"not within {seconds} s: {selector_or_function}")

    def overflow(self):
        """By how many pixels the page is wider than the window."""
        return self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def violations(self):
        """What axe finds, a line each."""
        self.run(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[1]; axe.run(document, {runOnly: arguments[0]}).then(r => done(r.violations))", TAGS)
        return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:120]}" for v in found]

    def errors(self):
        """What the console was told since the last time."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def requests(self):
        """Addresses that were asked for since the last time."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return found

    def picture(self, path, whole=True):
        """A PNG of the page."""
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole})
        Path(path).write_bytes(base64.b64decode(shot["data"]))
