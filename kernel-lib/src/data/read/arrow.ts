import { CompressionType, setCompressionCodec, type Table, tableFromIPC } from "@uwdata/flechette";
import { decompressZstd } from "hyparquet-compressors";
import { InputError } from "../../contract/index.js";
import { type ArrowTable, asTable } from "../as-table.js";
import { checkName } from "./csv.js";
import { decompressLz4Frame } from "./lz4.js";
import { plainColumn } from "./plain.js";
import type { PlainColumn } from "./type-fields.js";

function encode(): never {
  throw new Error("Arrow files are only read here");
}

// Flechette brings no codecs of its own. It wants whole buffers of their own, not views into larger ones.
setCompressionCodec(CompressionType.LZ4_FRAME, { decode: decompressLz4Frame, encode });
setCompressionCodec(CompressionType.ZSTD, { decode: (bytes) => decompressZstd(bytes).slice(), encode });

const booleanTypeId = 6;

/**
 * Reads an Arrow IPC file or stream (Feather version 2), compressed or not, as typed columns by name. Not through
 * Arquero's `fromArrow`, which takes values for missing where batches of a dictionary meet (version 8.0.3).
 */
export function readArrow(
  bytes: Uint8Array,
  { columns }: { columns?: readonly string[] },
  label: string,
): Map<string, PlainColumn> {
  const arrow = open(bytes, label);
  if (arrow.numRows === 0) throw new InputError(`readTable: ${label} has a header but no rows`);
  const table = asTable(arrow as unknown as ArrowTable, "readTable");
  for (const name of columns ?? []) checkName(name, table.columnNames, "columns", label);
  return new Map(
    (columns ?? table.columnNames).map((name) => {
      const column = arrow.getChild(name);
      if (column.type.typeId === booleanTypeId) return [name, Array.from(column) as (boolean | null)[]];
      return [name, plainColumn(table.column(name)!)];
    }),
  );
}

function open(bytes: Uint8Array, label: string): Table {
  try {
    return tableFromIPC(bytes);
  } catch (error) {
    throw new InputError(`readTable: ${label} cannot be read as Arrow: ${(error as Error).message}`);
  }
}
