import { newtonDirection } from "../../../compute/optimise/direction.js";

/** One group's part of an M-step: Σ weight·log f as a function of the group's parameters. */
export interface Block {
  /** Places of the group's parameters in the component's vector. */
  places: Int32Array;
  value(x: Float64Array): number;
  /** Adds the gradient and the (symmetric) Hessian to arrays of zeros. */
  derivatives(x: Float64Array, gradient: Float64Array, hessian: Float64Array): void;
}

// Steps that gain less than this share of the first are left to the next round of EM.
const ENOUGH = 1e-3;
const NOTHING = 1e-9;
const FORESEEN = 0.02;

/**
 * Raises the sum of some blocks by Newton's method with halved steps, in place; blocks may share parameters. A few
 * iterations are enough within EM: whatever rises is a step of generalised EM (Dempster, Laird and Rubin, 1977).
 */
export function maximiseBlocks(blocks: readonly Block[], vector: Float64Array, iterations: number): void {
  const places = [...new Set(blocks.flatMap((block) => [...block.places]))];
  const n = places.length;
  const local = blocks.map((block) => Int32Array.from(block.places, (place) => places.indexOf(place)));
  const pick = (x: Float64Array, at: Int32Array) => Float64Array.from(at, (place) => x[place]!);
  const value = (x: Float64Array) =>
    blocks.reduce((sum, block, b) => sum + block.value(pick(x, local[b]!)), 0);
  let x: Float64Array = Float64Array.from(places, (place) => vector[place]!);
  let current = value(x);
  let firstGain = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    blocks.forEach((block, b) => {
      const at = local[b]!;
      const g = new Float64Array(at.length);
      const h = new Float64Array(at.length ** 2);
      block.derivatives(pick(x, at), g, h);
      for (let i = 0; i < at.length; i++) {
        gradient[at[i]!]! -= g[i]!;
        for (let j = 0; j < at.length; j++) hessian[at[i]! * n + at[j]!]! -= h[i * at.length + j]!;
      }
    });
    const direction = newtonDirection(hessian, gradient, n)?.direction;
    if (!direction) break;
    let slope = 0;
    for (let i = 0; i < n; i++) slope -= gradient[i]! * direction[i]!;
    if (!(slope > NOTHING)) break;
    if (iteration === 0) firstGain = slope;
    else if (slope < ENOUGH * firstGain) break;
    let next: Float64Array | null = null;
    let asForeseen = false;
    for (let t = 1; t > 1e-4; t /= 2) {
      const trial = x.map((each, i) => each + t * direction[i]!);
      const reached = value(trial);
      if (reached >= current + 1e-4 * t * slope) {
        next = trial;
        asForeseen = t === 1 && Math.abs((reached - current) / slope - 0.5) < FORESEEN;
        current = reached;
        break;
      }
    }
    if (!next) break;
    x = next;
    // Where a whole step gains what a parabola would, it has all but reached the top.
    if (asForeseen) break;
  }
  places.forEach((place, i) => (vector[place] = x[i]!));
}
