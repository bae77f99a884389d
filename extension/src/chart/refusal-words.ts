import type { ChartRefusal } from "quetelet/contract";
import type { Trans } from "../ui/translation";

/** Why a chart is not drawn, in a sentence. */
export function refusalWords(refusal: ChartRefusal, trans: Trans): string {
  switch (refusal.kind) {
    case "not-vega-lite":
      return trans.__("It is not a Vega-Lite specification of version 4 or 5.");
    case "too-large":
      return trans.__("It is larger than the viewer draws.");
    case "not-inline":
      return trans.__("Its data are not in the document. A chart may not fetch data from elsewhere.");
    case "forbidden":
      return trans.__("It uses “%1”, which charts from a document may not.", refusal.key);
    case "failed":
      return trans.__("Vega-Lite could not draw it: %1", refusal.message);
  }
}
