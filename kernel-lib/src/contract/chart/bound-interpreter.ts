import { chartLimits } from "./check-chart.js";

interface Context {
  functions: Record<string, (...values: never[]) => unknown>;
}

type Interpreter = Record<string, (context: Context, code: unknown) => unknown>;

/** Vega's interpreter, which makes no code at run time, with a bound on the one function that makes data. */
export function boundInterpreter(interpreter: object): Interpreter {
  return Object.fromEntries(
    Object.entries(interpreter as Interpreter).map(([name, run]) => [
      name,
      (context: Context, code: unknown) => run(bounded(context), code),
    ]),
  );
}

const seen = new WeakMap<object, Context>();

function bounded(context: Context): Context {
  const known = seen.get(context);
  if (known) return known;
  const sequence = (...values: number[]) => {
    const [start, stop, step] =
      values.length < 2 ? [0, values[0] ?? 0, 1] : [values[0]!, values[1]!, values[2] ?? 1];
    if (!(Math.abs((stop - start) / step) <= chartLimits.steps)) throw new Error("The sequence is too long.");
    return (context.functions.sequence as (...v: number[]) => unknown)(...values);
  };
  const made: Context = Object.assign(Object.create(context) as Context, {
    functions: Object.assign(Object.create(context.functions) as Context["functions"], { sequence }),
  });
  seen.set(context, made);
  return made;
}
