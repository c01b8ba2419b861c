"""A real Chromium, driven over a pipe by its own protocol (DevTools): no driver program, no open port, no library.

The browser starts with a fresh profile and without what it does on its own; what a page asks of the network is on record.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_ANSWER_WITHIN = 60  # seconds; a page that never loads is a failure, not a hang
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--force-color-profile=srgb", "--remote-debugging-pipe",
)  # fmt: skip
_TO_BROWSER, _FROM_BROWSER = 3, 4  # the descriptors on which Chromium listens and speaks


def program() -> str | None:
    """The browser of this machine, if it has one and speaks over pipes as POSIX does."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None) if os.name == "posix" else None


class Browser:
    """A running browser."""

    def __init__(self, profile: Path) -> None:
        import fcntl

        commands, self._to = os.pipe()
        self._from, answers = os.pipe()
        # Out of the way of 3 and 4 first: one of them may be the other's number.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands, answers)]

        connect = f"import os, sys; os.dup2({high[0]}, {_TO_BROWSER}); os.dup2({high[1]}, {_FROM_BROWSER})"
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"{connect}; os.execvp(sys.argv[1], sys.argv[1:])",
                str(program()),
                *_FLAGS,
                f"--user-data-dir={profile}",
            ],
            pass_fds=high,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (commands, answers, *high):
            os.close(end)
        self._unread = b""
        self._sent = 0
        self.events: list[dict[str, Any]] = []

    def send(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """One command and its result; the events that come before it are kept."""
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        rest = json.dumps(message).encode() + b"\0"
        while rest:
            rest = rest[os.write(self._to, rest) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._sent:
                assert "error" not in answer, (method, answer)
                result: dict[str, Any] = answer["result"]
                return result

    def wait_for(self, method: str, session: str) -> None:
        """Return once the page of that session has told of that event."""
        while not any(event["method"] == method and event.get("sessionId") == session for event in self.events):
            self._next()

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            assert select.select([self._from], [], [], _ANSWER_WITHIN)[0], "the browser does not answer"
            read = os.read(self._from, 1 << 20)
            assert read, "the browser has ended"
            self._unread += read
        line, self._unread = self._unread.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(line)
        if "method" in answer:
            self.events.append(answer)
        return answer

    def open(self, path: Path, *, width: int = 1280, height: int = 900, scripts: bool = True, dark: bool = False) -> "Page":
        """A page in a tab of its own, loaded."""
        return Page(self, path, width, height, scripts=scripts, dark=dark)

    def close(self) -> None:
        """End this browser."""
        self.send("Browser.close")
        self._process.wait(30)
        os.close(self._to)
        os.close(self._from)


class Page:
    """A tab with one page in it."""

    def __init__(self, browser: Browser, path: Path, width: int, height: int, *, scripts: bool, dark: bool) -> None:
        self._browser = browser
        self._tab = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.send("Target.attachToTarget", targetId=self._tab, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self._send(f"{domain}.enable")
        self._send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.media("", dark=dark)
        self._send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self._send("Page.navigate", url=path.resolve().as_uri())
        browser.wait_for("Page.loadEventFired", self._session)

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.send(method, self._session, **parameters)

    def media(self, kind: str, *, dark: bool = False) -> None:
        """Show the page as in "print", or as ever with ""."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._send("Emulation.setEmulatedMedia", media=kind, features=[scheme])

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page; it works where the page's own scripts are switched off, too."""
        answer = self._send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        """Return once the condition holds in the page; fail when it never does."""
        assert any(self.evaluate(condition) for _ in range(1000)), condition

    def click(self, selector: str) -> None:
        """A click with the mouse in the middle of the first element of that selector, scrolled to where it can be seen."""
        box = self.evaluate(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2] })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._send("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def write(self, text: str) -> None:
        """Text typed where the focus is."""
        self._send("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        """One key, by its name and number ("Tab", 9)."""
        for kind in ("rawKeyDown", "keyUp"):
            self._send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def shown(self, selector: str) -> list[str]:
        """The texts of the elements of that selector that are laid out."""
        found: list[str] = self.evaluate(
            f"[...document.querySelectorAll({json.dumps(selector)})].filter(e => e.checkVisibility()).map(e => e.innerText)"
        )
        return found

    def complaints(self) -> list[str]:
        """What the page has written to the console or tripped over."""
        self.evaluate("0")  # what was said before the answer has arrived with it
        told = self._told("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [json.dumps(event["params"], ensure_ascii=False) for event in told]

    def requests(self, *, sent: bool = False) -> list[str]:
        """Every address that the page has asked for, the page itself included; only what its policy let through when `sent`."""
        self.evaluate("0")
        asked = {e["params"]["requestId"]: e["params"]["request"]["url"] for e in self._told("Network.requestWillBeSent")}
        failed = [e["params"] for e in self._told("Network.loadingFailed")]
        stopped = {params["requestId"] for params in failed if params.get("blockedReason") == "csp"} if sent else set()
        return [address for id_, address in asked.items() if id_ not in stopped]

    def _told(self, *methods: str) -> list[dict[str, Any]]:
        return [e for e in self._browser.events if e.get("sessionId") == self._session and e["method"] in methods]

    def picture(self, *, whole: bool = False) -> bytes:
        """A PNG of what is on the screen, or of the whole page."""
        return base64.b64decode(
            self._send("Page.captureScreenshot", format="png", captureBeyondViewport=whole, **self._clip(whole=whole))["data"]
        )

    def _clip(self, *, whole: bool) -> dict[str, Any]:
        if not whole:
            return {}
        size = self._send("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}}

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self._send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def close(self) -> None:
        """Close the tab."""
        self._browser.send("Target.closeTarget", targetId=self._tab)
