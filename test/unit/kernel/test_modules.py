"""Imports: the notebook's own packages first, the kernel's otherwise, for types and at run time."""

import json

import pytest


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A notebook's folder with packages and files of its own."""
    root = tmp_path_factory.mktemp("project")

    def package(name, manifest, **files):
        home = root / "node_modules" / name
        home.mkdir(parents=True)
        (home / "package.json").write_text(json.dumps({"name": name, "version": "1.0.0", **manifest}))
        for file, text in files.items():
            (home / file.replace("__", ".")).write_text(text)

    entry = {"types": "./index.d.ts", "default": "./index.js"}
    package(
        "exports-only",
        {"type": "module", "exports": {".": entry, "./deep": {"types": "./deep.d.ts", "default": "./deep.js"}}},
        index__js="export const two = 2; export default function hello() { return 'hello' }",
        deep__js="export const deep = 'deep';",
        **{"index__d.ts": "export declare const two: number; export default function hello(): string;", "deep__d.ts": "export declare const deep: string;"},
    )
    package(
        "awaits",
        {"type": "module", "exports": {".": entry}},
        index__js="const value = await Promise.resolve(5); export const five = value; export default value;",
        **{"index__d.ts": "export declare const five: number; declare const value: number; export default value;"},
    )
    package(
        "import-only",
        {"type": "module", "exports": {".": {"types": "./index.d.ts", "import": "./index.js"}}},
        index__js="export const six = 6;",
        **{"index__d.ts": "export declare const six: number;"},
    )
    package(
        "arquero",
        {"main": "index.js", "types": "index.d.ts"},
        index__js="exports.mine = true;",
        **{"index__d.ts": "export declare const mine: boolean;"},
    )
    (root / "helper.ts").write_text("export function triple(x: number): number {\n  if (x < 0) throw new Error('negative');\n  return 3 * x;\n}\n")
    return root


@pytest.fixture(scope="module")
def own(kernel_prefix, folder):
    from conftest import Kernel

    kernel = Kernel(folder)
    yield kernel
    kernel.stop()


@pytest.mark.parametrize(
    "code, value",
    [
        ('import hello, { two } from "exports-only"; [hello(), two]', "[ 'hello', 2 ]"),
        ('import { deep } from "exports-only/deep"; deep', "'deep'"),
        ('import five5, { five } from "awaits"; [five, five5]', "[ 5, 5 ]"),
        ('import * as whole from "awaits"; whole.five', "5"),
        ('import { six } from "import-only"; six', "6"),
        ('const dynamic = await import("awaits"); dynamic.five', "5"),
        ('import { mine } from "arquero"; mine', "true"),
        ('import { triple } from "./helper"; triple(4)', "12"),
        ('import { readFileSync } from "node:fs"; typeof readFileSync', "'function'"),
    ],
)
def test_packages_of_the_folder(own, code, value):
    assert own.run(code).value == value


def test_imports_stay_in_later_cells(own):
    own.run('import { five as later } from "awaits";')
    assert own.run("later + 1").value == "6"


def test_types_of_packages_are_checked(own):
    assert "Type 'number' is not assignable to type 'string'" in own.run('import { two as n } from "exports-only"; const s: string = n;').reply["evalue"]


def test_a_changed_file_is_read_again(own, folder):
    own.run('import { triple } from "./helper"; triple(1)')
    (folder / "helper.ts").write_text("export function triple(x: number): number { return 300 * x; }\n")
    for _ in range(20):
        last = own.run('import { triple } from "./helper"; triple(1)').value
        if last == "300":
            break
        own.run("await new Promise((resolve) => setTimeout(resolve, 250))")
    assert last == "300"


def test_a_package_installed_meanwhile_is_found(own, folder):
    assert own.run('import { late } from "late"; late').reply["ename"] == "TypeScriptError"
    home = folder / "node_modules" / "late"
    home.mkdir()
    (home / "package.json").write_text('{"name": "late", "main": "index.js", "types": "index.d.ts"}')
    (home / "index.js").write_text("exports.late = 'late';")
    (home / "index.d.ts").write_text("export declare const late: string;")
    assert own.run('import { late } from "late"; late').value == "'late'"


def test_an_empty_folder_has_the_kernel_s_packages(kernel):
    assert kernel.run('import { InputError } from "quetelet/contract"; new InputError("x").name').value == "'InputError'"
    assert kernel.run('import { from } from "arquero"; from([{ a: 1 }]).numRows()').value == "1"
    assert kernel.run('const { table } = await import("arquero"); table({ a: [1, 2] }).numRows()').value == "2"
    assert "is not assignable" in kernel.run('import { op } from "arquero"; const n: number = op;').reply["evalue"]


def test_node_s_types_are_there(kernel):
    assert kernel.run('import { join } from "node:path"; join("a", Buffer.from("b").toString())').value == "'a/b'"


def test_an_absent_package_is_a_type_error(kernel):
    reply = kernel.run('import nothing from "no-such-package-here";').reply
    assert "Cannot find module 'no-such-package-here'" in reply["evalue"]


def test_an_absent_package_at_run_time(kernel):
    reply = kernel.run('const name: string = "no-such-package-here"; await import(name)').reply
    assert "no-such-package-here" in reply["evalue"]
    assert kernel.run("require('no-such-package-here')").reply["ename"] == "Error"


def test_a_cell_can_be_a_module(kernel):
    kernel.run("/** @module tools */\nexport function add(a: number, b: number) { return a + b }")
    assert kernel.run('import { add } from "./tools"; add(1, 2)').value == "3"
