import { PathExt } from "@jupyterlab/coreutils";
import type { Contents } from "@jupyterlab/services";
import type { TableDescription, TableEntry, TableSource } from "quetelet/contract";
import { describeRows, varyingColumns } from "./describe-rows";

/** Larger files are listed by name; their columns are for a kernel to read. */
const largestRead = 10_000_000;
/** Files up to this size are opened to count their rows when the folder is listed. */
const largestCounted = 1_000_000;
/** More files than these are listed without their rows. */
const mostCounted = 50;
const delimited = new Set([".csv", ".tsv", ".txt"]);
const data = new Set([...delimited, ".parquet", ".arrow", ".feather"]);

interface Table {
  names: string[];
  rows: string[][];
}

/** The data files of a folder, read by the browser: what can be known of tables without a kernel. */
export class FolderFiles {
  private readonly described = new Map<string, { stamp: string; description: TableDescription }>();
  private latest: { key: string; table: Table } | null = null;

  constructor(private readonly contents: Pick<Contents.IManager, "get">) {}

  /** Data files of the folder by name. */
  async tables(folder: string): Promise<TableEntry[]> {
    const { content } = await this.contents.get(folder, { content: true });
    const files = (content as Contents.IModel[]).filter(
      ({ type, name }) => type === "file" && data.has(PathExt.extname(name).toLowerCase()),
    );
    files.sort((a, b) => a.name.localeCompare(b.name));
    return Promise.all(
      files.map(async (file, at): Promise<TableEntry> => {
        const entry = { kind: "file" as const, name: file.name };
        const small = at < mostCounted && isDelimited(file.name) && (file.size ?? Infinity) <= largestCounted;
        // A file that cannot be read is listed all the same; choosing it says why.
        const table = small ? await this.describeFile(file).catch(() => null) : null;
        return { ...entry, rows: table?.rows ?? null, columns: table?.columns.length ?? null };
      }),
    );
  }

  async describe(folder: string, { name }: TableSource): Promise<TableDescription> {
    return this.describeFile(await this.file(folder, name));
  }

  async varying(
    folder: string,
    table: TableSource,
    ask: { id: string; columns: string[] },
  ): Promise<string[]> {
    return varyingColumns(await this.read(await this.file(folder, table.name)), ask);
  }

  private file(folder: string, name: string): Promise<Contents.IModel> {
    return this.contents.get(PathExt.join(folder, name), { content: false });
  }

  private async describeFile(file: Contents.IModel): Promise<TableDescription> {
    const known = this.described.get(file.path);
    if (known?.stamp === file.last_modified) return known.description;
    const { names, rows } = await this.read(file);
    const description = describeRows(names, rows);
    this.described.set(file.path, { stamp: file.last_modified, description });
    return description;
  }

  private async read(file: Contents.IModel): Promise<Table> {
    const key = `${file.path} ${file.last_modified}`;
    if (this.latest?.key === key) return this.latest.table;
    if (!isDelimited(file.name)) {
      throw new Error(
        `The columns of '${file.name}' can be read in a notebook with the kernel TypeScript (Quetelet).`,
      );
    }
    if ((file.size ?? 0) > largestRead) {
      throw new Error(
        `'${file.name}' is larger than 10 MB; a notebook with the kernel TypeScript (Quetelet) can read its columns.`,
      );
    }
    const [{ content }, { default: papa }] = await Promise.all([
      this.contents.get(file.path, { content: true, type: "file", format: "text" }),
      import("papaparse"),
    ]);
    const text = String(content).replace(/^\ufeff/, "");
    const { data: lines } = papa.parse<string[]>(text, {
      skipEmptyLines: true,
      delimitersToGuess: [",", "\t", ";", "|"],
    });
    const [names = [], ...rows] = lines;
    const table = { names, rows };
    this.latest = { key, table };
    return table;
  }
}

const isDelimited = (name: string) => delimited.has(PathExt.extname(name).toLowerCase());
