/** What a map draws where there are more places than it can hold: the mean of the places in each square. */
export interface MapSquares {
  /** Side of the squares, in metres. */
  side: number;
  /** Centres. */
  x: Float64Array;
  y: Float64Array;
  value: Float64Array;
}

/**
 * Means of the places in squares, of the smallest side of a ladder with which there are at most `limit` squares.
 * @param cellSize Side of the square cells that the places are centres of; the squares then hold whole cells.
 */
export function mapSquares(
  { x, y, value }: { x: Float64Array; y: Float64Array; value: Float64Array },
  { limit, cellSize }: { limit: number; cellSize?: number | undefined },
): MapSquares {
  const [left, bottom] = [x, y].map(
    (values) => values.reduce((a, b) => Math.min(a, b)) - (cellSize ?? 0) / 2,
  );
  for (let k = 0; ; k++) {
    const side = sideOf(k, cellSize);
    const squares = new Map<string, { column: number; row: number; sum: number; places: number }>();
    for (let i = 0; i < x.length && squares.size <= limit; i++) {
      const column = Math.floor((x[i]! - left!) / side);
      const row = Math.floor((y[i]! - bottom!) / side);
      const square = squares.get(`${column},${row}`) ?? { column, row, sum: 0, places: 0 };
      square.sum += value[i]!;
      square.places++;
      squares.set(`${column},${row}`, square);
    }
    if (squares.size > limit) continue;
    const all = [...squares.values()];
    return {
      side,
      x: Float64Array.from(all, ({ column }) => left! + (column + 0.5) * side),
      y: Float64Array.from(all, ({ row }) => bottom! + (row + 0.5) * side),
      value: Float64Array.from(all, ({ sum, places }) => sum / places),
    };
  }
}

const steps = [50, 100, 150, 200, 250, 300, 400];

/** Multiples of the cells' side; or 50, 100, 150, 200, 250, 300, 400, 500, 1000 … metres. */
const sideOf = (k: number, cellSize: number | undefined): number =>
  cellSize === undefined ? steps[k % steps.length]! * 10 ** Math.floor(k / steps.length) : (k + 1) * cellSize;
