"""A front end asks what tables there are: answered at any time, and without a trace."""

import json
import uuid

import pytest

TARGET = "quetelet.workspace"


class Workspace:
    """One comm, as a front end opens it."""

    def __init__(self, kernel):
        self.kernel = kernel
        self.comm = uuid.uuid4().hex
        self.asked = 0
        kernel.comm("comm_open", {"comm_id": self.comm, "target_name": TARGET, "data": {}})

    def send(self, question, **ask):
        self.asked += 1
        data = {"id": self.asked, "question": question, "ask": ask}
        self.kernel.comm("comm_msg", {"comm_id": self.comm, "data": data})
        return self.asked

    def hear(self, number, timeout=60):
        """All messages up to the answer of that number, which stands last."""
        return self.kernel.until(lambda m: m["msg_type"] == "comm_msg" and m["content"]["data"].get("id") == number, timeout)

    def ask(self, question, **ask):
        answer = self.hear(self.send(question, **ask))[-1]["content"]["data"]
        assert answer["ok"], answer
        return answer["answer"]

    def refused(self, question, **ask):
        answer = self.hear(self.send(question, **ask))[-1]["content"]["data"]
        assert not answer["ok"], answer
        return answer["message"]


def variable(name):
    return {"kind": "variable", "name": name}


def file(name):
    return {"kind": "file", "name": name}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.csv").write_text("id,wave,age,sex\n1,1,20,F\n1,2,21,F\n2,1,30,M\n2,2,31,\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "more.tsv").write_text("a\tb\n1\tx\n")
    (tmp_path / "sub" / "deep").mkdir()
    (tmp_path / "sub" / "deep" / "too.csv").write_text("a,b\n1,2\n")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "no.csv").write_text("a,b\n1,2\n")
    (tmp_path / ".hidden.csv").write_text("a,b\n1,2\n")
    (tmp_path / "rows.json").write_text(json.dumps([{"a": 1}, {"a": 2, "b": "x"}]))
    (tmp_path / "settings.json").write_text("{}")
    (tmp_path / "broken.csv").write_text("a,b\n1,2,3\n")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 but no more")
    return tmp_path


@pytest.fixture
def kernel(start, folder):
    return start(folder)


def all_measured(workspace):
    """Tables once their files' sizes are known: the kernel says when asking again is worth it."""
    tables = workspace.ask("tables")
    if any(t["rows"] is None for t in tables if t["name"] == "people.csv"):
        workspace.kernel.until(lambda m: m["msg_type"] == "comm_msg" and m["content"]["data"].get("changed") == "tables")
        tables = workspace.ask("tables")
    return tables


def test_tables_of_the_notebook_and_its_folder(kernel):
    kernel.run(
        """import { table } from "arquero";
        const arquero = table({ x: [1, 2, 3], s: ["a", "b", null] });
        const rows = [{ a: 1, b: "x" }, { a: 2 }];
        const columns = { n: Float64Array.of(1, 2), t: ["p", "q"] };
        const numbers = [1, 2, 3], text = "abc", uneven = { a: [1], b: [1, 2] }, none: any[] = [], nothing = null;
        const proxy = new Proxy([{ a: 1 }], { get() { throw new Error("looked at") }, ownKeys() { throw new Error("looked at") } });
        const getters = [{ get a() { throw new Error("ran") } }];
        const hostile = Object.defineProperty({}, "numRows", { get() { throw new Error("ran") } });"""
    )
    workspace = Workspace(kernel)
    tables = all_measured(workspace)
    found = {(t["kind"], t["name"]): (t["rows"], t["columns"]) for t in tables if t["kind"] != "dataset"}
    assert found == {
        ("variable", "arquero"): (3, 2),
        ("variable", "rows"): (2, 2),
        ("variable", "columns"): (2, 2),
        ("file", "people.csv"): (4, 4),
        ("file", "sub/more.tsv"): (1, 2),
        ("file", "rows.json"): (2, 2),
        ("file", "broken.csv"): (None, None),
        ("file", "broken.parquet"): (None, None),
    }
    assert {"arquero", "rows", "proxy", "table"} <= set(workspace.ask("names"))
    assert "in line 2" in workspace.refused("describe", table=file("broken.csv"))
    assert "Parquet" in workspace.refused("describe", table=file("broken.parquet"))
    for name in ["proxy", "getters", "hostile", "numbers", "text"]:
        assert workspace.refused("describe", table=variable(name))
    assert workspace.refused("describe", table=variable("gone")) == "there is no variable 'gone'"
    assert workspace.refused("describe", table=file("gone.csv")) == "there is no data file 'gone.csv'"
    assert "gone" in workspace.refused("describe", table={"kind": "dataset", "name": "gone"})
    assert workspace.refused("describe") == "the question names no table"
    assert "weather" in workspace.refused("weather")


