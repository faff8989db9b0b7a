"""Firefox and WebKit, as Debian ships them, behind the few calls that the tests make.

Playwright drives neither: it wants builds of its own. Firefox is driven by Mozilla's
marionette_driver, WebKitGTK's MiniBrowser by Selenium, on a display that nobody sees.
"""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

ERRORS_OF_PAGES = """
    const own = arguments[0];
    return Services.console.getMessageArray()
      .filter(each => each instanceof Ci.nsIScriptError && !(each.flags & 1))
      .filter(each => each.category === "content javascript")
      .map(each => `${each.errorMessage} (${each.sourceName}:${each.lineNumber})`);
"""
NO_STORAGE = 2  # Firefox's choice "block all cookies": localStorage then throws


def free_port():
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class _Engine:
    """What both do in the same way."""

    def wait(self, script, seconds=10):
        """Ask the page again and again until it says yes; say whether it did."""
        ends = time.monotonic() + seconds
        while not (said := self.run(script)) and time.monotonic() < ends:
            time.sleep(0.05)
        return bool(said)


class Firefox(_Engine):
    """A Firefox without a window; with reduced motion, so that a picture moves at once."""

    name = "Firefox"

    @staticmethod
    def program():
        """Return where Firefox lies, or None."""
        return shutil.which("firefox-esr") or shutil.which("firefox")

    def __init__(self, folder):
        from marionette_driver.keys import Keys
        from marionette_driver.marionette import Marionette

        self.keys = Keys
        self.driver = Marionette(
            bin=self.program(),
            headless=True,
            port=free_port(),
            gecko_log=str(folder / "firefox.log"),
            prefs={"ui.prefersReducedMotion": 1},
            app_args=["-remote-allow-system-access"],  # to read the errors of pages
        )
        self.driver.start_session()
        self.errors()

    def resize(self, width, height):
        """Make the window so large, toolbars included."""
        self.driver.set_window_rect(width=width, height=height)

    def open(self, address):
        """Go to an address and wait for the page, even if only its fragment is new."""
        self.driver.navigate("about:blank")
        self.driver.navigate(address)

    def reload(self):
        """Load the page again."""
        self.driver.refresh()

    def run(self, script, *given):
        """Run a function's body in the page and return what it returns."""
        return self.driver.execute_script(script, script_args=given, sandbox=None)

    def press(self, *keys):
        """Press keys, by name or letter, wherever the focus is."""
        typed = "".join(getattr(self.keys, key, key) for key in keys)
        self.driver.actions.sequence("key", "keyboard").send_keys(typed).perform()

    def click(self, selector):
        """Click what a selector finds first."""
        self.driver.find_element("css selector", selector).click()

    def errors(self):
        """Return the errors of pages' scripts since this was last asked."""
        with self.driver.using_context("chrome"):
            found = self.driver.execute_script(ERRORS_OF_PAGES, script_args=("",))
            self.driver.execute_script("Services.console.reset()")
        return found

    def refuse_storage(self, refused):
        """Let pages keep nothing from now on, as a reader may have chosen; or let them again."""
        if refused:
            self.driver.set_pref("network.cookie.cookieBehavior", NO_STORAGE)
        else:
            self.driver.clear_pref("network.cookie.cookieBehavior")

    def close(self):
        """End the browser."""
        self.driver.quit()
        self.driver.cleanup()


class WebKit(_Engine):
    """WebKitGTK's MiniBrowser, on a display of its own that nobody sees."""

    name = "WebKit"

    @staticmethod
    def program():
        """Return where MiniBrowser lies, or None where it, its driver or Xvfb is missing."""
        found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
        helped = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
        return str(found[0]) if found and helped else None

    def __init__(self, folder):
        from selenium import webdriver
        from selenium.webdriver.common.keys import Keys
        from selenium.webdriver.webkitgtk.options import Options
        from selenium.webdriver.webkitgtk.service import Service

        self.keys = Keys
        reading, writing = os.pipe()
        self.display = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                "1400x1000x24",
            ],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        settings = folder / "gtk-3.0" / "settings.ini"
        settings.parent.mkdir()
        settings.write_text("[Settings]\ngtk-enable-animations=false\n", "utf-8")
        options = Options()
        options.binary_location = self.program()
        options.add_argument("--automation")
        surroundings = {"DISPLAY": display, "XDG_CONFIG_HOME": str(folder), "GDK_BACKEND": "x11"}
        service = Service(shutil.which("WebKitWebDriver"), env=os.environ | surroundings)
        self.driver = webdriver.WebKitGTK(options=options, service=service)

    def resize(self, width, height):
        """Make the window so large, toolbars included."""
        self.driver.set_window_rect(0, 0, width, height)

    def open(self, address):
        """Go to an address and wait for the page, even if only its fragment is new."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def reload(self):
        """Load the page again."""
        self.driver.refresh()

    def run(self, script, *given):
        """Run a function's body in the page and return what it returns."""
        return self.driver.execute_script(script, *given)

    def press(self, *keys):
        """Press keys, by name or letter, wherever the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains

        typed = "".join(getattr(self.keys, key, key) for key in keys)
        ActionChains(self.driver, duration=0).send_keys(typed).perform()

    def click(self, selector):
        """Click what a selector finds first."""
        self.driver.find_element("css selector", selector).click()

    def errors(self):
        """WebKit's driver tells nothing of them."""
        return []

    def close(self):
        """End the browser and its display."""
        self.driver.quit()
        self.display.terminate()
        self.display.wait()
