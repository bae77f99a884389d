"""Results, errors, output, history: what a cell brings about."""

import re

import pytest


def plain(traceback):
    return re.sub(r"\x1b\[\d+m", "", "\n".join(traceback))


def test_last_expression_is_an_execute_result(kernel):
    result = kernel.run("const a = 20;\na + 1")
    (content,) = result.of("execute_result")
    assert content["data"] == {"text/plain": "21"}
    assert content["execution_count"] == result.reply["execution_count"]
    assert result.reply["payload"] == []
    assert result.types == ["status", "execute_input", "execute_result", "status"]


@pytest.mark.parametrize(
    "code, text",
    [
        ("({ a: 1, b: ['x', 2.5] })", "{ a: 1, b: [ 'x', 2.5 ] }"),
        ("'one line'", "'one line'"),
        ("'two\\nlines'", "two\nlines"),
        ("let nothing: number | undefined = undefined; nothing", None),
        ("const quiet = 1", None),
        ("", None),
        ("0", "0"),
        ("new Map([[1, 2]])", "Map(1) { 1 => 2 }"),
    ],
)
def test_results_read_well(kernel, code, text):
    assert kernel.run(code).value == text


def test_a_value_shows_itself_through_jupyter_display(kernel):
    result = kernel.run(
        """({ async [Symbol.for("Jupyter.display")]() {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return { "text/html": "<b>x</b>", "image/png": new Uint8Array([1, 2, 3]), "application/json": { n: 1 } };
        } })"""
    )
    data = result.of("execute_result")[0]["data"]
    assert data["text/html"] == "<b>x</b>"
    assert data["image/png"] == "AQID"
    assert data["application/json"] == {"n": 1}
    assert "text/plain" in data


def test_a_display_that_fails_costs_neither_value_nor_kernel(kernel):
    result = kernel.run('({ n: 7, [Symbol.for("Jupyter.display")]() { throw new Error("no picture") } })')
    assert "n: 7" in result.value
    assert "no picture" in result.text("stderr")


def test_an_arquero_table_shows_as_text_and_as_html(kernel):
    result = kernel.run(
        """import { table } from "arquero";
        table({ street: Array.from({ length: 12 }, (_, i) => `<${i}>`), crimes: Float64Array.from({ length: 12 }, (_, i) => i / 3) })"""
    )
    data = result.of("execute_result")[0]["data"]
    assert data["text/plain"].startswith("12 rows × 2 columns")
    assert "0.333333" in data["text/plain"] and data["text/plain"].endswith("… 2 more rows")
    assert "<caption>12 rows × 2 columns</caption>" in data["text/html"]
    assert '<th scope="col"' in data["text/html"]
    assert "&lt;3&gt;" in data["text/html"] and "<3>" not in data["text/html"]


def test_an_error_names_the_cell_and_its_line(kernel):
    first = kernel.run("interface Street { crimes: number }\n\nfunction count(street?: Street) {\n  return street!.crimes;\n}")
    result = kernel.run("type Unused = number;\n\ncount(undefined);")
    defined, called = first.reply["execution_count"], result.reply["execution_count"]
    (error,) = result.of("error")
    assert error["ename"] == "TypeError"
    assert error["evalue"] == "Cannot read properties of undefined (reading 'crimes')"
    trace = plain(error["traceback"])
    assert f"at cell {defined}, line 4" in trace
    assert "4 |   return street!.crimes;" in trace
    assert f"at count (cell-{defined}.ts:4:" in trace
    assert f"at cell-{called}.ts:3:" in trace
    assert "node:" not in trace and "tslab" not in trace and "kernel/" not in trace
    for field in ("ename", "evalue", "traceback"):
        assert result.reply[field] == error[field]
    assert result.reply["status"] == "error"
    assert result.types[-2:] == ["error", "status"]


def test_an_error_after_an_await_names_its_line_too(kernel):
    result = kernel.run('const later = async () => {\n  await null;\n  throw new RangeError("too late");\n};\n\nawait later();')
    trace = plain(result.reply["traceback"])
    assert "3 |   throw new RangeError" in trace
    assert re.search(r"at async cell-\d+\.ts:6:", trace)


def test_an_error_shows_its_cause(kernel):
    result = kernel.run('throw new Error("outer", { cause: new Error("inner") })')
    assert "Caused by Error: inner" in plain(result.reply["traceback"])


