/**
 * Points sorted into the cells of a square grid, about two a cell: neighbours are found by looking at few cells.
 * Points of one row of cells lie one after the other, so a stretch of a row is one run of the arrays.
 */
export interface PointGrid {
  /** Coordinates in metres, and each point's place in the input, in the order of the cells. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly order: Uint32Array;
  /** First point of each cell, row by row from the lowest; one more entry closes the last cell. */
  readonly starts: Uint32Array;
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell, in metres. */
  readonly size: number;
  readonly left: number;
  readonly bottom: number;
}

const pointsPerCell = 2;

export function pointGrid(x: Float64Array, y: Float64Array): PointGrid {
  const [left, right] = extent(x);
  const [bottom, top] = extent(y);
  const [width, height] = [right - left, top - bottom];
  const cells = Math.max(1, x.length / pointsPerCell);
  // Points on one line, or in one place, have no area: then the longer side alone is divided.
  const size = Math.max(Math.sqrt((width * height) / cells), Math.max(width, height) / cells) || 1;
  const columns = Math.floor(width / size) + 1;
  const rows = Math.floor(height / size) + 1;

  const cellOf = (index: number) =>
    Math.min(rows - 1, Math.floor((y[index]! - bottom) / size)) * columns +
    Math.min(columns - 1, Math.floor((x[index]! - left) / size));
  const starts = new Uint32Array(columns * rows + 1);
  for (let index = 0; index < x.length; index++) starts[cellOf(index) + 1]!++;
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1]! += starts[cell]!;
  const next = starts.slice();
  const order = new Uint32Array(x.length);
  for (let index = 0; index < x.length; index++) order[next[cellOf(index)]!++] = index;
  const sorted = (values: Float64Array) => Float64Array.from(order, (index) => values[index]!);
  return { x: sorted(x), y: sorted(y), order, starts, columns, rows, size, left, bottom };
}

/** Column or row of a coordinate, held within the grid. */
export function cellAt(coordinate: number, from: number, size: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor((coordinate - from) / size)));
}

/**
 * Finds the runs of points that may lie within `radius` of a place: every point that does is in one of them.
 * @param runs Takes the first point of each run and the one after its last; two entries a row of the grid.
 * @returns How many entries were written.
 */
export function runsNear(grid: PointGrid, x: number, y: number, radius: number, runs: Uint32Array): number {
  const { starts, columns, rows, size, left, bottom } = grid;
  // A hair more, for a point that rounding has put into the next cell.
  const reach = radius + size * 1e-9;
  const west = cellAt(x - reach, left, size, columns);
  const east = cellAt(x + reach, left, size, columns);
  const north = cellAt(y + reach, bottom, size, rows);
  let written = 0;
  for (let row = cellAt(y - reach, bottom, size, rows); row <= north; row++) {
    const start = starts[row * columns + west]!;
    const end = starts[row * columns + east + 1]!;
    if (end === start) continue;
    runs[written++] = start;
    runs[written++] = end;
  }
  return written;
}

function extent(values: Float64Array): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
