import type { ResultDocument } from "quetelet/contract";
import { refusalWords } from "../chart/refusal-words";
import { fileName } from "../ui/export";
import { formatStatistic } from "../ui/format";
import type { Trans } from "../ui/translation";
import { formulaText } from "../viewer/formula";
import { figureLabel, headerFigures } from "../viewer/header-figures";
import { orderedCharts, orderedStatistics, orderedTables } from "../viewer/order";
import { plainWarning } from "../viewer/plain-warning";
import { provenanceFacts, readableTime } from "../viewer/provenance-facts";
import { shownTable } from "../viewer/shown-table";
import { chartLabel, modelName, outcomeName, sentence, statusWords } from "../viewer/words";
import { type Make, makerOf } from "./element";
import { inlineSvg } from "./inline-svg";
import { pictureOf, readBlob, type Picture } from "./pictures";
import { riskMapPicture, type RiskMapPicture } from "./risk-map";
import { pageStyle } from "./style";
import { tableHtml } from "./table-html";

/** Nothing is loaded and nothing runs, whatever the page holds. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

interface Parts {
  make: Make;
  result: ResultDocument;
  trans: Trans;
}

/** The whole result as one page that opens offline, with the result document in it to save and open again. */
export async function resultHtml(result: ResultDocument, trans: Trans): Promise<string> {
  const page = document.implementation.createHTMLDocument();
  const make = makerOf(page);
  const parts = { make, result, trans };
  const title = `${modelName(result, trans)}: ${outcomeName(result.config) ?? result.model}`;
  page.documentElement.lang = document.documentElement.lang || "en";
  page.title = title;
  page.head.prepend(
    make("meta", { charset: "utf-8" }),
    make("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    make("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    make("meta", { name: "color-scheme", content: "light dark" }),
  );
  page.head.append(make("style", {}, pageStyle));
  page.body.append(
    header(parts),
    make(
      "main",
      {},
      statistics(parts),
      tables(parts, "main"),
      await charts(parts, page),
      tables(parts, "others"),
      provenance(parts),
      await documentLink(parts),
    ),
    make("footer", {}, trans.__("Written by Quetelet for JupyterLab.")),
  );
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

function header({ make, result, trans }: Parts): HTMLElement {
  const { status, warnings, config } = result;
  const formula = formulaText(result, trans);
  return make(
    "header",
    {},
    make("p", { class: "model" }, modelName(result, trans)),
    make("h1", {}, outcomeName(config) ?? modelName(result, trans)),
    make("p", { class: status === "converged" ? "status" : "status unsure" }, statusWords(status, trans)),
    formula === null ? null : make("p", { class: "formula" }, formula),
    make(
      "dl",
      { class: "figures" },
      ...headerFigures(result, trans).map(([term, value]) => fact(make, term, value)),
    ),
    warnings.length === 0
      ? null
      : make(
          "section",
          { class: "warnings" },
          make("h2", {}, trans._n("%1 warning", "%1 warnings", warnings.length, warnings.length)),
          make(
            "ul",
            {},
            ...warnings.map((warning) => {
              const { code, message } = warning;
              const plain = plainWarning(warning, result, trans);
              const words = plain === null ? message : `${plain} ${message}`;
              return make("li", code ? { title: code, "data-code": code } : {}, words);
            }),
          ),
        ),
  );
}

function statistics({ make, result, trans }: Parts): HTMLElement | null {
  const entries = orderedStatistics(result.fit);
  if (entries.length === 0) return null;
  const rows = entries.map(([name, value]) =>
    fact(make, figureLabel(name, result, trans), formatStatistic(name, value)),
  );
  return make("section", {}, make("h2", {}, trans.__("Fit")), make("dl", { class: "facts" }, ...rows));
}

/** The main table comes before the charts, the others after them. */
function tables({ make, result, trans }: Parts, part: "main" | "others"): HTMLElement | null {
  const all = orderedTables(result).map((name, at) => ({ name, id: `table-${at + 1}` }));
  const names = part === "main" ? all.slice(0, 1) : all.slice(1);
  if (names.length === 0) return null;
  return make(
    "section",
    {},
    part === "main" ? null : make("h2", {}, trans.__("Other tables")),
    ...names.map(({ name, id }) => {
      const table = shownTable(result, name, trans)!;
      return tableHtml(make, table, { id, title: table.title ?? sentence(name), trans });
    }),
  );
}

async function charts(parts: Parts, page: Document): Promise<HTMLElement | null> {
  const { make, result, trans } = parts;
  const names = orderedCharts(result);
  if (names.length === 0) return null;
  const figures: HTMLElement[] = [];
  // One after the other, so that the page of JupyterLab can breathe in between.
  for (const [at, name] of names.entries()) {
    const spec = result.charts[name]!;
    const label = chartLabel(name, trans);
    const caption = `chart-${at + 1}-caption`;
    const map = name === "riskMap" && result.model === "risk-terrain" ? mapOf(result, trans) : null;
    if (map) {
      figures.push(mapFigure(map, { ...parts, label, caption }));
      continue;
    }
    const drawn = shown(await pictureOf(spec), {
      ...parts,
      page,
      prefix: `chart-${at + 1}-`,
      label,
      caption,
    });
    const description = typeof spec.description === "string" ? spec.description : "";
    figures.push(
      make(
        "figure",
        { "aria-label": label },
        make("h3", {}, label),
        drawn,
        make("figcaption", { id: caption }, description),
      ),
    );
  }
  return make("section", {}, make("h2", {}, trans.__("Charts")), ...figures);
}

/** Null also where it cannot be drawn: the document's own chart stands in its place. */
function mapOf(result: ResultDocument, trans: Trans): RiskMapPicture | null {
  try {
    return riskMapPicture(result, trans);
  } catch (error) {
    console.warn("quetelet: the map of places could not be drawn", error);
    return null;
  }
}

interface Captioned extends Parts {
  label: string;
  /** Id of what describes it. */
  caption: string;
}

/** The map as the viewer shows it, with the same classes; the document's chart is of means where places are many. */
function mapFigure(
  { address, width, legend, description }: RiskMapPicture,
  { make, trans, label, caption }: Captioned,
): HTMLElement {
  const classes = legend.map((each) =>
    make("li", {}, make("span", { class: "swatch", style: `background: ${each.colour}` }), each.label),
  );
  return make(
    "figure",
    { "aria-label": label },
    make("h3", {}, label),
    make(
      "div",
      { class: "drawing" },
      make("img", { src: address, width, alt: label, "aria-describedby": caption }),
    ),
    make(
      "div",
      { class: "legend" },
      make("span", {}, trans.__("Relative risk")),
      make("ul", { role: "list", "aria-label": trans.__("Classes of relative risk") }, ...classes),
    ),
    make("figcaption", { id: caption }, description),
  );
}

interface Place extends Captioned {
  page: Document;
  prefix: string;
}

function shown(picture: Picture, { make, trans, page, prefix, label, caption }: Place): HTMLElement {
  switch (picture.kind) {
    case "svg": {
      const svg = inlineSvg(picture.markup, page, prefix);
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", label);
      svg.setAttribute("aria-describedby", caption);
      return make("div", { class: "drawing" }, svg);
    }
    case "image":
      return make(
        "div",
        { class: "drawing" },
        make("img", { src: picture.address, alt: label, "aria-describedby": caption }),
      );
    case "none":
      return make(
        "p",
        { class: "quiet" },
        `${trans.__("This chart is not drawn.")} ${refusalWords(picture.refusal, trans)}`,
      );
  }
}

function provenance({ make, result, trans }: Parts): HTMLElement {
  const facts = provenanceFacts(result, trans).map(({ term, text, kind }) => {
    if (kind === "hash") return fact(make, term, make("code", {}, text));
    if (kind === "text") return fact(make, term, text);
    const time = readableTime(text);
    return fact(make, term, make("time", { datetime: time.machine }, time.text));
  });
  return make(
    "section",
    {},
    make("h2", {}, trans.__("Provenance")),
    make("dl", { class: "facts" }, ...facts),
    make("h3", { id: "config" }, trans.__("Config")),
    make("pre", {}, JSON.stringify(result.config, null, 2)),
  );
}

/** The document itself, as an address that holds it: it is saved, and nothing reads it here. */
async function documentLink({ make, result, trans }: Parts): Promise<HTMLElement> {
  const content = new Blob([JSON.stringify(result)], { type: "application/json" });
  const name = fileName([result.model, outcomeName(result.config) ?? ""], "quetelet.json");
  return make(
    "section",
    {},
    make("h2", {}, trans.__("Result document")),
    make(
      "p",
      {},
      make("a", { id: "quetelet-result", href: await readBlob(content, "address"), download: name }, name),
    ),
    make(
      "p",
      { class: "quiet" },
      trans.__(
        "Every number of this page in full, and what the model needs to predict. JupyterLab opens it as this page shows it.",
      ),
    ),
  );
}

function fact(make: Make, term: string, text: string | HTMLElement): HTMLElement {
  return make("div", {}, make("dt", {}, term), make("dd", {}, text));
}
