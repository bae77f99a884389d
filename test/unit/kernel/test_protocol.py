"""Requests other than cells, start and end."""

import json
import subprocess
import sys
import time

import nbformat
import pytest


def test_kernel_info(kernel):
    for channel in ("shell", "control"):
        reply = kernel.ask(channel, "kernel_info_request")
        info = reply["content"]
        assert reply["msg_type"] == "kernel_info_reply"
        assert info["status"] == "ok" and info["protocol_version"] == "5.3"
        assert info["implementation"] == "quetelet" and info["banner"]
        language = info["language_info"]
        assert language["name"] == "typescript" and language["file_extension"] == ".ts"
        assert language["version"] and language["mimetype"]


def test_kernel_info_is_answered_while_a_loop_keeps_the_kernel_busy(kernel):
    request = kernel.send("console.log('started'); const until = Date.now() + 1500; while (Date.now() < until);")
    kernel.until_printed("started")
    began = time.monotonic()
    assert kernel.ask("shell", "kernel_info_request")["content"]["status"] == "ok"
    assert time.monotonic() - began < 1
    kernel.finish(request)


@pytest.mark.parametrize(
    "code, status, indent",
    [
        ("1 + 1", "complete", None),
        ("function f() {", "incomplete", "  "),
        ("if (true) {\n  const a = [", "incomplete", "    "),
        ("f(1,", "incomplete", "  "),
    ],
)
def test_is_complete(kernel, code, status, indent):
    content = kernel.ask("shell", "is_complete_request", {"code": code})["content"]
    assert content["status"] == status
    assert content.get("indent") == indent


def test_complete(kernel):
    kernel.run("const streets = { crimes: 3, creek: 4 };")
    code = 'const s = "😀"; streets.cr'
    content = kernel.ask("shell", "complete_request", {"code": code, "cursor_pos": len(code)})["content"]
    assert content["status"] == "ok"
    assert content["matches"] == ["creek", "crimes"] or set(content["matches"]) == {"creek", "crimes"}
    assert code[content["cursor_start"] : content["cursor_end"]] == "cr", "counted in characters"
    types = {t["text"]: t["type"] for t in content["metadata"]["_jupyter_types_experimental"]}
    assert types["crimes"] == "property"


def test_inspect(kernel):
    kernel.run("/**\n * Counts **crimes**.\n * @param street where\n * @returns how many\n */\nfunction count(street: string): number { return street.length }")
    inside = "count('a'"
    for code, cursor in (("count", 3), ("count", 5), (inside, len(inside)), ("count(", 6)):
        content = kernel.ask("shell", "inspect_request", {"code": code, "cursor_pos": cursor, "detail_level": 0})["content"]
        assert content["status"] == "ok" and content["found"], (code, cursor)
        assert "function count(street: string): number" in content["data"]["text/plain"]
        assert "Counts **crimes**." in content["data"]["text/markdown"]
        assert "*@param* street where" in content["data"]["text/markdown"]
    nothing = kernel.ask("shell", "inspect_request", {"code": "   ", "cursor_pos": 1, "detail_level": 0})["content"]
    assert nothing == {"status": "ok", "found": False, "data": {}, "metadata": {}}


def test_completions_and_docs_come_while_a_cell_awaits(kernel):
    request = kernel.send("console.log('started'); await new Promise((resolve) => setTimeout(resolve, 1000)); 'over'")
    kernel.until_printed("started")
    content = kernel.ask("shell", "complete_request", {"code": "Math.ab", "cursor_pos": 7})["content"]
    assert "abs" in content["matches"]
    assert kernel.finish(request).value == "'over'"


def test_every_request_is_framed_by_busy_and_idle(kernel):
    kernel.client.comm_info()
    kernel.client.get_shell_msg(timeout=10)
    states = [kernel.client.get_iopub_msg(timeout=10) for _ in range(2)]
    assert [m["content"]["execution_state"] for m in states] == ["busy", "idle"]
    assert {m["parent_header"]["msg_type"] for m in states} == {"comm_info_request"}


def test_a_message_with_a_wrong_signature_is_dropped(kernel):
    session = kernel.client.session
    good = session.auth
    session.auth = None
    try:
        message = session.msg("execute_request", {"code": "globalThis.forged = true"})
        session.send(kernel.client.shell_channel.socket, message)
    finally:
        session.auth = good
    assert kernel.run("(globalThis as any).forged").value is None


