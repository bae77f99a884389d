import { reporting, type RunContext } from "../../../compute/run.js";

/** The same run, whose reports say which part of the model they are of. */
export const within = (run: RunContext, part: string): RunContext =>
  reporting(run, (progress) => run.report({ ...progress, phase: `${part}: ${progress.phase}` }));
