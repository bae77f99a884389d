import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Bool, Dictionary, Int32, Table as Arrow, Utf8, tableToIPC, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { readDataset, type ReadOptions, readTable } from "../../../kernel-lib/src/data/read-table.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "quetelet-read-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
async function read(content: string | Uint8Array, options?: ReadOptions, name = "t.csv") {
  const table = await readTable(file(name, content), options);
  return Object.fromEntries(table.columnNames().map((column) => [column, table.column(column)]));
}

describe("readTable of delimited text", () => {
  it("types columns: numbers, booleans, dates, text, and identifiers as text", async () => {
    const text = [
      "n,flag,day,time,zip,id,word,none",
      "1,true,2026-11-21,2026-11-21T09:30:00.5Z,02118,12345678901234567890,a,",
      "NA,FALSE,NA,2026-11-21 09:30,10001,2,,NA",
      "-2.5e1,,2024-02-29,2026-11-21T09:30:00+02:00,,3,null,NaN",
    ].join("\n");
    expect(await read(text)).toEqual({
      n: Float64Array.of(1, NaN, -25),
      flag: [true, false, null],
      day: [new Date("2026-11-21T00:00:00Z"), null, new Date("2024-02-29T00:00:00Z")],
      time: ["2026-11-21T09:30:00.500Z", "2026-11-21T09:30:00Z", "2026-11-21T07:30:00Z"].map(
        (time) => new Date(time),
      ),
      zip: ["02118", "10001", null],
      id: ["12345678901234567890", "2", "3"],
      word: ["a", null, null],
      none: Float64Array.of(NaN, NaN, NaN),
    });
  });

  it.each<[string, string | Uint8Array]>([
    ["CRLF", "a,b\r\n1,x\r\n2,y\r\n"],
    ["old Mac line ends", "a,b\r1,x\r2,y\r"],
    ["no line end at the end", "a,b\n1,x\n2,y"],
    ["blank lines", "a,b\n\n1,x\n\n2,y\n\n"],
    ["a byte order mark", "\ufeffa,b\n1,x\n2,y\n"],
    ["tabs", "a\tb\n1\tx\n2\ty\n"],
    ["semicolons", "a;b\n1;x\n2;y\n"],
    ["quotation marks", '"a","b"\n"1","x"\n"2","y"\n'],
    ["gzip", gzipSync("a,b\n1,x\n2,y\n")],
  ])("reads %s", async (_, content) => {
    expect(await read(content)).toEqual({ a: Float64Array.of(1, 2), b: ["x", "y"] });
  });

  it("reads quoted delimiters, line ends and quotation marks", async () => {
    expect(await read('a,b\n"x, ""y""\r\nz",5" pipe\n"",1\n')).toEqual({
      a: ['x, "y"\r\nz', null],
      b: ['5" pipe', "1"],
    });
  });

  it("names a column without a name by its place", async () => {
    expect(Object.keys(await read(",x\n0,5\n"))).toEqual(["column_1", "x"]);
  });

  it("takes columns, types, missing values and the delimiter as asked", async () => {
    const text = "zip|n|m\n02118|1|-9\n10001|2|5\n";
    expect(await read(text, { columns: ["m", "zip"], types: { zip: "number" }, missing: ["-9"] })).toEqual({
      m: Float64Array.of(NaN, 5),
      zip: Float64Array.of(2118, 10001),
    });
    expect(await read(text, { types: { n: "text" }, delimiter: "|" })).toMatchObject({ n: ["1", "2"] });
    expect(await read("a,b\nNA,1\n,2\n", { missing: ["NA"] })).toEqual({
      a: [null, ""],
      b: Float64Array.of(1, 2),
    });
  });

  it("keeps the order of columns whose names are whole numbers", async () => {
    expect((await readTable(file("t.csv", "b,10,2\nx,1,2\n"))).columnNames()).toEqual(["b", "10", "2"]);
  });

  it("reads back whatever text was written with quotation marks", async () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom('"', ",", "\n", "\r\n", "", "NA", "1", "é漢"),
    );
    const grid = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.record({
        names: fc.uniqueArray(
          cell.filter(
            (text) =>
              text !== "" && text !== "__proto__" && text.trim() === text && !text.startsWith("\ufeff"),
          ),
          { minLength: width, maxLength: width },
        ),
        rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
    );
    const style = fc.record({
      delimiter: fc.constantFrom(",", "\t", ";"),
      lineEnd: fc.constantFrom("\n", "\r\n"),
      all: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(grid, style, async ({ names, rows }, { delimiter, lineEnd, all }) => {
        const quote = (text: string) =>
          all || text === "" || text.includes('"') || text.includes(delimiter) || /[\r\n]/.test(text)
            ? `"${text.replaceAll('"', '""')}"`
            : text;
        const content = [names, ...rows].map((row) => row.map(quote).join(delimiter) + lineEnd).join("");
        const types = Object.fromEntries(names.map((name) => [name, "text" as const]));
        const found = await readTable(file("t.csv", content), { types, missing: [], delimiter });
        expect(found.columnNames()).toEqual(names);
        names.forEach((name, column) => expect(found.column(name)).toEqual(rows.map((row) => row[column])));
      }),
    );
  });

  it("throws nothing but InputError, whatever the bytes", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
      fc
        .array(fc.constantFrom(...'a1,"\n\r\t;'), { maxLength: 30 })
        .map((signs) => Buffer.from(signs.join(""))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (bytes) => {
        await readTable(file("t.csv", bytes)).catch((error: unknown) =>
          expect(error).toBeInstanceOf(InputError),
        );
      }),
      { numRuns: 150 },
    );
  });

  it.each<[string | Uint8Array, string, ReadOptions?]>([
    ["", "readTable: 't.csv' is empty"],
    ["\n\n", "readTable: 't.csv' is empty"],
    ["a,b\n", "readTable: 't.csv' has a header but no rows"],
    ["a,__proto__\n1,2\n", "readTable: a column cannot be named '__proto__'; rename it"],
    ["a,b,a\n1,2,3\n", "readTable: 't.csv' has two columns named 'a'"],
    ['a,b\n"1\n2",3\n4\n', "readTable: 't.csv' has 1 field in line 4, but its header has 2"],
    ["a,b\n1,2,3\n", "readTable: 't.csv' has 3 fields in line 2, but its header has 2"],
    ['a,b\n1,"x\n2,y\n', "readTable: 't.csv' has a quotation mark in line 2 that is never closed"],
    ['a,b\n1,"x"y\n', "readTable: 't.csv' has text after a closing quotation mark in line 2"],
    [Buffer.from("a\ncaf\xe9\n", "latin1"), "readTable: 't.csv' is not text in UTF-8; save it as CSV UTF-8"],
    [
      "crime,b\n1,2\n",
      "readTable: 'columns' names column 'crmie', which 't.csv' does not have (did you mean 'crime'?)",
      { columns: ["crmie"] },
    ],
    [
      "a,b\n1,2\n",
      "readTable: 'types' names column 'c', which 't.csv' does not have (did you mean 'a'?)",
      { types: { c: "text" } },
    ],
    [
      "a,b\n1,2\n\nx,2\n",
      "readTable: 't.csv' has 'x' in column 'a' in line 4, which is no number",
      { types: { a: "number" } },
    ],
    [
      "a,b\n2026-02-30,2\n",
      "readTable: 't.csv' has '2026-02-30' in column 'a' in line 2, which is no date",
      { types: { a: "date" } },
    ],
    [
      "a,b\n1,2\n",
      "readTable: 'delimiter' must be one character such as ',' or ';', got '::'",
      { delimiter: "::" },
    ],
    [gzipSync("a,b\n1,2\n").subarray(0, 20), "readTable: 't.csv' cannot be unzipped: unexpected end of file"],
    [
      "PAR1 and then no more of it",
      "readTable: 't.csv' cannot be read as Parquet: parquet file invalid (footer != PAR1)",
    ],
  ])("refuses %j", async (content, message, options) => {
    await expect(read(content, options)).rejects.toThrow(new InputError(message));
  });

  it("says which folder a missing file is missing from, and what in it has nearly that name", async () => {
    file("streets.csv", "a\n1\n");
    await expect(readTable(join(folder, "street.csv"))).rejects.toThrow(
      new InputError(`readTable: there is no file 'street.csv' in '${folder}' (did you mean 'streets.csv'?)`),
    );
    await expect(readTable(join(folder, "sub", "x.csv"))).rejects.toThrow(
      new InputError(`readTable: there is no folder '${join(folder, "sub")}' to read 'x.csv' from`),
    );
    await expect(readTable(folder)).rejects.toThrow(new InputError(`readTable: '${folder}' is a folder`));
    await expect(readTable("")).rejects.toThrow(InputError);
  });
});