def test_bad_input_shows_one_sentence_and_the_cell(kernel):
    result = kernel.run('import { InputError } from "quetelet/contract";\nconst fail = () => { throw new InputError("glm: no") };\nfail();')
    assert result.reply["ename"] == "InputError"
    assert plain(result.reply["traceback"]).startswith("InputError: glm: no\n  at cell")


@pytest.mark.parametrize("code, ename", [("throw 'text'", "Thrown"), ("throw { code: 3 }", "Thrown"), ("throw undefined", "Thrown")])
def test_thrown_values_that_are_no_errors(kernel, code, ename):
    assert kernel.run(code).reply["ename"] == ename


def test_a_type_error_has_its_line_and_a_caret_and_runs_nothing(kernel):
    result = kernel.run('console.log("ran");\nconst n: number = "a";')
    assert result.text() == ""
    (error,) = result.of("error")
    assert error["ename"] == "TypeScriptError"
    assert "line 2: Type 'string' is not assignable to type 'number'." in error["evalue"]
    trace = plain(error["traceback"])
    assert "error TS2322" in trace
    assert '    2 | const n: number = "a";\n      |       ^' in trace


@pytest.mark.parametrize("code", ["const list = [1,\n  f(2", "const list = [1,\n  f(2\n\n", "[1,\n  f(2"])
def test_an_unclosed_bracket_shows_the_last_line(kernel, code):
    (error,) = kernel.run(code).of("error")
    trace = plain(error["traceback"])
    assert "line 2" in error["evalue"]
    assert "    2 |   f(2\n      |      ^" in trace
    assert "line 3" not in trace and "line 4" not in trace


@pytest.mark.parametrize(
    "module, package",
    [("no-such-charts", "no-such-charts"), ("d3-array/src/mean.js", "d3-array"), ("@observablehq/plot", "@observablehq/plot"), ("./local", None), ("quetelet/none", None)],
)
def test_a_missing_package_says_how_to_install_it(kernel, module, package):
    trace = plain(kernel.run(f"import * as missing from '{module}';").reply["traceback"])
    assert "Cannot find module" in trace
    if package:
        assert f"\n  Install it beside the notebook: npm install {package}\n" in trace
    else:
        assert "npm install" not in trace


def test_a_forgotten_await_is_told(kernel):
    kernel.run("const fitting = async (n: number) => ({ summary: () => n, rows: [n] }); const wants = (n: number) => n;")
    for code in ("fitting(1).summary()", "wants(fitting(1))", "const own: number = fitting(1);"):
        trace = plain(kernel.run(code).reply["traceback"])
        assert "\n  Did you forget to use 'await'?\n" in trace, trace
    for code in ("const wrong: Promise<string> = fitting(1);", "(await fitting(1)).nothing"):
        assert "await'?" not in plain(kernel.run(code).reply["traceback"])


@pytest.mark.parametrize(
    "code, state",
    [
        ("new Promise(() => {})", "Promise { <pending> }"),
        ("(async () => 1)()", "Promise { <fulfilled> }"),
        ("const refused = Promise.reject(new Error('no')); refused.catch(() => {}); refused", "Promise { <rejected> }"),
    ],
)
def test_a_promise_shows_what_to_do(kernel, code, state):
    assert kernel.run(code).value == f"{state}\nThis is a promise: write `await` before it to see what it gives."


def test_a_run_shows_what_to_do(kernel):
    run = kernel.run('import { glm } from "quetelet"; glm.start([{ y: 1, x: 0 }, { y: 2, x: 1 }, { y: 2, x: 3 }], { outcome: "y", terms: ["x"], family: "poisson" })')
    assert run.value == "Run of glm\nThis is a run: write `await` before it to see what it gives."


def test_a_refused_fit_keeps_the_rows(kernel):
    refused = kernel.run('import { glm } from "quetelet"; const sampled = [{ y: 1, x: 0 }]; const model = await glm(sampled, { outcome: "z", terms: ["x"] });')
    assert refused.reply["ename"] == "InputError"
    assert kernel.run("sampled.length").value == "1"
    assert kernel.run("typeof glm").value == "'function'"


def test_a_syntax_error_is_an_error_message(kernel):
    assert kernel.run("const = 3").reply["ename"] == "TypeScriptError"


def test_cells_may_redeclare(kernel):
    kernel.run("const x = 1; let y = 'a'; function f() { return 1 } class C { a = 1 }")
    kernel.run("const x = 'text'; let y = 2; function f() { return 'f' } class C { b = 2 }")
    assert kernel.run("[x.length, y + 1, f(), new C().b]").value == "[ 4, 3, 'f', 2 ]"


