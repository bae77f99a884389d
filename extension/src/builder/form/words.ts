import type { ColumnDescription, ModelName, TableSource } from "quetelet/contract";
import type { Trans } from "../../ui/translation";
import type { GroupName } from "../draft/layout";
import { generalPath } from "../draft/paths";
import { fieldsOf } from "../draft/schema";
import { isDummy } from "../draft/suggest-sets";

export { modelsInOrder, modelWords } from "../models";

export function groupWords(name: GroupName, trans: Trans): string {
  switch (name) {
    case "model":
      return trans.__("Model");
    case "curves":
      return trans.__("Curves and groups");
    case "estimation":
      return trans.__("Estimation");
    case "choice":
      return trans.__("Choice of variables");
    case "comparison":
      return trans.__("Comparison of numbers of groups");
    case "map":
      return trans.__("Accuracy and map");
    case "cohort-model":
      return trans.__("Each cohort's model");
    case "help":
      return trans.__("Help for small cohorts");
    case "validity":
      return trans.__("When a cohort is too small");
    case "thresholds":
      return trans.__("Thresholds");
    case "audit":
      return trans.__("Trade-off and audit");
    case "growing":
      return trans.__("How trees grow");
    case "classes":
      return trans.__("Classes and order");
    case "intervals":
      return trans.__("Intervals");
    case "importance":
      return trans.__("Importance");
    case "running":
      return trans.__("Running");
  }
}

/** A choice as people say it; what has no words of its own stands as it is in the config. */
export function choiceWords(option: string, trans: Trans): string {
  switch (option) {
    case "gaussian":
      return trans.__("Normal (gaussian)");
    case "censored-normal":
      return trans.__("Censored normal");
    case "poisson":
      return trans.__("Poisson counts");
    case "negative-binomial":
      return trans.__("Negative binomial counts");
    case "zip":
      return trans.__("Zero-inflated Poisson (zip)");
    case "zip-tau":
      return trans.__("Zero-inflated Poisson, one τ (zip-tau)");
    case "logit":
      return trans.__("Yes or no (logit)");
    case "binomial":
      return trans.__("Binomial");
    case "beta":
      return trans.__("Shares (beta)");
    case "error":
      return trans.__("Stop and count them");
    case "drop":
      return trans.__("Leave them out");
    case "fused":
      return trans.__("Fused, on the processor");
    case "tfjs":
      return trans.__("TensorFlow.js");
    case "auto":
      return trans.__("The first that works");
    case "em":
      return trans.__("Maximum likelihood (EM)");
    case "adam":
      return trans.__("Soft assignment (adam), for teaching");
    case "bic":
      return trans.__("BIC");
    case "aic":
      return trans.__("AIC");
    case "sqrt":
      return trans.__("Square root of their number");
    case "third":
      return trans.__("A third of them");
    case "all":
      return trans.__("All of them");
    case "cluster":
      return trans.__("By cluster");
    default:
      return /^[a-z-]+$/.test(option) ? sentenceCase(option.replaceAll("-", " ")) : option;
  }
}

const sentenceCase = (text: string) => text[0]!.toUpperCase() + text.slice(1);

export function titleOf(model: ModelName, field: string, trans: Trans): string {
  if (field === "data") return trans.__("Data");
  if (field === "sets") return trans.__("Sets of candidates");
  if (field.startsWith("sets.")) return trans.__("Set ‘%1’", field.slice("sets.".length));
  if (field.startsWith("cohorts.definitions.")) return trans.__("Cohort ‘%1’", field.slice("cohorts.definitions.".length)); // prettier-ignore
  if (field.startsWith("cohorts")) return trans.__("Cohorts");
  const title = fieldsOf(model).get(generalPath(field))?.title;
  return title ?? field;
}

/** A text of the schema. The contract keeps them; they are translated like those of JupyterLab's settings. */
export function schemaText(text: string, trans: Trans): string {
  // eslint-disable-next-line jupyter/no-dynamic-translation -- the texts stand in the contract, not here
  return text === "" ? "" : trans._p("schema", text);
}

export function kindLetter(column: ColumnDescription): string {
  if (isDummy(column)) return "0/1";
  switch (column.kind) {
    case "number":
      return column.whole ? "123" : "1.2";
    case "boolean":
      return "0/1";
    case "text":
      return "Aa";
    case "date":
      return "D/M";
    case "other":
      return "{ }";
  }
}

export function kindWords({ kind, whole }: ColumnDescription, trans: Trans): string {
  switch (kind) {
    case "number":
      return whole ? trans.__("whole numbers") : trans.__("numbers");
    case "boolean":
      return trans.__("yes or no");
    case "text":
      return trans.__("text");
    case "date":
      return trans.__("dates");
    case "other":
      return trans.__("lists or objects");
  }
}

/** What a column holds, in a few signs: its range, or how many values. */
export function rangeWords(column: ColumnDescription, trans: Trans): string {
  const { kind, min, max, distinct } = column;
  if (kind === "number" && min !== null && max !== null) return `${shortNumber(min)} – ${shortNumber(max)}`;
  if (distinct === null) return trans.__("over 1,000 values");
  return trans._n("%1 value", "%1 values", distinct, distinct);
}

export function shortNumber(value: number): string {
  const rounded = Number(value.toPrecision(4));
  const isOdd = rounded !== 0 && (Math.abs(rounded) >= 1e9 || Math.abs(rounded) < 1e-4);
  const text = isOdd ? rounded.toExponential() : rounded.toLocaleString("en", { maximumFractionDigits: 6 });
  return text.replaceAll("-", "−");
}

export function sourceWords({ kind }: Pick<TableSource, "kind">, trans: Trans): string {
  switch (kind) {
    case "variable":
      return trans.__("In the notebook");
    case "file":
      return trans.__("File");
    case "dataset":
      return trans.__("Data set");
  }
}

/** The heading over the tables of a kind. */
export function sourcesHeading(kind: TableSource["kind"], trans: Trans): string {
  switch (kind) {
    case "variable":
      return trans.__("In the notebook");
    case "file":
      return trans.__("Files");
    case "dataset":
      return trans.__("Data sets");
  }
}

export function sizeWords(
  { rows, columns }: { rows: number | null; columns: number | null },
  trans: Trans,
): string {
  if (rows === null) return "";
  const counted = rows.toLocaleString("en");
  return columns === null
    ? trans._n("%2 row", "%2 rows", rows, counted)
    : trans.__("%1 rows × %2 columns", counted, columns.toLocaleString("en"));
}
