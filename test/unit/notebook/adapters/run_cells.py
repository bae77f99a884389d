"""Runs cells in a Jupyter kernel and prints what it published, as JSON.

Standard input: {"argv": [...], "cwd": "...", "cells": [{"code": "...", "interruptAfter": seconds | null}]}
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager


def main():
    task = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "kernels" / "under-test"
        spec.mkdir(parents=True)
        (spec / "kernel.json").write_text(
            json.dumps({"argv": task["argv"], "display_name": "Under test", "language": "typescript"})
        )
        specs = KernelSpecManager(kernel_dirs=[str(spec.parent)])
        manager = KernelManager(kernel_name="under-test", kernel_spec_manager=specs)
        manager.start_kernel(cwd=task["cwd"])
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
            print(json.dumps([run(manager, client, cell) for cell in task["cells"]]))
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def run(manager, client, cell):
    sent = client.execute(cell["code"])
    deadline = time.monotonic() + 60
    interrupt_at = time.monotonic() + cell["interruptAfter"] if cell.get("interruptAfter") else None
    outputs, idle, reply = [], False, None
    while not (idle and reply) and time.monotonic() < deadline:
        if interrupt_at and time.monotonic() > interrupt_at:
            manager.interrupt_kernel()
            interrupt_at = None
        if client.iopub_channel.msg_ready():
            message = client.get_iopub_msg(timeout=1)
            if message["parent_header"].get("msg_id") == sent:
                kind, content = message["msg_type"], message["content"]
                if kind == "status":
                    idle = content["execution_state"] == "idle"
                elif kind != "execute_input":
                    outputs.append({"type": kind, "content": content})
        elif client.shell_channel.msg_ready():
            message = client.get_shell_msg(timeout=1)
            if message["parent_header"].get("msg_id") == sent:
                reply = message["content"]
        else:
            time.sleep(0.01)
    # What a finished run still has to say, such as the last line of its progress.
    settle = time.monotonic() + cell.get("settle", 0.3)
    while time.monotonic() < settle:
        if client.iopub_channel.msg_ready():
            message = client.get_iopub_msg(timeout=1)
            if message["parent_header"].get("msg_id") == sent and message["msg_type"] not in ("status", "execute_input"):
                outputs.append({"type": message["msg_type"], "content": message["content"]})
        else:
            time.sleep(0.01)
    return {"outputs": outputs, "reply": reply, "alive": manager.is_alive()}


main()
