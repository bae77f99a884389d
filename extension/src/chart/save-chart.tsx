import type { ChartSpec, CheckedChart, JsonObject } from "quetelet/contract";
import React from "react";
import { Action } from "../ui/action";
import { saveFile } from "../ui/browser";
import { fileName } from "../ui/export";
import { useTrans } from "../ui/translation";

interface SaveChartProps {
  chart: CheckedChart;
  spec: ChartSpec;
  title: string;
  source: string;
}

const vegaLite = "https://vega.github.io/schema/vega-lite/v5.json";

type Format = "png" | "svg" | "vega-lite";

/** A button for each form in which a chart can be kept. */
export function SaveChart({ chart, spec, title, source }: SaveChartProps): JSX.Element {
  const trans = useTrans();
  const save = async (format: Format) => {
    const content = await chartFile(chart, spec, format);
    const ending = format === "vega-lite" ? "vl.json" : format;
    saveFile(content, { name: fileName([source, title], ending), type: content.type });
  };
  const formats: { format: Format; label: string; description: string }[] = [
    { format: "png", label: trans.__("PNG"), description: trans.__("Save “%1” as PNG", title) },
    { format: "svg", label: trans.__("SVG"), description: trans.__("Save “%1” as SVG", title) },
    {
      format: "vega-lite",
      label: trans.__("Vega-Lite"),
      description: trans.__("Save “%1” as Vega-Lite, for other programs to draw", title),
    },
  ];
  return (
    <div className="qt-Chart-bar" role="group" aria-label={trans.__("Save “%1”", title)}>
      <span className="qt-Chart-barLabel" aria-hidden="true">
        {trans.__("Save as")}
      </span>
      {formats.map(({ format, label, description }) => (
        <Action
          key={format}
          label={label}
          description={description}
          done={trans.__("Saved")}
          run={() => save(format)}
        />
      ))}
    </div>
  );
}

async function chartFile(chart: CheckedChart, spec: ChartSpec, format: Format): Promise<Blob> {
  if (format === "vega-lite") return vegaLiteFile(spec);
  const { chartPicture } = await import("./draw");
  return chartPicture(chart, format);
}

/** The specification as the document has it, but for what would tell another program how to load and embed it. */
export function vegaLiteFile(spec: ChartSpec): Blob {
  const { usermeta: _options, $schema = vegaLite, ...rest }: JsonObject = spec;
  return new Blob([JSON.stringify({ $schema, ...rest })], { type: "application/json" });
}
