import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/index.js";
import { type SoftTask, softTask } from "../../../../kernel-lib/src/models/trajectories/adam/index.js";

/** The seed's own simulated check: 2 groups × 50 people × 11 periods, noise uniform on ±.05. */
export function seedTask(seed: number, { steps = 30_000, learningRate = 1e-4 } = {}) {
  const { table, truth } = simulateTrajectories({
    people: [50, 50],
    times: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    scaling: { centre: 5.5, scale: 5.5 },
    groups: [{ coefficients: [1, 0.5, 0] }, { coefficients: [0, 0, 1.5] }],
    uniformNoise: 0.05,
    seed,
  });
  const scaled = (table.array("time") as Float64Array).map((time) => (time - 5.5) / 5.5);
  const design = polynomial(scaled, 2);
  const task = softTask({
    designs: [design, design],
    response: table.array("y") as Float64Array,
    personRows: Int32Array.from({ length: 101 }, (_, i) => 11 * i),
    steps,
    learningRate,
  });
  return { task, truth, scaled };
}

/** People seen at times of their own, and groups with curves of different orders. */
export function unevenTask({ steps = 200, learningRate = 0.01 } = {}): SoftTask {
  const { table } = simulateTrajectories({ people: 24, times: [0, 1, 2, 3.5, 4, 6], observed: 0.7, seed: 9 });
  const id = table.array("id") as Float64Array;
  const scaled = (table.array("time") as Float64Array).map((time) => (time - 3) / 3);
  const personRows = [0];
  id.forEach((each, row) => {
    if (each !== id[row + 1]) personRows.push(row + 1);
  });
  const [line, parabola] = [polynomial(scaled, 1), polynomial(scaled, 2)];
  return softTask({
    designs: [line, parabola, parabola],
    response: table.array("y") as Float64Array,
    personRows: Int32Array.from(personRows),
    steps,
    learningRate,
  });
}

function polynomial(t: Float64Array, order: number) {
  const columns = order + 1;
  const values = new Float64Array(t.length * columns);
  t.forEach((value, row) => {
    for (let j = 0; j < columns; j++) values[row * columns + j] = value ** j;
  });
  return { values, columns };
}
