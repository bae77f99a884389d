import { describe, expect, test } from "vitest";
import { carryOver } from "../../../kernel-lib/src/kernel/declarations.js";
import { loadTslab } from "../../../kernel-lib/src/kernel/tslab.js";

const { ts } = loadTslab();
const carry = (earlier: string, declared: string, ...unset: string[]) =>
  carryOver(ts, { earlier, declared, unset: new Set(unset) })
    .trim()
    .split("\n");

describe("carryOver", () => {
  test("takes over everything of a cell that set all its names", () => {
    const declared = "declare const a: number;\ninterface Row { n: number }";
    expect(carry("declare let a: string;", declared)).toEqual(declared.split("\n"));
  });

  test("leaves a name that was never set what it was, and forgets it where it was nothing", () => {
    expect(
      carry(
        "declare let a: string, kept: null;",
        "declare const a: number, b: Row, c = 1;\ndeclare let kept: null;\ninterface Row { n: number }",
        "a",
        "c",
      ),
    ).toEqual([
      "declare const b: Row;",
      "declare let kept: null;",
      "interface Row { n: number }",
      "declare let a: string;",
    ]);
  });

  test.each([
    ["declare function f(): number;", "f"],
    ["declare class C { }", "C"],
    ["declare enum E { A = 0 }", "E"],
    ["declare namespace N { const z = 1; }", "N"],
    ['import * as os from "node:os";', "os"],
    ['import { join as put } from "node:path";', "put"],
    ['import path from "node:path";', "path"],
  ])("knows %s", (statement, name) => {
    expect(carry("", statement, name)).toEqual([""]);
    expect(carry(statement, `declare const ${name}: 1;`, name)).toEqual([statement]);
    expect(carry("", statement, "other")).toEqual([statement]);
  });

  test("splits imports by name", () => {
    const earlier = 'import all, { join, basename } from "node:path";';
    expect(
      carry(earlier, 'import all, { basename } from "node:path";\ndeclare let join: 1;', "join"),
    ).toEqual([
      'import all from "node:path";',
      'import { basename } from "node:path";',
      'import { join } from "node:path";',
    ]);
  });
});
