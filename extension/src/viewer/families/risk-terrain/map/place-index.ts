import { boxOf, type Box } from "./viewport";

/** Finds places by where they are: they lie sorted by the cells of a grid. */
export class PlaceIndex {
  private readonly box: Box;
  private readonly side: number;
  private readonly columns: number;
  private readonly rows: number;
  /** First place of each cell in `order`, and one end more. */
  private readonly starts: Uint32Array;
  private readonly order: Uint32Array;

  constructor(
    private readonly x: Float64Array,
    private readonly y: Float64Array,
  ) {
    this.box = boxOf(x, y, 1);
    const { left, right, bottom, top } = this.box;
    // About two places a cell, and never more than a million cells.
    this.side = Math.max(
      Math.sqrt(((right - left) * (top - bottom)) / Math.max(1, x.length / 2)),
      Math.max(right - left, top - bottom) / 1000,
    );
    this.columns = Math.ceil((right - left) / this.side);
    this.rows = Math.ceil((top - bottom) / this.side);
    const cellOf = (i: number) => this.row(y[i]!) * this.columns + this.column(x[i]!);
    this.starts = new Uint32Array(this.columns * this.rows + 1);
    for (let i = 0; i < x.length; i++) this.starts[cellOf(i) + 1]!++;
    for (let c = 0; c < this.columns * this.rows; c++) this.starts[c + 1]! += this.starts[c]!;
    const next = this.starts.slice();
    this.order = new Uint32Array(x.length);
    for (let i = 0; i < x.length; i++) this.order[next[cellOf(i)]!++] = i;
  }

  private column = (x: number) =>
    Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.box.left) / this.side)));
  private row = (y: number) =>
    Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.box.bottom) / this.side)));

  /** Places within a rectangle, its edges included. */
  within({ left, right, bottom, top }: Box): Uint32Array {
    const found: number[] = [];
    this.visit({ left, right, bottom, top }, (i) => {
      if (this.x[i]! >= left && this.x[i]! <= right && this.y[i]! >= bottom && this.y[i]! <= top)
        found.push(i);
    });
    return Uint32Array.from(found).sort();
  }

  /** The place nearest to a point within a distance; null when there is none. */
  nearest(x: number, y: number, reach: number): number | null {
    let best: number | null = null;
    let least = reach * reach;
    this.visit({ left: x - reach, right: x + reach, bottom: y - reach, top: y + reach }, (i) => {
      const distance = (this.x[i]! - x) ** 2 + (this.y[i]! - y) ** 2;
      if (distance > least || (distance === least && best !== null && best < i)) return;
      least = distance;
      best = i;
    });
    return best;
  }

  private visit({ left, right, bottom, top }: Box, see: (place: number) => void): void {
    for (let row = this.row(bottom); row <= this.row(top); row++) {
      const first = row * this.columns;
      const [from, to] = [
        this.starts[first + this.column(left)]!,
        this.starts[first + this.column(right) + 1]!,
      ];
      for (let k = from; k < to; k++) see(this.order[k]!);
    }
  }
}
