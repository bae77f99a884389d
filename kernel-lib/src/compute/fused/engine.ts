import { availableParallelism } from "node:os";
import {
  createKernel,
  partialLength,
  SCALARS,
  type FusedData,
  type FusedFamily,
  type Pass,
} from "./kernel.js";
import { fusedModule } from "./module.js";
import { openOnThreads } from "./pool.js";
import { sharedFloat64 } from "./shared.js";

/** Rows of a chunk at least. Chunks depend on the rows alone, so results do not depend on the threads. */
const CHUNK_ROWS = 4096;

/** Chunks at most, so that their results stay small beside the data. */
const MAX_CHUNKS = 1024;

/** Multiplications a pass below which waking the workers costs more than it saves. */
const WORTH_THREADS = 1e7;

export interface FusedOptions {
  rows: number;
  columns: number;
  /** rows × columns, row-major; copied unless on a SharedArrayBuffer. */
  design: Float64Array;
  /** Outcome by row. */
  response: Float64Array;
  /** Added to the linear predictor. */
  offset?: Float64Array | null;
  /** Prior weights, ≥ 0; default 1. */
  weights?: Float64Array | null;
  /** Subtracted from each column as it is read; default 0. */
  centre?: Float64Array;
  /** Multiplies each centred column as it is read; default 1. */
  scale?: Float64Array;
  /** Worker threads; 0 means one a core, 1 none. The results are the same bit for bit. */
  threads?: number;
  /** Called between chunks when the work runs on the calling thread, so that the event loop turns. */
  breathe?: () => Promise<void>;
}

export interface Evaluation {
  /** Negative log-likelihood less the terms that hold no coefficient (kernel by kernel, see assembly/glm.ts). */
  loss: number;
  /** Xᵀ dℓ/dη, the gradient of the log-likelihood in the coefficients. */
  score: Float64Array;
  /** Xᵀ W X, columns × columns, W the observed information −d²ℓ/dη². */
  information: Float64Array;
  /** Xᵀ d²ℓ/dηdα; negative binomial only. */
  cross: Float64Array;
  /** [dℓ/dα, d²ℓ/dα²] of the part that holds η; negative binomial only. */
  sums: [number, number];
}

/** A data set set up for passes over its rows. Passes run one at a time; `close` lets its memory go. */
export interface FusedEngine {
  readonly threads: number;
  /** Loss with gradient and information at `coefficients`. */
  evaluate(family: FusedFamily, coefficients: Float64Array, alpha?: number): Promise<Evaluation>;
  /** Loss alone, for line searches. */
  loss(family: FusedFamily, coefficients: Float64Array, alpha?: number): Promise<number>;
  /** Linear predictors by row, offset included. */
  linearPredictor(coefficients: Float64Array): Promise<Float64Array>;
  /** Xᵀ diag(root²) X, columns × columns. */
  gram(root: Float64Array): Promise<Float64Array>;
  /**
   * |Mᵀx|² by row, for a columns × columns matrix M: with MMᵀ a covariance, the variance of the predictor.
   * Twice as fast for an upper triangular M.
   */
  quadratic(m: Float64Array): Promise<Float64Array>;
  close(): void;
}

/**
 * Sets up passes over a GLM's rows: WebAssembly SIMD over blocks of rows, on worker threads where the work is
 * worth it. Rows are cut into chunks of fixed size and their results added in fixed order, so every number is
 * the same bit for bit on any number of threads.
 */
