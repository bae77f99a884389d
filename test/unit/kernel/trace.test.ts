import { describe, expect, test } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/errors.js";
import { excerpt, reportDiagnostics } from "../../../kernel-lib/src/kernel/diagnostics.js";
import { createSourcePositions } from "../../../kernel-lib/src/kernel/source-positions.js";
import { cleanCalls, reportError } from "../../../kernel-lib/src/kernel/trace.js";

// oxlint-disable-next-line no-control-regex
const plain = (lines: string[]) => lines.join("\n").replace(/\u001b\[\d+m/g, "");

/** A map that moves every line down by one and leaves the columns: line 0 → 1, line 1 → 2. */
const lineDown = {
  file: "",
  version: 3,
  sources: ["s"],
  sourcesContent: [],
  names: [],
  sourceRoot: "",
  mappings: "AACA;AACA",
};

function positions() {
  const made = createSourcePositions();
  const source = "type T = number;\ncount();\nthrow 1;";
  made.add("cell-7.ts", { source, maps: [lineDown], firstLineOffset: 30 });
  return made;
}

describe("source positions", () => {
  test("follow the map and take the wrapper off the first line", () => {
    expect(positions().original("cell-7.ts", { line: 0, column: 30 })).toEqual({ line: 1, column: 0 });
    expect(positions().original("cell-7.ts", { line: 1, column: 4 })).toEqual({ line: 2, column: 0 });
  });

  test("are null beyond the code and for unknown scripts", () => {
    expect(positions().original("cell-7.ts", { line: 9, column: 0 })).toBeNull();
    expect(positions().original("other.ts", { line: 0, column: 0 })).toBeNull();
  });

  test("are null where the source has no such line", () => {
    const made = createSourcePositions();
    made.add("cell-1.ts", { source: "1", maps: [lineDown] });
    expect(made.original("cell-1.ts", { line: 0, column: 0 })).toBeNull();
  });
});

describe("cleanCalls", () => {
  test("keeps the person's calls and drops the machinery's", () => {
    const stack = [
      "TypeError: no",
      "    at Proxy.count (cell-7.ts:1:31)",
      "    at async Proxy.later (cell-7.ts:2:1)",
      "    at cell-7.ts:9:5",
      "    at Array.map (<anonymous>)",
      `    at helper (file://${process.cwd()}/lib/a%20b.js:3:4)`,
      "    at node:internal/process/task_queues:95:5",
      "    at async execute (/x/node_modules/tslab/dist/executor.js:1:2)",
    ].join("\n");
    expect(cleanCalls(stack, positions())).toEqual([
      "at count (cell-7.ts:2:1)",
      "at async later (cell-7.ts:3:1)",
      "at Array.map (<anonymous>)",
      "at helper (lib/a b.js:3:4)",
    ]);
  });
});

describe("reportError", () => {
  test("shows the line of the cell", () => {
    const error = new TypeError("no");
    error.stack = "TypeError: no\n    at cell-7.ts:1:31\n    at f (cell-7.ts:2:1)";
    const report = reportError(error, positions());
    expect(report).toMatchObject({ ename: "TypeError", evalue: "no" });
    expect(plain(report.traceback)).toBe(
      [
        "TypeError: no",
        "  at cell 7, line 2",
        "    2 | count();",
        "      | ^",
        "  at cell-7.ts:2:1",
        "  at f (cell-7.ts:3:1)",
      ].join("\n"),
    );
  });

  test("shows bad input as its sentence alone", () => {
    expect(plain(reportError(new InputError("glm: no"), positions()).traceback)).toBe("InputError: glm: no");
  });

  test("shows causes and the parts of an aggregate, but not without end", () => {
    const ring = new Error("ring");
    ring.cause = ring;
    const text = plain(reportError(ring, positions()).traceback);
    expect(text.match(/Caused by/g)).toHaveLength(4);
    const both = reportError(new AggregateError([new Error("a"), new Error("b")], "both"), positions());
    expect(plain(both.traceback)).toMatch(/both[^]*Caused by Error: a[^]*Caused by Error: b/);
  });

  test.each([
    ["text", "text"],
    [{ code: 3 }, "{ code: 3 }"],
    [undefined, "undefined"],
    [null, "null"],
  ])("of a thrown %o that is no error", (thrown, evalue) => {
    expect(reportError(thrown, positions())).toMatchObject({ ename: "Thrown", evalue });
  });
});

describe("diagnostics", () => {
  const at = (line: number, character: number, offset: number) => ({ line, character, offset });
  const base = { category: 1, code: 2322, fileName: undefined };

  test("show line and carets; parts of one message stay together", () => {
    const source = "const a = 1;\n\tconst b: T = { x: 1 };";
    const place = { start: at(1, 7, 20), end: at(1, 8, 21) };
    const report = reportDiagnostics(
      [
        { ...base, ...place, messageText: "Type '{ x: number }' is not assignable." },
        { ...base, ...place, messageText: "Property 'y' is missing." },
      ],
      source,
      "cell 2",
    );
    expect(report.ename).toBe("TypeScriptError");
    expect(report.evalue).toBe("cell 2, line 2: Type '{ x: number }' is not assignable.");
    expect(plain(report.traceback)).toBe(
      [
        "error TS2322: Type '{ x: number }' is not assignable.",
        "  Property 'y' is missing.",
        "  at cell 2, line 2, column 8",
        "    2 | \tconst b: T = { x: 1 };",
        "      | \t      ^",
      ].join("\n"),
    );
  });

  test("of more than ten only ten are shown", () => {
    const many = Array.from({ length: 12 }, (_, i) => ({
      ...base,
      start: at(0, i, i),
      end: at(0, i + 1, i + 1),
      messageText: `m${i}`,
    }));
    const report = reportDiagnostics(many, "x".repeat(20), "cell 1");
    expect(report.evalue).toBe("cell 1, line 1: m0 (and 11 more)");
    expect(report.traceback.at(-1)).toBe("… and 2 more");
  });

  test("carets end with the line", () => {
    expect(plain(excerpt("abc", 0, 1, Infinity))).toBe("    1 | abc\n      |  ^^");
    expect(excerpt("abc", 5, 0)).toEqual([]);
  });
});
