import { table as arqueroTable, type ColumnTable } from "arquero";
import { fromJSON } from "../api/index.js";
import { didYouMean, InputError } from "../contract/index.js";
import { readTable } from "../data/index.js";
import { readJson, writeText } from "./files.js";
import { parse } from "./arguments.js";
import { UsageError } from "./usage.js";

/** `quetelet predict RESULT.json --data FILE [--out FILE.csv] [--keep COLUMN,COLUMN]` */
export async function predict(args: string[]): Promise<number> {
  const { values, positionals } = parse(
    args,
    { data: { type: "string" }, out: { type: "string", default: "-" }, keep: { type: "string" } },
    ["RESULT.json"],
  );
  if (values.data === undefined) throw new UsageError("--data FILE is missing");
  const [file] = positionals as [string];
  const document = await readJson("quetelet predict", file);
  if (isConfig(document)) {
    throw new InputError(
      `quetelet predict: '${file}' is a config, not a result; make one with 'quetelet fit ${file} --out RESULT.json'`,
    );
  }
  const fit = fromJSON(document);
  const data = await readTable(values.data);
  const predictions = fit.predict(data);
  const kept = values.keep === undefined ? {} : columnsToKeep(data, values.keep.split(","));
  const out = arqueroTable({ ...kept, ...Object.fromEntries(columnsOf(predictions)) });
  await writeText("quetelet predict", values.out, out.toCSV() + "\n");
  return 0;
}

const isConfig = (document: unknown) =>
  typeof document === "object" && document !== null && "model" in document && !("kind" in document);

function columnsToKeep(data: ColumnTable, names: string[]): Record<string, unknown> {
  const known = data.columnNames();
  for (const name of names) {
    if (!known.includes(name)) {
      const hint = didYouMean(name, known);
      throw new InputError(
        `quetelet predict: '--keep' names column '${name}', which the table does not have${hint}`,
      );
    }
  }
  return Object.fromEntries(columnsOf(data).filter(([name]) => names.includes(name)));
}

const columnsOf = (table: ColumnTable) =>
  table.columnNames().map((name): [string, unknown[]] => [name, Array.from(table.array(name))]);
