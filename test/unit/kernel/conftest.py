"""Drives the built kernel through jupyter_client, as JupyterLab does. Needs `npm run build:lib` before."""

import os
import queue
import subprocess
import time
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

LIBRARY = Path(__file__).parents[3] / "kernel-lib"
TIMEOUT = 60


@pytest.fixture(scope="session")
def kernel_prefix(tmp_path_factory):
    """An environment of its own with the kernelspec in it; nobody's Jupyter is touched."""
    install = LIBRARY / "dist" / "kernel" / "install.js"
    if not install.exists():
        pytest.fail(f"{install} is missing: run `npm run build:lib` first")
    prefix = tmp_path_factory.mktemp("prefix")
    script = f"import {{ installKernel }} from {str(install)!r}; await installKernel({{ prefix: {str(prefix)!r} }})"
    subprocess.run(["node", "--input-type=module", "-e", script], check=True)
    os.environ["JUPYTER_PATH"] = str(prefix / "share" / "jupyter")
    return prefix


@pytest.fixture
def start(kernel_prefix, tmp_path):
    """Starts kernels; `folder` is the notebook's, by default an empty one."""
    started = []

    def start_kernel(folder=tmp_path):
        kernel = Kernel(folder)
        started.append(kernel)
        return kernel

    yield start_kernel
    for kernel in started:
        kernel.stop()


@pytest.fixture(scope="module")
def kernel(kernel_prefix, tmp_path_factory):
    """One kernel for a file of tests; for those that leave it as they found it."""
    shared = Kernel(tmp_path_factory.mktemp("notebook"))
    yield shared
    shared.stop()


class Kernel:
    def __init__(self, folder):
        self.manager = KernelManager(kernel_name="quetelet", kernel_spec_manager=KernelSpecManager())
        self.manager.start_kernel(cwd=str(folder))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)

    def stop(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)

    def send(self, code, **options):
        """Sends a cell and returns at once with the request's id."""
        return self.client.execute(code, **options)

    def run(self, code, **options):
        return self.finish(self.send(code, **options))

    def finish(self, request, timeout=TIMEOUT):
        """Waits for reply and idle of a request; other requests' messages are dropped."""
        messages = self.until(lambda m: is_idle(m, request), timeout)
        reply = self.reply(request, timeout)
        return Result(reply, [m for m in messages if m["parent_header"].get("msg_id") == request])

    def reply(self, request, timeout=TIMEOUT):
        end = time.monotonic() + timeout
        while True:
            reply = self.client.get_shell_msg(timeout=max(0.01, end - time.monotonic()))
            if reply["parent_header"].get("msg_id") == request:
                return reply

    def until(self, matches, timeout=TIMEOUT):
        """All iopub messages up to the first that matches."""
        end = time.monotonic() + timeout
        messages = []
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                seen = [(m["msg_type"], m["content"]) for m in messages[-5:]]
                pytest.fail(f"waited {timeout} s in vain; last messages: {seen}")
            messages.append(message)
            if matches(message):
                return messages

    def until_printed(self, text, timeout=TIMEOUT):
        seen = ""

        def matches(message):
            nonlocal seen
            if message["msg_type"] == "stream":
                seen += message["content"]["text"]
            return text in seen

        return self.until(matches, timeout)

    def interrupt(self):
        self.manager.interrupt_kernel()

    def ask(self, channel, kind, content=None):
        """Sends a request of any kind and returns its reply."""
        message = self.client.session.msg(kind, content or {})
        getattr(self.client, f"{channel}_channel").send(message)
        request = message["header"]["msg_id"]
        if channel == "shell":
            return self.reply(request)
        while True:
            reply = self.client.get_control_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == request:
                return reply

    def comm(self, kind, content, buffers=None):
        message = self.client.session.msg(kind, content)
        self.client.session.send(self.client.shell_channel.socket, message, buffers=buffers)
        return message["header"]["msg_id"]


class Result:
    """What a request brought about: `reply` content and the iopub messages that belong to it."""

    def __init__(self, reply, messages):
        self.message = reply
        self.reply = reply["content"]
        self.messages = messages
        self.types = [m["msg_type"] for m in messages]

    def of(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    @property
    def value(self):
        """The result's text, or None; fails the test when the cell failed."""
        assert self.reply["status"] == "ok", self.reply
        results = self.of("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    def text(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)


def is_idle(message, request):
    return (
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == request
    )