def test_functions_and_later_cells_share_one_variable(kernel):
    kernel.run("let shared = 0; let { deep: [inner] } = { deep: [1] };\nfunction next() { return ++shared + inner }")
    assert kernel.run("shared = 10; inner = 100; [next(), shared]").value == "[ 111, 11 ]"
    assert kernel.run("next(); shared").value == "12"


def test_a_failed_cell_leaves_earlier_variables(kernel):
    kernel.run("let kept = [1, 2]; const again = 5;")
    kernel.run("kept.push(3); throw new Error('x'); const again = 6;")
    assert kernel.run("[kept, again]").value == "[ [ 1, 2, 3 ], 5 ]"


def test_what_a_failed_cell_had_set_stays(kernel):
    kernel.run("let redone = 1; let undone = 'old'; function same() { return 'old' }")
    failed = kernel.run(
        """const before = 5; interface Row { n: number } const rows: Row[] = [{ n: 1 }]; let empty: Row | null = null; let later: number;
        enum Level { Low } class Kind { a = 1 } function helper() { return rows.length } const { deep: [inner] } = { deep: [7] };
        const redone = "new";
        await Promise.reject(new Error("oops"));
        const undone = 3, missed = 1; function same() { return 1 } class Missed {}"""
    )
    assert failed.reply["evalue"] == "oops"
    value = kernel.run("const row: Row = rows[0]; [before, row.n, empty, later, Level.Low, new Kind().a, helper(), inner, redone.length]").value
    assert value == "[ 5, 1, null, undefined, 0, 1, 1, 7, 3 ]"
    assert kernel.run("[undone.toUpperCase(), same().length]").value == "[ 'OLD', 3 ]"
    for name in ("missed", "Missed"):
        assert f"Cannot find name '{name}'" in kernel.run(name).reply["evalue"]
    assert "before" in kernel.ask("shell", "complete_request", {"code": "befo", "cursor_pos": 4})["content"]["matches"]


def test_a_failed_import_keeps_the_names_that_it_would_have_replaced(kernel, tmp_path):
    kernel.run("import { join, basename } from 'node:path'; import os from 'node:os';")
    broken = tmp_path / "broken.cjs"
    broken.write_text("throw new Error('broken')")
    (tmp_path / "broken.d.cts").write_text("export const join: number; export const added: number;")
    assert kernel.run(f"import {{ join, added }} from {str(broken)!r};").reply["evalue"] == "broken"
    assert kernel.run("[basename(join('a', 'b')), typeof os.cpus]").value == "[ 'b', 'function' ]"
    assert "Cannot find name 'added'" in kernel.run("added").reply["evalue"]


def test_a_mistyped_cell_changes_nothing(kernel):
    kernel.run("const typed = 1;")
    kernel.run("const typed = 'text'; const wrong: number = 'x';")
    assert kernel.run("typed + 1").value == "2"


@pytest.mark.parametrize(
    "code, value",
    [
        ("const p = await Promise.resolve(3); p", "3"),
        ("await (async () => 4)()", "4"),
        ("let sum = 0; for await (const v of [1, Promise.resolve(2)]) sum += v; sum", "3"),
        ("if (true) { await null } 5", "5"),
    ],
)
def test_top_level_await(kernel, code, value):
    assert kernel.run(code).value == value


def test_ten_thousand_lines_arrive_complete_and_in_order(kernel):
    result = kernel.run('for (let i = 0; i < 10_000; i++) console.log(i); "done"')
    assert result.text() == "".join(f"{i}\n" for i in range(10_000))
    assert result.types[-2:] == ["execute_result", "status"]
    assert len(result.of("stream")) < 1000, "pieces that follow each other are joined"


def test_ten_thousand_lines_with_awaits_and_both_streams(kernel):
    result = kernel.run(
        "for (let i = 0; i < 10_000; i++) { console.log(i); if (i % 100 === 0) { console.error(i); await new Promise(setImmediate); } }"
    )
    assert result.text() == "".join(f"{i}\n" for i in range(10_000))
    assert result.text("stderr") == "".join(f"{i}\n" for i in range(0, 10_000, 100))
    order = [c["name"] for c in result.of("stream")]
    assert order.count("stderr") == 100, "the streams are not sorted apart"


def test_output_shows_while_a_synchronous_loop_runs(kernel):
    request = kernel.send('console.log("begun"); const end = Date.now() + 1500; while (Date.now() < end); console.log("over")')
    kernel.until_printed("begun", timeout=1.2)
    assert "over" in kernel.finish(request).text()


