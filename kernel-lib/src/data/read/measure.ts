import { basename } from "node:path";
import { tableFromIPC } from "@uwdata/flechette";
import { parquetMetadataAsync, parquetSchema } from "hyparquet";
import { fieldsOf } from "./csv.js";
import { formatOf, readBytes } from "./file.js";
import { readJson } from "./json.js";

/**
 * How many rows and columns a file's table has, without typing its values.
 * @throws InputError when the file is not there, empty or broken.
 */
export async function measureFile(path: string): Promise<{ rows: number; columns: number }> {
  const label = `'${basename(path)}'`;
  const bytes = await readBytes(path);
  switch (formatOf(bytes)) {
    case "parquet": {
      const { buffer, byteOffset, byteLength } = bytes;
      const file = {
        byteLength,
        slice: (start: number, end = byteLength) =>
          buffer.slice(byteOffset + start, byteOffset + end) as ArrayBuffer,
      };
      const metadata = await parquetMetadataAsync(file);
      return { rows: Number(metadata.num_rows), columns: parquetSchema(metadata).children.length };
    }
    case "arrow": {
      const { numRows, numCols } = tableFromIPC(bytes);
      return { rows: numRows, columns: numCols };
    }
    case "json": {
      const columns = readJson(bytes, {}, label);
      return { rows: [...columns.values()][0]?.length ?? 0, columns: columns.size };
    }
    case "text": {
      const { rows, names } = fieldsOf(bytes, label);
      return { rows, columns: names.length };
    }
  }
}