describe("readTable of Arrow", () => {
  const arrow = () =>
    new Arrow({
      n: vectorFromArray(Float64Array.of(1, 2, 3)),
      big: vectorFromArray(BigInt64Array.of(4n, 5n, 6n)),
      t: vectorFromArray(["b", null, "a"], new Dictionary(new Utf8(), new Int32())),
      flag: vectorFromArray([true, null, false], new Bool()),
      when: vectorFromArray([new Date(86_400_000), null, new Date(0)]),
    });
  it.each(["file", "stream"] as const)("reads a %s as the same plain columns", async (kind) => {
    const found = await read(tableToIPC(arrow(), kind), undefined, "t.arrow");
    expect(found).toEqual({
      n: Float64Array.of(1, 2, 3),
      big: Float64Array.of(4, 5, 6),
      t: ["b", null, "a"],
      flag: [true, null, false],
      when: [new Date(86_400_000), null, new Date(0)],
    });
  });

  it("takes columns, and refuses options that are for text", async () => {
    const bytes = tableToIPC(arrow(), "file");
    expect(await read(bytes, { columns: ["t"] }, "t.arrow")).toEqual({ t: ["b", null, "a"] });
    await expect(read(bytes, { missing: ["x"] }, "t.arrow")).rejects.toThrow(
      new InputError("readTable: 'missing' is for delimited text, and 't.arrow' is not that"),
    );
    await expect(read(bytes, { columns: ["T"] }, "t.arrow")).rejects.toThrow(
      new InputError(
        "readTable: 'columns' names column 'T', which 't.arrow' does not have (did you mean 't'?)",
      ),
    );
  });
});