def test_the_process_is_quiet(kernel_prefix, tmp_path):
    """Nothing of Node's warnings reaches the terminal that Jupyter runs in."""
    from jupyter_client.manager import KernelManager

    log = tmp_path / "stderr"
    with log.open("w") as stderr:
        manager = KernelManager(kernel_name="quetelet")
        manager.start_kernel(cwd=str(tmp_path), stderr=stderr, stdout=stderr)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        client.execute_interactive('import { from } from "arquero"; import "quetelet/contract"; from([])', timeout=60, output_hook=lambda m: None)
        client.stop_channels()
        manager.shutdown_kernel()
    assert log.read_text() == ""


@pytest.mark.parametrize("restart", [False, True])
def test_shutdown_is_echoed_on_control_and_ends_the_process(start, restart):
    kernel = start()
    kernel.run("1")
    reply = kernel.ask("control", "shutdown_request", {"restart": restart})
    assert reply["msg_type"] == "shutdown_reply"
    assert reply["content"] == {"status": "ok", "restart": restart}
    assert kernel.until(lambda m: m["msg_type"] == "shutdown_reply")[-1]["content"]["restart"] is restart
    for _ in range(50):
        if not kernel.manager.is_alive():
            break
        time.sleep(0.1)
    assert not kernel.manager.is_alive()
    assert kernel.manager.provisioner.process.wait() == 0


def test_shutdown_while_a_loop_keeps_the_kernel_busy(start):
    kernel = start()
    kernel.send("console.log('started'); for (;;);")
    kernel.until_printed("started")
    began = time.monotonic()
    kernel.manager.shutdown_kernel()
    assert time.monotonic() - began < 8


def test_restart_begins_anew(start):
    kernel = start()
    kernel.run("const before = 1;")
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=60)
    result = kernel.run("const before = 2; before")
    assert result.value == "2" and result.reply["execution_count"] == 1
    assert kernel.run("typeof missing").reply["status"] == "error"


def test_the_kernel_dies_with_the_process_that_started_it(kernel_prefix, tmp_path):
    script = f"""
from jupyter_client.manager import start_new_kernel
import os
manager, client = start_new_kernel(kernel_name="quetelet", startup_timeout=60, cwd={str(tmp_path)!r})
print(manager.provisioner.pid, flush=True)
os._exit(0)
"""
    # Its own file for the output: the kernel inherits the descriptor.
    out = tmp_path / "pid"
    with out.open("w") as file:
        subprocess.run([sys.executable, "-c", script], stdout=file, timeout=90, check=True)
    pid = int(out.read_text())
    for _ in range(100):
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().split(")")[-1].split()[0] == "Z":
                    return
        except FileNotFoundError:
            return
        time.sleep(0.1)
    pytest.fail("the kernel outlived its parent by 10 s")


def test_nbconvert_executes_a_notebook(kernel_prefix, tmp_path):
    cells = [
        nbformat.v4.new_markdown_cell("# Streets"),
        nbformat.v4.new_code_cell('import { from } from "arquero";\nconst streets = from([{ crimes: 1 }, { crimes: 2 }]);\nstreets'),
        nbformat.v4.new_code_cell("await Promise.resolve(streets.numRows())"),
    ]
    metadata = {"kernelspec": {"name": "quetelet", "display_name": "TypeScript (Quetelet)", "language": "typescript"}}
    path = tmp_path / "tiny.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    convert = [sys.executable, "-m", "nbconvert", "--execute", str(path)]
    subprocess.run([*convert, "--to", "notebook", "--inplace"], check=True, capture_output=True, timeout=180)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    table, rows = notebook.cells[1].outputs[0], notebook.cells[2].outputs[0]
    assert table.output_type == "execute_result" and "<table>" in table.data["text/html"]
    assert rows.data["text/plain"] == "2" and rows.execution_count == 2
    assert notebook.metadata.language_info.name == "typescript"

    path.write_text(json.dumps(json.loads(path.read_text().replace("streets.numRows()", "streets.missing()"))))
    failed = subprocess.run([*convert, "--to", "html"], capture_output=True, timeout=180, text=True)
    assert failed.returncode != 0 and "missing" in failed.stderr
