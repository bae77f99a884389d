import type { Cell, DetailColumns, ResultDocument, ResultTable, TableColumn } from "quetelet/contract";
import { isRecord } from "../ui/is-record";

/** Why a document cannot be shown; the viewer puts it into words. */
export type Problem =
  | { kind: "not-json" }
  | { kind: "not-a-result" }
  | { kind: "version"; version: string }
  | { kind: "malformed"; where: string; expected: string };

export type ReadResult = { ok: true; result: ResultDocument } | { ok: false; problem: Problem };

class Malformed extends Error {
  constructor(
    readonly where: string,
    readonly expected: string,
  ) {
    super(`${where} is not ${expected}`);
  }
}

/**
 * Checks a result document from anywhere: a notebook output (parsed JSON) or a file (text).
 * Parts that are absent are taken as empty; parts of the wrong shape are named. Never throws.
 * Charts are only checked to be objects here: each is validated when it is drawn, so that a bad chart
 * does not hide the tables.
 */
export function readResult(input: unknown): ReadResult {
  let data = input;
  if (typeof input === "string") {
    try {
      data = JSON.parse(input);
    } catch {
      return { ok: false, problem: { kind: "not-json" } };
    }
  }
  if (!isRecord(data) || data.kind !== "quetelet.result") {
    return { ok: false, problem: { kind: "not-a-result" } };
  }
  if (data.version !== 1) {
    return { ok: false, problem: { kind: "version", version: printVersion(data.version) } };
  }
  try {
    return { ok: true, result: readVersion1(data) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ok: false, problem: { kind: "malformed", where: error.where, expected: error.expected } };
  }
}

function readVersion1(data: Record<string, unknown>): ResultDocument {
  const provenance = optionalRecord(data.provenance, "provenance");
  return {
    kind: "quetelet.result",
    version: 1,
    model: text(data.model, "model") as ResultDocument["model"],
    config: optionalRecord(data.config, "config") as unknown as ResultDocument["config"],
    status: text(data.status, "status") as ResultDocument["status"],
    warnings: list(data.warnings ?? [], "warnings").map((warning, i) => {
      const where = `warnings[${i}]`;
      const { code, message } = record(warning, where);
      return { code: text(code ?? "", `${where}.code`), message: text(message, `${where}.message`) };
    }),
    provenance: {
      seed: finite(provenance.seed ?? null, "provenance.seed"),
      backend: text(provenance.backend ?? "", "provenance.backend"),
      device: text(provenance.device ?? "", "provenance.device"),
      versions: mapRecord(optionalRecord(provenance.versions, "provenance.versions"), (value, key) =>
        text(value, `provenance.versions.${key}`),
      ),
      dataSha256: isAbsent(provenance.dataSha256)
        ? null
        : text(provenance.dataSha256, "provenance.dataSha256"),
      rows: finite(provenance.rows ?? null, "provenance.rows") as number,
      startedAt: text(provenance.startedAt ?? "", "provenance.startedAt"),
      seconds: finite(provenance.seconds ?? null, "provenance.seconds") as number,
    },
    fit: mapRecord(optionalRecord(data.fit, "fit"), (value, key) =>
      finite(value, `fit.${key}`),
    ) as ResultDocument["fit"],
    tables: mapRecord(optionalRecord(data.tables, "tables"), (value, key) =>
      readTable(value, `tables.${key}`),
    ),
    charts: mapRecord(optionalRecord(data.charts, "charts"), (value, key) =>
      record(value, `charts.${key}`),
    ) as ResultDocument["charts"],
    ...(isAbsent(data.details)
      ? {}
      : {
          details: mapRecord(record(data.details, "details"), (value, key) =>
            readDetails(value, `details.${key}`),
          ),
        }),
    // Private to the model; kept so that a saved result still predicts.
    ...(isAbsent(data.predictor)
      ? {}
      : { predictor: record(data.predictor, "predictor") as ResultDocument["predictor"] }),
  };
}

function readTable(value: unknown, where: string): ResultTable {
  const table = record(value, where);
  const columns = list(table.columns, `${where}.columns`).map((item, i): TableColumn => {
    const column = record(item, `${where}.columns[${i}]`);
    return {
      name: text(column.name, `${where}.columns[${i}].name`),
      ...(isAbsent(column.label) ? {} : { label: text(column.label, `${where}.columns[${i}].label`) }),
      type: text(column.type ?? "text", `${where}.columns[${i}].type`) as TableColumn["type"],
    };
  });
  return {
    ...(isAbsent(table.title) ? {} : { title: text(table.title, `${where}.title`) }),
    columns,
    rows: list(table.rows, `${where}.rows`).map((item, i) => {
      const row = record(item, `${where}.rows[${i}]`);
      const entries = columns.map(({ name }): [string, Cell] => [
        name,
        cell(Object.hasOwn(row, name) ? row[name] : null, `${where}.rows[${i}].${name}`),
      ]);
      return Object.fromEntries(entries);
    }),
    ...(isAbsent(table.notes)
      ? {}
      : { notes: list(table.notes, `${where}.notes`).map((note, i) => text(note, `${where}.notes[${i}]`)) }),
  };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (!isRecord(value)) throw new Malformed(where, "an object");
  return value;
}

function readDetails(value: unknown, where: string): DetailColumns {
  const columns = mapRecord(record(value, where), (column, name) => {
    const values = list(column, `${where}.${name}`);
    const good = (item: unknown) => item === null || typeof item === "string" || typeof item === "number";
    if (!values.every(good)) throw new Malformed(`${where}.${name}`, "a list of numbers, text and null");
    return values as DetailColumns[string];
  });
  const lengths = new Set(Object.values(columns).map(({ length }) => length));
  if (lengths.size > 1) throw new Malformed(where, "columns of one length");
  return columns;
}

function optionalRecord(value: unknown, where: string): Record<string, unknown> {
  return isAbsent(value) ? {} : record(value, where);
}

function mapRecord<T>(
  source: Record<string, unknown>,
  read: (value: unknown, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, read(value, key)]));
}

function list(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) throw new Malformed(where, "a list");
  return value;
}

function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw new Malformed(where, "text");
  return value;
}

function finite(value: unknown, where: string): number | null {
  if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
  throw new Malformed(where, "a number or null");
}

function cell(value: unknown, where: string): Cell {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value as Cell;
  throw new Malformed(where, "text, a number, true, false or null");
}

function printVersion(version: unknown): string {
  return typeof version === "number" || typeof version === "string" ? String(version) : "none";
}