describe("readTable of what pyarrow wrote", () => {
  // fixtures/make.py says what is in them.
  const rows = 9000;
  const day = (date: number) => new Date(Date.UTC(2026, 10, date));
  const column = <T>(of: (row: number) => T) => Array.from({ length: rows }, (_, row) => of(row));
  const expected: Record<string, unknown> = {
    number: Float64Array.from(column((row) => (row % 7 === 3 ? NaN : (row % 40) / 8))),
    whole: Float64Array.from(column((row) => row % 50)),
    text: column((row) => (row % 5 === 4 ? null : `level ${row % 3}`)),
    category: column((row) => ["b", "a", null][row % 3]),
    flag: column((row) => [true, null, false][row % 3]),
    day: column((row) => (row % 4 === 1 ? null : day(1 + (row % 28)))),
    moment: column((row) => new Date(Date.UTC(2026, 10, 21, 9, row % 6))),
    price: Float64Array.from(column((row) => (row % 20) / 100)),
  };
  it.each(["snappy.parquet", "zstd.parquet", "lz4.feather", "zstd.feather"])("reads %s", async (name) => {
    const table = await readTable(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
    expect(table.columnNames()).toEqual(Object.keys(expected));
    for (const [name, values] of Object.entries(expected)) expect(table.column(name), name).toEqual(values);
  });

  it("takes only the columns asked for", async () => {
    const path = fileURLToPath(new URL("fixtures/zstd.parquet", import.meta.url));
    const table = await readTable(path, { columns: ["price", "flag"] });
    expect(table.columnNames()).toEqual(["price", "flag"]);
    expect(table.column("price")).toEqual(expected.price);
    await expect(readTable(path, { columns: ["prise"] })).rejects.toThrow(
      new InputError(
        "readTable: 'columns' names column 'prise', which 'zstd.parquet' does not have (did you mean 'price'?)",
      ),
    );
  });
});

describe("readTable of JSON", () => {
  it("reads a list of objects, and leaves a missing name missing", async () => {
    const text = ' [{"n": 1, "t": "b"}, {"n": null, "t": "a", "late": 2}]';
    expect(await read(text, undefined, "t.json")).toEqual({
      n: Float64Array.of(1, NaN),
      t: ["b", "a"],
      late: Float64Array.of(NaN, 2),
    });
    expect(await read(text, { columns: ["t"] }, "t.json")).toEqual({ t: ["b", "a"] });
  });

  it("refuses what is no table in one sentence", async () => {
    await expect(read('[{"a": 1}, 3]', undefined, "t.json")).rejects.toThrow(
      new InputError("readTable: 't.json' holds no object in place 2 of its list"),
    );
    await expect(read('[{"a": 1}, ', undefined, "t.json")).rejects.toThrow(
      /^readTable: 't.json' cannot be read as JSON: /,
    );
    await expect(read('[{"a": {"b": 1}}]', undefined, "t.json")).rejects.toThrow(InputError);
  });

  it("reads back what was written", async () => {
    const rows = fc.array(
      fc.record({ n: fc.double({ noNaN: true, noDefaultInfinity: true }), t: fc.string() }),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const found = await read(JSON.stringify(written), undefined, "t.json");
        // JSON has no -0.
        expect([...(found["n"] as Float64Array)]).toEqual(written.map(({ n }) => n + 0));
        expect(found["t"]).toEqual(written.map(({ t }) => t));
      }),
    );
  });
});

describe("readDataset", () => {
  it("reads a registered data set", async () => {
    const read = await readDataset("boston-house-prices", { columns: ["age"] });
    expect(read.objects()).toEqual((await readTable("boston-house-prices", { columns: ["age"] })).objects());
  });

  it("never reads a file", async () => {
    const path = file("crimes", "x\n1");
    expect((await readTable(path)).numRows()).toBe(1);
    await expect(readDataset(path)).rejects.toThrow(/there is no data set/);
  });
});
