"""The pages in a real browser: headless Chromium. Skipped, with a line that says so, where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="no chromium and chromedriver here: apt install chromium chromium-driver"
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
PHONE = 320, 640


@pytest.fixture
def browser(tmp_path) -> Iterator[Callable[..., webdriver.Chrome]]:
    """Starts a browser with an empty profile: `browser("--flag")`."""
    opened: list[webdriver.Chrome] = []

    def start(*flags: str) -> webdriver.Chrome:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *flags):
            options.add_argument(flag)
        opened.append(webdriver.Chrome(options=options, service=Service(DRIVER)))
        opened[-1].set_page_load_timeout(60)
        opened[-1].set_script_timeout(60)
        return opened[-1]

    yield start
    for each in opened:
        each.quit()


class Page:
    """What a person would read off the page."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def text(self, element_id: str) -> str:
        return self.driver.find_element(By.ID, element_id).get_attribute("textContent")

    def state(self, element_id: str) -> str:
        return self.driver.find_element(By.ID, element_id).get_attribute("data-state")

    def shown(self, element_id: str) -> bool:
        return self.driver.find_element(By.ID, element_id).is_displayed()

    def number(self, element_id: str) -> float:
        try:
            return float(self.text(element_id))
        except ValueError:
            return float("nan")

    def data(self, name: str) -> float:
        return float(self.driver.execute_script(f"return document.body.dataset.{name}") or 0)

    def overflow(self, width: int, height: int) -> int:
        """Pixels by which the page is wider than a screen of that size."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        return self.driver.execute_script("return document.documentElement.scrollWidth - innerWidth")

    def errors(self) -> list[str]:
        """What the browser complained of, apart from a WebSocket that found nobody."""
        return [entry["message"] for entry in self.driver.get_log("browser") if "WebSocket" not in entry["message"]]


def painted(page: Page, canvas_css: str) -> int:
    """Pixels of the first such canvas that are bright."""
    script = """
        const canvas = document.querySelector(arguments[0]);
        if (!canvas || !canvas.width) return 0;
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let bright = 0;
        for (let i = 0; i < data.length; i += 4) bright += data[i] + data[i + 1] + data[i + 2] > 300 && data[i + 3] > 0;
        return bright;
    """
    return page.driver.execute_script(script, canvas_css)


def test_the_monitor_from_no_runtime_to_a_late_window_to_a_restart(runtime, monitor, musician, browser, until):
    page = Page(browser())
    page.driver.get(monitor().url)
    nobody = f"no runtime at 127.0.0.1:{runtime.port}"
    until(lambda: page.text("presence-text") == nobody, "the page to say that there is none")
    assert page.shown("notice")
    assert page.state("presence") == "bad"
    assert page.overflow(*PHONE) == 0

    runtime.start()
    until(lambda: page.state("presence") == "good", "the page to find the runtime")
    assert not page.shown("notice")
    playing = musician(r=1 / 16, look_ahead=1)
    until(lambda: page.number("last-ms") > 0, "a number")
    first = page.text("window-count")
    until(lambda: page.text("window-count") != first, "the numbers to move")
    until(lambda: page.text("targets") == "bass", "the status, once a second")
    assert (page.text("look-ahead"), page.text("step-more")) == ("372 ms", "r = 1/16 of the window")
    until(lambda: page.state("lamp-late") == "good", "a green lamp")
    assert page.text("count-late") == "0"
    until(lambda: painted(page, "#timeline canvas") > 50, "the timeline")
    until(lambda: painted(page, "#histogram canvas") > 50, "the histogram")
    until(lambda: painted(page, "#signals canvas") > 50, "waveform and spectrogram")
    assert page.overflow(*PHONE) == 0

    playing.stop()
    late = musician(r=1 / 16, look_ahead=0)  # no budget at all: every window is late
    until(lambda: page.state("lamp-late") == "bad", "a red lamp")
    until(lambda: page.state("last") == "bad", "a red number")
    late.stop()

    runtime.stop()
    until(lambda: page.text("presence-text") == nobody, "the page to notice")
    runtime.start()
    until(lambda: page.state("presence") == "good", "the page to reconnect")
    until(lambda: "started again" in page.text("log"), "the log to say so")
    until(lambda: page.text("count-late") == "0", "the counts of the new one")
    assert page.errors() == []


@pytest.fixture
def tone(tmp_path) -> Path:
    """What the fake microphone plays: 48 kHz, as most do, so that the browser has to convert."""
    path = tmp_path / "tone.wav"
    soundfile.write(path, (0.5 * np.sin(2 * np.pi * 440 / 48_000 * np.arange(96_000))).astype(np.float32), 48_000)
    return path


def test_play_hears_the_band_answer_the_microphone_and_then_the_loop(runtime, monitor, browser, until, tone):
    runtime.start()
    page = Page(browser(f"--use-file-for-fake-audio-capture={tone}"))
    page.driver.get(f"{monitor().url}/play")
    until(lambda: page.state("presence") == "good", "the page to find the runtime")
    assert page.overflow(*PHONE) == 0
    assert page.text("columns-ms") == "372 ms"
    page.driver.find_element(By.ID, "go").click()
    until(lambda: page.data("heardPeak") > 0.2, "an answer that is heard")
    assert page.text("caveat") == "no model: what you hear is the input, echoed"
    until(lambda: page.data("windows") > 3, "a few windows")
    assert page.text("answered") == "372 to 1115 ms"
    assert "ms, worst" in page.text("computed")
    assert page.text("go") == "Stop"
    assert page.overflow(*PHONE) == 0

    page.driver.find_element(By.ID, "go").click()
    assert page.text("state") == "Stopped."
    page.driver.find_element(By.CSS_SELECTOR, "input[value=loop]").click()
    page.driver.execute_script("document.body.dataset.heardPeak = 0")

    def plays() -> bool:
        if page.text("go") == "Play":  # the page before may not have let go of the port yet
            page.driver.find_element(By.ID, "go").click()
        return page.data("heardPeak") > 0.05

    until(plays, "an answer to the loop")
    assert page.errors() == []


WORKLET = """
    const done = arguments[arguments.length - 1];
    fetch("/static/worklet.js").then((answer) => answer.text()).then((text) => {
        const told = [], out = [];
        let Band;
        class Processor { constructor() { this.port = { postMessage: (message) => told.push(message) }; } }
        new Function("AudioWorkletProcessor", "registerProcessor", text)(Processor, (_, made) => { Band = made; });
        const band = new Band({ processorOptions: { stems: 2, monitorInput: false } });
        const run = (until) => {
            while (band.position < until) {
                const output = [[new Float32Array(128), new Float32Array(128)]];
                band.process([[new Float32Array(128).fill(0.25)]], output);
                out.push(...output[0][1]);
            }
        };
        const answer = (stem, batch, start, count) =>
            band.take({ stem, batch, start, samples: new Float32Array(count).fill(1) });
        band.take({ go: true });
        run(512);
        answer(0, 1, 1024, 3072);
        run(2048);
        answer(0, 2, 4096 - 882, 882 + 1024);  // in time: the crossfade lies inside what there is
        run(8192);
        answer(0, 3, 8192 - 100, 2100);  // 100 samples too late
        run(12288);
        done({
            out,
            spare: told.filter((m) => "batch" in m).map((m) => [m.batch, m.spareSamples, m.lateSamples]),
            blocks: told.filter((m) => m.block).map(({ block }) =>
                [new DataView(block).getFloat64(0, true), new Float32Array(block, 8)[7]]),
        });
    });
"""


def heard(spans: list[tuple[int, int]], samples: int) -> np.ndarray:
    """Ones inside the spans, each coming in and going out within 20 ms."""
    out = np.zeros(samples)
    for start, stop in spans:
        at = np.arange(start, stop)
        out[start:stop] = np.minimum(np.minimum(at - start + 1, stop - at) / 882, 1)
    return out


def test_the_worklet_plays_each_answer_on_its_sample_and_fades_what_is_missing(lonely_monitor, browser):
    """Its own code, in the browser, driven block by block instead of by a sound card."""
    driver = browser()
    driver.get(f"{lonely_monitor.url}/play")
    result = driver.execute_async_script(WORKLET)
    np.testing.assert_allclose(result["out"], heard([(1024, 5120), (8192, 10_192)], 12_288), atol=1e-4)
    assert result["spare"] == [[1, 512, 0], [2, 4096 - 882 - 2048, 0], [3, -100, 100]]
    assert result["blocks"] == [[512 * n, 0.25] for n in range(24)]