def test_late_output_belongs_to_its_own_cell(kernel):
    first = kernel.send('for (const ms of [200, 400]) setTimeout(() => console.log("late", ms), ms);')
    kernel.finish(first)
    second = kernel.send("await new Promise((resolve) => setTimeout(resolve, 700)); console.log('mine')")
    messages = kernel.until(lambda m: m["content"].get("execution_state") == "idle" and m["parent_header"]["msg_id"] == second)
    kernel.reply(second)
    parents = {c["content"]["text"]: c["parent_header"]["msg_id"] for c in messages if c["msg_type"] == "stream"}
    assert parents == {"late 200\n": first, "late 400\n": first, "mine\n": second}


def test_writes_of_bytes_and_callbacks(kernel):
    result = kernel.run(
        """const bytes = Buffer.from("é\\n");
        process.stdout.write(bytes.subarray(0, 1));
        await new Promise<void>((resolve) => process.stdout.write(bytes.subarray(1), () => resolve()));"""
    )
    assert result.text() == "é\n"


def test_user_expressions(kernel):
    result = kernel.run("const u = 2;", user_expressions={"twice": "u * 2", "bad": "u.foo()", "thrown": "(() => { throw new Error('e') })()"})
    values = result.reply["user_expressions"]
    assert values["twice"] == {"status": "ok", "data": {"text/plain": "4"}, "metadata": {}}
    assert values["bad"]["status"] == "error" and values["bad"]["ename"] == "TypeScriptError"
    assert values["thrown"]["evalue"] == "e" and values["thrown"]["traceback"]
    assert result.types == ["status", "execute_input", "status"]


def test_silent_and_unstored_cells_do_not_count(kernel):
    before = kernel.run("1").reply["execution_count"]
    silent = kernel.run("42", silent=True)
    assert silent.types == ["status", "status"]
    unstored = kernel.run("43", store_history=False)
    assert unstored.value == "43"
    assert kernel.run("1").reply["execution_count"] == before + 1
    history = kernel.ask("shell", "history_request", {"hist_access_type": "tail", "n": 2, "output": False, "raw": True})
    assert [entry[2] for entry in history["content"]["history"]] == ["1", "1"]


def test_history(start):
    kernel = start()
    for code in ("let a = 1", "a + 1", "a + 1", "throw 1"):
        kernel.run(code)

    def ask(**content):
        reply = kernel.ask("shell", "history_request", {"raw": True, "output": False, **content})
        assert reply["msg_type"] == "history_reply" and reply["content"]["status"] == "ok"
        return reply["content"]["history"]

    assert ask(hist_access_type="tail", n=2) == [[1, 3, "a + 1"], [1, 4, "throw 1"]]
    assert ask(hist_access_type="range", session=0, start=1, stop=3) == [[1, 1, "let a = 1"], [1, 2, "a + 1"]]
    assert ask(hist_access_type="search", pattern="a*", unique=True) == [[1, 3, "a + 1"]]
    assert ask(hist_access_type="tail", n=3, output=True)[0] == [1, 2, ["a + 1", "2"]]


def test_a_failure_aborts_what_is_queued(kernel):
    first = kernel.send("await new Promise((resolve) => setTimeout(resolve, 100)); throw new Error('stop')")
    second = kernel.send("globalThis.ran = true")
    third = kernel.send("globalThis.ran = true")
    assert kernel.finish(first).reply["status"] == "error"
    for request in (second, third):
        result = kernel.finish(request)
        assert result.reply["status"] == "aborted"
        assert result.types == ["status", "status"]
    assert kernel.run("(globalThis as any).ran").value is None


def test_a_failure_aborts_nothing_without_stop_on_error(kernel):
    first = kernel.send("throw new Error('go on')", stop_on_error=False)
    second = kernel.send("1 + 1")
    assert kernel.finish(first).reply["status"] == "error"
    assert kernel.finish(second).value == "2"


def test_stray_errors_are_told_and_survived(kernel):
    result = kernel.run(
        """void Promise.reject(new Error("nobody waits"));
        setTimeout(() => { throw new TypeError("from a timer") }, 1);
        setTimeout(() => Promise.reject("just text"), 1);
        await new Promise((resolve) => setTimeout(resolve, 100));"""
    )
    assert result.reply["status"] == "ok"
    for text in ("nobody waits", "from a timer", "just text"):
        assert text in result.text("stderr")
    assert re.search(r"cell \d+, line 2", result.text("stderr"))
    assert kernel.run("1").value == "1"
