// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.

/** Rows a block: its panels and sums stay in the second-level cache. */
export const BLOCK_ROWS = 256;

/** Numbers in a chunk's result before the cross products: loss and the two sums of the negative binomial. */
export const SCALARS = 3;

/**
 * @typedef {"gaussian" | "poisson" | "binomial" | "negative-binomial"} FusedFamily
 *
 * @typedef {object} FusedData The rows and the columns that enter every pass; all arrays on shared memory.
 * @property {number} rows
 * @property {number} columns
 * @property {Float64Array} design rows × columns, row-major
 * @property {Float64Array} response
 * @property {Float64Array | null} offset
 * @property {Float64Array | null} weights
 * @property {Float64Array} centre subtracted from each column
 * @property {Float64Array} scale multiplies each centred column
 * @property {number} chunkRows rows of a chunk, the unit of work whose results are summed in order
 * @property {Float64Array} input argument of the pass: coefficients, or the matrix M by panels
 * @property {Float64Array} rowInput numbers by row that a pass reads: root weights
 * @property {Float64Array} rowOutput numbers by row that a pass writes: linear predictors or quadratic forms
 * @property {Float64Array} partials one result a chunk
 * @property {Int32Array} next the chunk to be taken next
 *
 * @typedef {{ kind: "evaluate", family: FusedFamily, alpha: number, gram: boolean, keep: boolean }
 *   | { kind: "gram" }
 *   | { kind: "quadratic", triangular: boolean }} Pass
 */

/**
 * Length of a chunk's result.
 * @param {number} columns
 */
export function partialLength(columns) {
  const panels = (columns + 3) >> 2;
  return SCALARS + 8 * panels + 16 * ((panels * (panels + 1)) / 2);
}

/**
 * Sets the compiled kernels up for one data set and returns the function that works one chunk off.
 * @param {WebAssembly.Module} module
 * @param {FusedData} data
 * @returns {(pass: Pass, chunk: number) => void}
 */
export function createKernel(module, data) {
  const { rows, columns, design, response, offset, weights, chunkRows } = data;
  const panels = (columns + 3) >> 2;
  const tiles = (panels * (panels + 1)) / 2;
  const size = 4 * panels;
  const wasm = /** @type {any} */ (
    new WebAssembly.Instance(module, {
      env: {
        abort() {
          throw new Error("the fused kernel aborted");
        },
      },
    }).exports
  );

  let top = 65536;
  /** @param {number} length */
  const allocate = (length) => {
    const at = top;
    top += Math.ceil((length * 8) / 64) * 64;
    return at;
  };
  const at = {
    raw: allocate(BLOCK_ROWS * columns),
    panels: allocate(BLOCK_ROWS * size),
    centre: allocate(size),
    scale: allocate(size),
    input: allocate(size * size),
    eta: allocate(BLOCK_ROWS),
    y: allocate(BLOCK_ROWS),
    weight: allocate(BLOCK_ROWS),
    score: allocate(BLOCK_ROWS),
    root: allocate(BLOCK_ROWS),
    cross: allocate(BLOCK_ROWS),
    sums: allocate(2),
    gradient: allocate(2 * size),
    gram: allocate(16 * tiles),
  };
  wasm.memory.grow(Math.ceil(Math.max(0, top - wasm.memory.buffer.byteLength) / 65536));
  const memory = new Float64Array(wasm.memory.buffer);
  memory.set(data.centre, at.centre >> 3);
  memory.set(data.scale, at.scale >> 3);
  const stride = partialLength(columns);

  /**
   * @param {Pass} pass
   * @param {number} chunk
   */
  return function work(pass, chunk) {
    memory.fill(0, at.sums >> 3, (at.gram >> 3) + 16 * tiles);
    memory.set(data.input, at.input >> 3);
    let loss = 0;
    const end = Math.min(rows, (chunk + 1) * chunkRows);
    for (let from = chunk * chunkRows; from < end; from += BLOCK_ROWS) {
      const to = Math.min(end, from + BLOCK_ROWS);
      const count = to - from;
      memory.set(design.subarray(from * columns, to * columns), at.raw >> 3);
      wasm.pack(at.raw, count, columns, at.centre, at.scale, at.panels);
      if (pass.kind === "quadratic") {
        wasm.quadratic(at.panels, count, panels, at.input, pass.triangular, at.eta);
        data.rowOutput.set(memory.subarray(at.eta >> 3, (at.eta >> 3) + count), from);
        continue;
      }
      if (pass.kind === "gram") {
        memory.set(data.rowInput.subarray(from, to), at.root >> 3);
        wasm.scaleRows(at.panels, count, panels, at.root);
        wasm.gram(at.panels, count, panels, at.gram);
        continue;
      }
      if (offset) memory.set(offset.subarray(from, to), at.eta >> 3);
      else memory.fill(0, at.eta >> 3, (at.eta >> 3) + count);
      memory.set(response.subarray(from, to), at.y >> 3);
      if (weights) memory.set(weights.subarray(from, to), at.weight >> 3);
      else memory.fill(1, at.weight >> 3, (at.weight >> 3) + count);
      wasm.linearPredictor(at.panels, count, panels, at.input, at.eta);
      if (pass.keep) data.rowOutput.set(memory.subarray(at.eta >> 3, (at.eta >> 3) + count), from);
      if (pass.family === "negative-binomial") {
        loss += wasm.negativeBinomial(
          count,
          at.eta,
          at.y,
          at.weight,
          at.score,
          at.root,
          pass.alpha,
          at.cross,
          at.sums,
        );
      } else {
        loss += wasm[pass.family](count, at.eta, at.y, at.weight, at.score, at.root);
      }
      if (!pass.gram) continue;
      wasm.crossProduct(at.panels, count, panels, at.score, at.gradient);
      if (pass.family === "negative-binomial") {
        wasm.crossProduct(at.panels, count, panels, at.cross, at.gradient + 8 * size);
      }
      wasm.scaleRows(at.panels, count, panels, at.root);
      wasm.gram(at.panels, count, panels, at.gram);
    }
    if (pass.kind === "quadratic") return;
    const result = data.partials.subarray(chunk * stride, (chunk + 1) * stride);
    result[0] = loss;
    result.set(memory.subarray(at.sums >> 3, (at.sums >> 3) + 2), 1);
    result.set(memory.subarray(at.gradient >> 3, (at.gradient >> 3) + 2 * size), SCALARS);
    result.set(memory.subarray(at.gram >> 3, (at.gram >> 3) + 16 * tiles), SCALARS + 2 * size);
  };
}
