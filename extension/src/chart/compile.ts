import { boundInterpreter, checkCompiled, type CheckedChart, type JsonObject } from "quetelet/contract";
import { None, View, logger, parse, type Spec, type ViewOptions } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { isRecord } from "../ui/is-record";
import { layOver, themeConfig, type ChartTheme } from "./theme";

export interface Look {
  theme: ChartTheme;
  /** Pixels the chart may be wide; charts of several panels keep their own width. */
  width: number;
}

/** A checked chart as a Vega specification; throws when what came out would reach beyond the chart. */
export function compileChart({ spec }: CheckedChart, { theme, width }: Look): Spec {
  const own = isRecord(spec.config) ? spec.config : {};
  const config = layOver(own, themeConfig(theme));
  const fitted: JsonObject = isSinglePanel(spec)
    ? { ...spec, width, autosize: { type: "fit-x", contains: "padding" } }
    : spec;
  const { background: _ground, padding: _padding, ...rest } = fitted;
  const vega = compile({ ...rest, padding: 4, config } as unknown as TopLevelSpec, {
    logger: logger(None),
  }).spec;
  checkCompiled(vega);
  return { ...vega, config: { ...vega.config, events } } as Spec;
}

export interface SafeView {
  view: View;
  /** Brings the view up to date; rejects where Vega would only log that an expression failed. */
  run(): Promise<void>;
}

/** A view over a specification that can compute and draw, and nothing else. */
export function makeView(
  spec: Spec,
  options: Pick<ViewOptions, "renderer" | "container" | "tooltip">,
): SafeView {
  const errors: unknown[] = [];
  const log = logger(None);
  log.error = (...problems) => {
    errors.push(...problems);
    return log;
  };
  const view = new View(parse(spec, undefined, { ast: true }), {
    ...options,
    hover: Boolean(options.container),
    loader: refusingLoader,
    logger: log,
    expr: interpreter,
  } as ViewOptions);
  const run = async () => {
    await view.runAsync();
    const [error] = errors.splice(0);
    if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
  };
  return { view, run };
}

/** Only what a brush over the chart needs: no timers, and no listening to the rest of the page. */
const events = {
  bind: "none",
  selector: false,
  timer: false,
  window: ["pointermove", "pointerup", "mousemove", "mouseup", "touchmove", "touchend"],
};

const refuse = () => Promise.reject(new Error("A chart loads nothing."));

const refusingLoader = { options: {}, load: refuse, sanitize: refuse, http: refuse, file: refuse };

const interpreter = boundInterpreter(expressionInterpreter);

function isSinglePanel(spec: JsonObject): boolean {
  const { encoding, width, autosize } = spec;
  // A map says so: made as wide as the page, its metres to the east would be longer than those to the north.
  if (isRecord(autosize) && autosize.type === "pad") return false;
  const channels = isRecord(encoding) ? Object.keys(encoding) : [];
  const faceted = channels.some((channel) => ["row", "column", "facet"].includes(channel));
  const stepped = isRecord(width);
  return ("mark" in spec || "layer" in spec) && !faceted && !stepped;
}
