// AssemblyScript, compiled to WebAssembly by scripts/build-wasm.mjs; not part of the TypeScript build.
//
// A block of rows lies in panels of four columns: panel k holds columns 4k … 4k+3 of every row, row after row
// (32 bytes a row). Columns beyond the last are zero. A tile of the Gram matrix then reads two streams from
// the first-level cache and keeps its sixteen sums in eight registers.

const PANEL: usize = 32;

/** Copies a row-major block into panels, each column centred and scaled. */
export function pack(raw: usize, rows: i32, columns: i32, centre: usize, scale: usize, panels: usize): void {
  const panelBytes = <usize>rows * PANEL;
  const rowBytes = (<usize>columns) << 3;
  const whole = columns >> 2;
  for (let k = 0; k < whole; k++) {
    const c0 = v128.load(centre + <usize>k * PANEL);
    const c1 = v128.load(centre + <usize>k * PANEL, 16);
    const s0 = v128.load(scale + <usize>k * PANEL);
    const s1 = v128.load(scale + <usize>k * PANEL, 16);
    let from = raw + <usize>k * PANEL;
    let to = panels + <usize>k * panelBytes;
    for (let r = 0; r < rows; r++) {
      v128.store(to, f64x2.mul(f64x2.sub(v128.load(from), c0), s0));
      v128.store(to, f64x2.mul(f64x2.sub(v128.load(from, 16), c1), s1), 16);
      from += rowBytes;
      to += PANEL;
    }
  }
  const left = columns & 3;
  if (left == 0) return;
  const first = whole << 2;
  for (let r = 0; r < rows; r++) {
    const from = raw + <usize>r * rowBytes + ((<usize>first) << 3);
    const to = panels + <usize>whole * panelBytes + <usize>r * PANEL;
    for (let j = 0; j < 4; j++) {
      const at = (<usize>j) << 3;
      const which = (<usize>(first + j)) << 3;
      store<f64>(
        to + at,
        j < left ? (load<f64>(from + at) - load<f64>(centre + which)) * load<f64>(scale + which) : 0,
      );
    }
  }
}