export function openFusedEngine({
  rows,
  columns,
  design,
  response,
  offset = null,
  weights = null,
  centre = new Float64Array(columns),
  scale = new Float64Array(columns).fill(1),
  threads = 0,
  breathe,
}: FusedOptions): FusedEngine {
  const panels = (columns + 3) >> 2;
  const size = 4 * panels;
  const chunkRows = Math.max(CHUNK_ROWS, Math.ceil(rows / MAX_CHUNKS));
  const chunks = Math.ceil(rows / chunkRows);
  const stride = partialLength(columns);
  const wanted = Math.min(threads === 0 ? availableParallelism() : threads, chunks);
  const count = wanted > 1 && rows * columns * columns >= WORTH_THREADS ? wanted : 1;
  const data: FusedData = {
    rows,
    columns,
    design: count > 1 ? onSharedMemory(design) : design,
    response: count > 1 ? onSharedMemory(response) : response,
    offset: offset && count > 1 ? onSharedMemory(offset) : offset,
    weights: weights && count > 1 ? onSharedMemory(weights) : weights,
    centre,
    scale,
    chunkRows,
    input: sharedFloat64(size * size),
    rowInput: sharedFloat64(rows),
    rowOutput: sharedFloat64(rows),
    partials: sharedFloat64(stride * chunks),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
  const pooled = count > 1 ? openOnThreads(data, count) : null;
  const work = pooled ? null : createKernel(fusedModule(), data);

  async function run(pass: Pass): Promise<void> {
    if (pooled) return pooled.run(pass);
    for (let chunk = 0; chunk < chunks; chunk++) {
      work!(pass, chunk);
      if (breathe) await breathe();
    }
  }

  /** Chunk results added in order. */
  function total(): Float64Array {
    const sum = data.partials.slice(0, stride);
    for (let chunk = 1; chunk < chunks; chunk++) {
      const from = chunk * stride;
      for (let i = 0; i < stride; i++) sum[i]! += data.partials[from + i]!;
    }
    return sum;
  }

  function setInput(values: Float64Array): void {
    data.input.fill(0);
    data.input.set(values);
  }

  return {
    threads: count,
    async evaluate(family, coefficients, alpha = 0) {
      setInput(coefficients);
      await run({ kind: "evaluate", family, alpha, gram: true, keep: false });
      const sum = total();
      return {
        loss: sum[0]!,
        sums: [sum[1]!, sum[2]!],
        score: sum.slice(SCALARS, SCALARS + columns),
        cross: sum.slice(SCALARS + size, SCALARS + size + columns),
        information: unpackTiles(sum.subarray(SCALARS + 2 * size), panels, columns),
      };
    },
    async loss(family, coefficients, alpha = 0) {
      setInput(coefficients);
      await run({ kind: "evaluate", family, alpha, gram: false, keep: false });
      return total()[0]!;
    },
    async linearPredictor(coefficients) {
      setInput(coefficients);
      await run({ kind: "evaluate", family: "gaussian", alpha: 0, gram: false, keep: true });
      return new Float64Array(data.rowOutput);
    },
    async gram(root) {
      data.rowInput.set(root);
      await run({ kind: "gram" });
      return unpackTiles(total().subarray(SCALARS + 2 * size), panels, columns);
    },
    async quadratic(m) {
      data.input.fill(0);
      let triangular = true;
      for (let i = 0; i < columns; i++) {
        for (let j = 0; j < columns; j++) {
          if (i > j && m[i * columns + j] !== 0) triangular = false;
          data.input[(j >> 2) * size * 4 + i * 4 + (j & 3)] = m[i * columns + j]!;
        }
      }
      await run({ kind: "quadratic", triangular });
      return new Float64Array(data.rowOutput);
    },
    close: () => pooled?.close(),
  };
}

function onSharedMemory(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = sharedFloat64(values.length);
  copy.set(values);
  return copy;
}

function unpackTiles(tiles: Float64Array, panels: number, columns: number): Float64Array {
  const full = new Float64Array(columns * columns);
  let tile = 0;
  for (let i = 0; i < panels; i++) {
    for (let j = i; j < panels; j++, tile++) {
      for (let r = 0; r < 4; r++) {
        for (let c = 0; c < 4; c++) {
          const row = 4 * i + r;
          const column = 4 * j + c;
          if (row >= columns || column >= columns) continue;
          full[row * columns + column] = tiles[16 * tile + 4 * r + c]!;
          full[column * columns + row] = tiles[16 * tile + 4 * r + c]!;
        }
      }
    }
  }
  return full;
}
