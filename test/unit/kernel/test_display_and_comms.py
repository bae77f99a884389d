"""What the library and widgets use: globalThis[Symbol.for("quetelet.kernel")]."""

BRIDGE = 'const bridge = (globalThis as any)[Symbol.for("quetelet.kernel")];\n'


def test_display_carries_whole_bundles_and_updates_them(kernel):
    result = kernel.run(
        BRIDGE
        + """const id = bridge.display({ "text/plain": "one", "application/x.test+json": { n: 1 } },
               { displayId: "d1", metadata: { "text/plain": { a: 1 } }, transient: { extra: true } });
        bridge.display({ "text/plain": "two" }, { displayId: id, update: true });
        bridge.display({ "text/plain": "plain", "image/png": Buffer.from("x"), "text/html": undefined });
        bridge.clearOutput({ wait: true });"""
    )
    first, second = result.of("display_data")
    assert first == {
        "data": {"text/plain": "one", "application/x.test+json": {"n": 1}},
        "metadata": {"text/plain": {"a": 1}},
        "transient": {"extra": True, "display_id": "d1"},
    }
    assert second == {"data": {"text/plain": "plain", "image/png": "eA=="}, "metadata": {}, "transient": {}}
    assert result.of("update_display_data")[0]["data"] == {"text/plain": "two"}
    assert result.of("update_display_data")[0]["transient"] == {"display_id": "d1"}
    assert result.of("clear_output") == [{"wait": True}]
    assert result.types.index("update_display_data") < result.types.index("clear_output")


def test_updates_need_an_id(kernel):
    assert kernel.run(BRIDGE + 'bridge.display({}, { update: true })').reply["ename"] == "TypeError"


def test_a_display_keeps_its_place_among_the_prints(kernel):
    result = kernel.run(BRIDGE + 'console.log("a"); bridge.display({ "text/plain": "b" }); console.log("c"); "d"')
    assert result.types == ["status", "execute_input", "stream", "display_data", "stream", "execute_result", "status"]


def test_tslab_display_works_as_notebooks_for_tslab_expect(kernel):
    result = kernel.run('import { display } from "tslab";\ndisplay.html("<i>x</i>")')
    assert result.of("display_data")[0]["data"] == {"text/html": "<i>x</i>"}


def test_what_cannot_become_json_is_an_error_of_the_cell(kernel):
    result = kernel.run(BRIDGE + 'const ring: any = {}; ring.ring = ring; bridge.display({ "application/json": ring })')
    assert "circular" in result.reply["evalue"]
    assert kernel.run("1").value == "1"


def test_a_comm_answers_while_a_cell_runs(kernel):
    kernel.run(
        BRIDGE
        + """bridge.registerCommTarget("echo", (comm: any, open: any) => {
          comm.send({ opened: open.data });
          comm.onMessage((message: any) => comm.send({ echo: message.data }, { buffers: message.buffers }));
          comm.onClose(() => console.log("closed"));
        });"""
    )
    cell = kernel.send("await new Promise((resolve) => setTimeout(resolve, 1500)); 'cell over'")
    kernel.until(lambda m: m["msg_type"] == "execute_input")
    kernel.comm("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {"n": 1}})
    opened = kernel.until(lambda m: m["msg_type"] == "comm_msg")[-1]
    assert opened["content"] == {"comm_id": "c1", "data": {"opened": {"n": 1}}}
    kernel.comm("comm_msg", {"comm_id": "c1", "data": {"n": 2}}, buffers=[b"\x00\x01"])
    messages = kernel.until(lambda m: m["msg_type"] == "comm_msg")
    assert messages[-1]["content"]["data"] == {"echo": {"n": 2}}
    assert [bytes(b) for b in messages[-1]["buffers"]] == [b"\x00\x01"]
    assert kernel.ask("shell", "comm_info_request")["content"] == {"status": "ok", "comms": {"c1": {"target_name": "echo"}}}
    assert kernel.ask("shell", "comm_info_request", {"target_name": "other"})["content"]["comms"] == {}

    # The cell is still running, and the front end is told so again after each answer.
    states = [(m["parent_header"]["msg_type"], m["content"]["execution_state"]) for m in kernel.until(lambda m: m["msg_type"] == "execute_result") if m["msg_type"] == "status"]
    assert states[-1] == ("execute_request", "busy")
    assert kernel.reply(cell)["content"]["status"] == "ok"

    closing = kernel.comm("comm_close", {"comm_id": "c1", "data": {}})
    printed = [m for m in kernel.until(lambda m: m["content"].get("execution_state") == "idle" and m["parent_header"]["msg_id"] == closing)]
    assert any(m["content"].get("text") == "closed\n" for m in printed)
    assert kernel.ask("shell", "comm_info_request")["content"]["comms"] == {}


def test_a_comm_opened_by_the_kernel(kernel):
    result = kernel.run(BRIDGE + 'const mine = bridge.openComm("front", { a: 1 }, { metadata: { m: 2 } }); mine.send({ b: 2 }); mine.close({ c: 3 }); mine.close(); mine.closed')
    opened, sent, closed = (result.of(kind)[0] for kind in ("comm_open", "comm_msg", "comm_close"))
    assert opened["target_name"] == "front" and opened["data"] == {"a": 1}
    assert sent == {"comm_id": opened["comm_id"], "data": {"b": 2}}
    assert closed == {"comm_id": opened["comm_id"], "data": {"c": 3}}
    assert len(result.of("comm_close")) == 1 and result.value == "true"
    assert kernel.run("mine.send({})").reply["evalue"] == "comm 'front' is closed"


def test_an_unknown_target_is_closed_again(kernel):
    kernel.comm("comm_open", {"comm_id": "c9", "target_name": "nobody", "data": {}})
    assert kernel.until(lambda m: m["msg_type"] == "comm_close")[-1]["content"]["comm_id"] == "c9"


def test_a_comm_listener_that_throws_harms_nothing(kernel):
    kernel.run(BRIDGE + 'bridge.registerCommTarget("bad", () => { throw new Error("in listener") });')
    request = kernel.comm("comm_open", {"comm_id": "c2", "target_name": "bad", "data": {}})
    messages = kernel.until(lambda m: m["content"].get("execution_state") == "idle" and m["parent_header"]["msg_id"] == request)
    assert any("in listener" in m["content"].get("text", "") for m in messages)
    assert kernel.run("1").value == "1"