/** eta[r] += x_r · beta, from the offsets that eta holds. */
export function linearPredictor(panels: usize, rows: i32, count: i32, beta: usize, eta: usize): void {
  const panelBytes = <usize>rows * PANEL;
  for (let r = 0; r < rows; r++) {
    let x = panels + <usize>r * PANEL;
    let sum0 = f64x2.splat(0);
    let sum1 = f64x2.splat(0);
    let b = beta;
    for (let k = 0; k < count; k++) {
      sum0 = f64x2.add(sum0, f64x2.mul(v128.load(x), v128.load(b)));
      sum1 = f64x2.add(sum1, f64x2.mul(v128.load(x, 16), v128.load(b, 16)));
      x += panelBytes;
      b += PANEL;
    }
    const sum = f64x2.add(sum0, sum1);
    const at = eta + ((<usize>r) << 3);
    store<f64>(at, load<f64>(at) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
  }
}

/** out += Xᵀv. */
export function crossProduct(panels: usize, rows: i32, count: i32, v: usize, out: usize): void {
  let x = panels;
  for (let k = 0; k < count; k++) {
    let sum0 = f64x2.splat(0);
    let sum1 = f64x2.splat(0);
    let at = v;
    for (let r = 0; r < rows; r++) {
      const value = v128.load64_splat(at);
      sum0 = f64x2.add(sum0, f64x2.mul(v128.load(x), value));
      sum1 = f64x2.add(sum1, f64x2.mul(v128.load(x, 16), value));
      x += PANEL;
      at += 8;
    }
    const to = out + <usize>k * PANEL;
    v128.store(to, f64x2.add(v128.load(to), sum0));
    v128.store(to, f64x2.add(v128.load(to, 16), sum1), 16);
  }
}

/** Multiplies every row by its root weight, in place. */
export function scaleRows(panels: usize, rows: i32, count: i32, root: usize): void {
  let x = panels;
  for (let k = 0; k < count; k++) {
    for (let r = 0; r < rows; r++) {
      const value = v128.load64_splat(root + ((<usize>r) << 3));
      v128.store(x, f64x2.mul(v128.load(x), value));
      v128.store(x, f64x2.mul(v128.load(x, 16), value), 16);
      x += PANEL;
    }
  }
}

/** out += XᵀX, upper tiles of 4 × 4 in row order, 128 bytes each. */
export function gram(panels: usize, rows: i32, count: i32, out: usize): void {
  const panelBytes = <usize>rows * PANEL;
  let to = out;
  for (let i = 0; i < count; i++) {
    for (let j = i; j < count; j++) {
      let a = panels + <usize>i * panelBytes;
      let b = panels + <usize>j * panelBytes;
      const end = a + panelBytes;
      let s00 = f64x2.splat(0);
      let s01 = f64x2.splat(0);
      let s10 = f64x2.splat(0);
      let s11 = f64x2.splat(0);
      let s20 = f64x2.splat(0);
      let s21 = f64x2.splat(0);
      let s30 = f64x2.splat(0);
      let s31 = f64x2.splat(0);
      while (a < end) {
        const b0 = v128.load(b);
        const b1 = v128.load(b, 16);
        const a0 = v128.load64_splat(a);
        s00 = f64x2.add(s00, f64x2.mul(a0, b0));
        s01 = f64x2.add(s01, f64x2.mul(a0, b1));
        const a1 = v128.load64_splat(a, 8);
        s10 = f64x2.add(s10, f64x2.mul(a1, b0));
        s11 = f64x2.add(s11, f64x2.mul(a1, b1));
        const a2 = v128.load64_splat(a, 16);
        s20 = f64x2.add(s20, f64x2.mul(a2, b0));
        s21 = f64x2.add(s21, f64x2.mul(a2, b1));
        const a3 = v128.load64_splat(a, 24);
        s30 = f64x2.add(s30, f64x2.mul(a3, b0));
        s31 = f64x2.add(s31, f64x2.mul(a3, b1));
        a += PANEL;
        b += PANEL;
      }
      v128.store(to, f64x2.add(v128.load(to), s00));
      v128.store(to, f64x2.add(v128.load(to, 16), s01), 16);
      v128.store(to, f64x2.add(v128.load(to, 32), s10), 32);
      v128.store(to, f64x2.add(v128.load(to, 48), s11), 48);
      v128.store(to, f64x2.add(v128.load(to, 64), s20), 64);
      v128.store(to, f64x2.add(v128.load(to, 80), s21), 80);
      v128.store(to, f64x2.add(v128.load(to, 96), s30), 96);
      v128.store(to, f64x2.add(v128.load(to, 112), s31), 112);
      to += 128;
    }
  }
}

/**
 * out[r] = |Mᵀx_r|², M given by panels of four of its columns (row after row): a row's quadratic form in MMᵀ.
 * Rows go two by two, which keeps the adders busy; with an odd count the last writes one number too many.
 */
export function quadratic(
  panels: usize,
  rows: i32,
  count: i32,
  m: usize,
  triangular: bool,
  out: usize,
): void {
  const panelBytes = <usize>rows * PANEL;
  const size = count << 2;
  for (let r = 0; r < rows; r++) store<f64>(out + ((<usize>r) << 3), 0);
  for (let k = 0; k < count; k++) {
    const block = m + <usize>k * <usize>size * PANEL;
    const most = triangular ? k + 1 : count;
    for (let r = 0; r < rows; r += 2) {
      let sum0 = f64x2.splat(0);
      let sum1 = f64x2.splat(0);
      let next0 = f64x2.splat(0);
      let next1 = f64x2.splat(0);
      let x = panels + <usize>r * PANEL;
      let b = block;
      for (let i = 0; i < most; i++) {
        for (let l = 0; l < 4; l++) {
          const b0 = v128.load(b);
          const b1 = v128.load(b, 16);
          const x0 = v128.load64_splat(x);
          const x1 = v128.load64_splat(x, 32);
          sum0 = f64x2.add(sum0, f64x2.mul(x0, b0));
          sum1 = f64x2.add(sum1, f64x2.mul(x0, b1));
          next0 = f64x2.add(next0, f64x2.mul(x1, b0));
          next1 = f64x2.add(next1, f64x2.mul(x1, b1));
          x += 8;
          b += PANEL;
        }
        x += panelBytes - PANEL;
      }
      const sum = f64x2.add(f64x2.mul(sum0, sum0), f64x2.mul(sum1, sum1));
      const next = f64x2.add(f64x2.mul(next0, next0), f64x2.mul(next1, next1));
      const at = out + ((<usize>r) << 3);
      store<f64>(at, load<f64>(at) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
      store<f64>(at, load<f64>(at, 8) + (f64x2.extract_lane(next, 0) + f64x2.extract_lane(next, 1)), 8);
    }
  }
}

// The families. Each turns a block's linear predictors into the loss (the negative log-likelihood less its
// constants), the score v = dℓ/dη, and the root of the information weight −d²ℓ/dη², all times the prior weight.

/** ½w(y − η)². */
export function gaussian(rows: i32, eta: usize, y: usize, weight: usize, score: usize, root: usize): f64 {
  let loss = 0.0;
  for (let at: usize = 0, end = (<usize>rows) << 3; at < end; at += 8) {
    const w = load<f64>(weight + at);
    const residual = load<f64>(y + at) - load<f64>(eta + at);
    loss += 0.5 * w * residual * residual;
    store<f64>(score + at, w * residual);
    store<f64>(root + at, Math.sqrt(w));
  }
  return loss;
}

/** w(μ − yη). */
export function poisson(rows: i32, eta: usize, y: usize, weight: usize, score: usize, root: usize): f64 {
  let loss = 0.0;
  for (let at: usize = 0, end = (<usize>rows) << 3; at < end; at += 8) {
    const w = load<f64>(weight + at);
    const e = load<f64>(eta + at);
    const count = load<f64>(y + at);
    const mean = Math.exp(e);
    loss += w * (mean - count * e);
    store<f64>(score + at, w * (count - mean));
    store<f64>(root + at, Math.sqrt(w * mean));
  }
  return loss;
}

/** w(log(1 + e^η) − yη). */
export function binomial(rows: i32, eta: usize, y: usize, weight: usize, score: usize, root: usize): f64 {
  let loss = 0.0;
  for (let at: usize = 0, end = (<usize>rows) << 3; at < end; at += 8) {
    const w = load<f64>(weight + at);
    const e = load<f64>(eta + at);
    const share = load<f64>(y + at);
    const t = Math.exp(-Math.abs(e));
    const u = 1 / (1 + t);
    loss += w * (Math.log1p(t) + (e > 0 ? e : 0) - share * e);
    store<f64>(score + at, w * (share - (e > 0 ? u : t * u)));
    store<f64>(root + at, Math.sqrt(w * t) * u);
  }
  return loss;
}

/**
 * Negative binomial, variance μ + αμ²: w((y + 1/α) log(1 + αμ) − yη), the part that holds η. `cross` takes
 * d²ℓ/dηdα; `sums` gathers [dℓ/dα, d²ℓ/dα²] of this part. The rest depends on the counts alone and is the caller's.
 */
export function negativeBinomial(
  rows: i32,
  eta: usize,
  y: usize,
  weight: usize,
  score: usize,
  root: usize,
  alpha: f64,
  cross: usize,
  sums: usize,
): f64 {
  let loss = 0.0;
  let first = 0.0;
  let second = 0.0;
  for (let at: usize = 0, end = (<usize>rows) << 3; at < end; at += 8) {
    const w = load<f64>(weight + at);
    const e = load<f64>(eta + at);
    const count = load<f64>(y + at);
    const mean = Math.exp(e);
    const t = alpha * mean;
    const u = 1 / (1 + t);
    const log = Math.log1p(t);
    // μ²h(t) with h = (log(1+t) − t/(1+t))/t², and μ³h′(t): by series where the formulas cancel, and without
    // powers of μ, which overflow, where they do not.
    let h: f64;
    let dh: f64;
    if (t < 0.02) {
      h = mean * mean * seriesOfH(t);
      dh = mean * mean * mean * seriesOfDh(t);
    } else {
      const d = log - t * u;
      h = d / (alpha * alpha);
      dh = (t * u * (t * u) - 2 * d) / (alpha * alpha * alpha);
    }
    const ratio = t < 1e-300 ? 1.0 : log / t;
    loss += w * (count * (log - e) + mean * ratio);
    const mu = mean * u;
    first += w * (h - count * mu);
    second += w * (dh + count * mu * mu);
    store<f64>(score + at, w * (count - mean) * u);
    store<f64>(root + at, Math.sqrt(w * mean * (1 + alpha * count)) * u);
    store<f64>(cross + at, -w * (count - mean) * mu * u);
  }
  store<f64>(sums, load<f64>(sums) + first);
  store<f64>(sums, load<f64>(sums, 8) + second, 8);
  return loss;
}

// h(t) = Σ_{k≥2} (−1)^k (k−1)/k t^(k−2): ten terms leave less than 1e-17 for t < 0.02.
function seriesOfH(t: f64): f64 {
  let sum = 0.0;
  for (let k = 11; k >= 2; k--) {
    const c = <f64>(k - 1) / <f64>k;
    sum = sum * t + ((k & 1) == 0 ? c : -c);
  }
  return sum;
}

function seriesOfDh(t: f64): f64 {
  let sum = 0.0;
  for (let k = 12; k >= 3; k--) {
    const c = (<f64>(k - 1) / <f64>k) * <f64>(k - 2);
    sum = sum * t + ((k & 1) == 0 ? c : -c);
  }
  return sum;
}
