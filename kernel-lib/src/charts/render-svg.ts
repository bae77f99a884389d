import { createHash } from "node:crypto";
import {
  boundInterpreter,
  type ChartSpec,
  checkChart,
  checkCompiled,
  cleanSvg,
  InputError,
  type JsonObject,
  refusalText,
} from "../contract/index.js";

export interface RenderOptions {
  /** Text and background for white or dark paper, or text for white paper on no background. Default `light`. */
  theme?: "light" | "dark" | "transparent";
}

const themes = {
  light: { background: "#ffffff", ink: "#1f2328" },
  dark: { background: "#111111", ink: "#e6e6e6" },
  transparent: { background: "transparent", ink: "#1f2328" },
};

/** Rows a still picture holds at most: each may become a hundred bytes of it. */
const mostRows = 20_000;

/**
 * Draws a chart as a self-contained SVG of role `img` with a title and a description. Charts may come from a
 * stranger's document: they pass the viewer's check, their expressions are interpreted rather than compiled,
 * nothing they name is loaded, and links and paints that are addresses are taken out.
 * @throws InputError for a chart that the check does not let through.
 */
export async function renderSvg(spec: ChartSpec, { theme = "light" }: RenderOptions = {}): Promise<string> {
  // Loaded here because Vega takes most of a second, which a program that draws nothing should not pay.
  const [vega, vegaLite, { expressionInterpreter }] = await Promise.all([
    import("vega").then(commonJs),
    import("vega-lite").then(commonJs),
    import("vega-interpreter").then(commonJs),
  ]);
  const { background, ink } = themes[theme];
  const own = checkedSpec(spec);
  const compiled = vegaLite.compile(own as unknown as import("vega-lite").TopLevelSpec, {
    config: {
      background,
      // The picture has one name and one description; naming its every point would only swell it.
      aria: false,
      style: {
        "guide-label": { fill: ink },
        "guide-title": { fill: ink },
        "group-title": { fill: ink },
        text: { fill: ink },
      },
      text: { color: ink },
      axis: { domainColor: ink, tickColor: ink, aria: false },
      title: { aria: false },
      legend: { aria: false },
    },
    logger: vega.logger(vega.None),
  }).spec;
  checkCompiled(compiled);
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true }), {
    renderer: "none",
    expr: boundInterpreter(expressionInterpreter),
    loader: refusing,
    logger: vega.logger(vega.None),
  } as import("vega").ViewOptions);
  try {
    return accessible(cleanSvg(await view.toSVG()), titleOf(spec), String(spec.description ?? ""));
  } finally {
    view.finalize();
  }
}

/** The chart as the check leaves it, with data of its own and without paper of its own. */
function checkedSpec(spec: ChartSpec): JsonObject {
  const check = checkChart(spec, { rows: mostRows });
  if (!check.ok) throw new InputError(`chart: this chart is not drawn: ${refusalText(check.refusal)}`);
  const { background: _paper, config, ...rest } = check.chart.spec;
  const { background: _own, ...settings } = (config ?? {}) as JsonObject;
  // Without a canvas Vega takes text to be up to 1.6 times as wide as it is, and would cut labels that fit.
  const axis = { ...(settings.axis as JsonObject | undefined), labelLimit: 420 };
  // Vega writes its own marks into the rows it is given.
  return {
    ...rest,
    config: { ...settings, axis },
    datasets: structuredClone(check.chart.data) as JsonObject,
  };
}

/** A loader for which no address and no file exists. */
const refusing = {
  options: {},
  load: () => Promise.reject(new Error("charts hold their data; nothing is loaded")),
  sanitize: () => Promise.resolve({ href: "" }),
  http: () => Promise.reject(new Error("charts hold their data; nothing is loaded")),
  file: () => Promise.reject(new Error("charts hold their data; nothing is loaded")),
};

/** Node hands out a CommonJS module as `default` when it cannot tell its export names. */
const commonJs = <M extends object>(module: M): M => ("default" in module ? (module.default as M) : module);

function titleOf(spec: ChartSpec): string {
  const { title } = spec;
  if (typeof title === "string") return title;
  const text = typeof title === "object" && title !== null && !Array.isArray(title) ? title.text : undefined;
  return typeof text === "string" ? text : "Chart";
}

function accessible(svg: string, title: string, description: string): string {
  // Several charts stand in one page: what they call by id must not meet.
  const suffix = createHash("sha256").update(svg).digest("hex").slice(0, 8);
  return svg
    .replace(/\b(id=")([^"]+)"/g, `$1$2-${suffix}"`)
    .replace(/url\(#([^)]+)\)/g, `url(#$1-${suffix})`)
    .replace(
      /<svg([^>]*)>/,
      `<svg$1 role="img" aria-label="${escapeXml(`${title}. ${description}`)}">` +
        `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`,
    );
}

/** Text made safe between tags and inside double-quoted attributes. */
export const escapeXml = (text: string): string =>
  text
    // Characters that XML 1.0 cannot hold at all.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
