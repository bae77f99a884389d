/** Numbers of the rows for which `test` holds. */
export function rowsWhere(rows: number, test: (row: number) => boolean): Int32Array {
  const found: number[] = [];
  for (let row = 0; row < rows; row++) if (test(row)) found.push(row);
  return Int32Array.from(found);
}