def test_columns_of_variables_and_files(kernel):
    kernel.run('const rows = [{ n: 1, d: new Date(0), ok: true }, { n: 2.5, d: null, ok: false }, { n: null, d: new Date(0), ok: true }];')
    workspace = Workspace(kernel)
    described = workspace.ask("describe", table=variable("rows"))
    assert described["rows"] == 3
    number, date, truth = described["columns"]
    assert number == {"name": "n", "kind": "number", "missing": 1, "distinct": 2, "min": 1, "max": 2.5, "whole": False, "levels": ["1", "2.5"]}
    assert (date["kind"], date["missing"], date["levels"]) == ("date", 1, ["1970-01-01"])
    assert (truth["kind"], truth["levels"]) == ("boolean", ["true", "false"])
    # A list may be another when it is asked for again; a file too.
    kernel.run("rows.push({ n: 7, d: null, ok: true })")
    assert workspace.ask("describe", table=variable("rows"))["columns"][0]["max"] == 7

    people = workspace.ask("describe", table=file("people.csv"))
    assert [c["kind"] for c in people["columns"]] == ["number", "number", "number", "text"]
    assert people["columns"][3]["missing"] == 1


def test_a_file_that_changed_is_read_anew(kernel, folder):
    workspace = Workspace(kernel)
    assert workspace.ask("describe", table=file("sub/more.tsv"))["rows"] == 1
    (folder / "sub" / "more.tsv").write_text("a\tb\n1\tx\n2\ty\n3\tz\n")
    assert workspace.ask("describe", table=file("sub/more.tsv"))["rows"] == 3
    assert ("sub/more.tsv", 3) in [(t["name"], t["rows"]) for t in workspace.ask("tables")]


def test_what_varies_within_an_id(kernel):
    workspace = Workspace(kernel)
    ask = {"table": file("people.csv"), "id": "id", "columns": ["wave", "sex", "age"]}
    assert workspace.ask("varying", **ask) == ["wave", "age"]
    assert "did you mean 'sex'" in workspace.refused("varying", **{**ask, "columns": ["sax"]})


def test_rows_of_cohorts(kernel):
    workspace = Workspace(kernel)
    by_definitions = {"definitions": {"young": ["age", "<", 25], "men": ["sex", "==", "M"], "odd": ["agee", ">", 1], "bad": ["age", "~", 1], "rest": None}}
    answer = workspace.ask("cohorts", table=file("people.csv"), cohorts=by_definitions)
    assert (answer["rows"]["young"], answer["rows"]["men"], answer["rows"]["rest"]) == (2, 1, 1)
    assert "did you mean 'age'" in answer["rows"]["odd"]
    assert "unknown operator" in answer["rows"]["bad"]
    assert (answer["none"], answer["several"]) == (0, 0)
    by_columns = workspace.ask("cohorts", table=file("people.csv"), cohorts={"columns": ["sex"]})
    assert by_columns == {"rows": {"F": 2, "M": 1, "sex missing": 1}, "none": 0, "several": 0}


def test_asking_leaves_no_trace(kernel):
    kernel.run("let count = 1; const rows = [{ a: 1 }];")
    before = kernel.ask("shell", "history_request", {"hist_access_type": "tail", "n": 100, "output": True, "raw": True})["content"]
    workspace = Workspace(kernel)
    names = workspace.ask("names")
    for question, ask in [("tables", {}), ("describe", {"table": variable("rows")}), ("describe", {"table": file("people.csv")}), ("names", {})]:
        heard = workspace.hear(workspace.send(question, **ask))
        assert {m["msg_type"] for m in heard} <= {"status", "comm_msg"}
    assert workspace.ask("names") == names
    after = kernel.ask("shell", "history_request", {"hist_access_type": "tail", "n": 100, "output": True, "raw": True})["content"]
    assert after == before
    result = kernel.run("count + 1")
    assert result.value == "2" and result.reply["execution_count"] == 2


def test_answers_while_a_cell_awaits(kernel):
    kernel.run("const rows = [{ a: 1 }];")
    cell = kernel.send("await new Promise((resolve) => setTimeout(resolve, 3000)); rows.length")
    kernel.until(lambda m: m["msg_type"] == "execute_input")
    workspace = Workspace(kernel)
    assert workspace.ask("describe", table=variable("rows"))["rows"] == 1
    assert workspace.ask("describe", table=file("people.csv"))["rows"] == 4
    result = kernel.finish(cell)
    assert result.value == "1" and result.types.count("execute_result") == 1


def test_the_doctor_does_not_hold_the_kernel(kernel):
    kernel.run('import { lastRun } from "quetelet";')
    workspace = Workspace(kernel)
    number = workspace.send("doctor")
    assert kernel.run("1 + 1").value == "2"
    answer = workspace.hear(number, timeout=240)[-1]["content"]["data"]
    assert answer["ok"], answer
    assert "fused" in answer["answer"]["text"] and answer["answer"]["report"]["engines"][0]["agrees"]
    assert kernel.run("lastRun() === null").value == "true"


def test_after_a_restart_there_is_nothing_left_to_ask_about(kernel):
    kernel.run("const rows = [{ a: 1 }];")
    workspace = Workspace(kernel)
    workspace.kernel.comm("comm_close", {"comm_id": workspace.comm, "data": {}})
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=60)
    assert [t for t in Workspace(kernel).ask("tables") if t["kind"] == "variable"] == []
