import {
  bestSilhouette,
  type ClusterNumber,
  cutClusters,
  elbow,
  hierarchicalClusters,
  judgeClusters,
  type Linkage,
  type Merge,
} from "../../compute/cluster/index.js";
import { type Run, type RunContext, startRun } from "../../compute/run.js";
import { CancelledError, checkOptionNames, InputError } from "../../contract/index.js";
import { textDistances } from "./distances.js";
import { formsOf, type Phonetic, type TextForm } from "./forms.js";
import { createDistance } from "./jaro-winkler.js";

/** The distances of more forms than these do not fit a laptop's memory. */
const MOST_FORMS = 20_000;

export interface TextCategoriesOptions {
  /**
   * Number of categories, or the rule that chooses it: the elbow of the dispersion within categories, or the largest
   * mean silhouette. Default `elbow`.
   */
  categories?: number | "elbow" | "silhouette";
  /** Largest number of categories that the rules consider. Default 20. */
  most?: number;
  /** How the distance between two groups of texts is taken. Default `ward`. */
  linkage?: Linkage;
  /** Whether words are compared by their American Soundex, or as they are written. Default `soundex`. */
  phonetic?: Phonetic;
}

/** Texts in categories, as plain data. */
export interface TextCategories {
  /** Category of each text given; null where there is none. A category is called after its most frequent text. */
  values: (string | null)[];
  /** The categories, the most frequent first. */
  names: string[];
  /** Texts in each category. */
  counts: number[];
  /** The distinct forms that were clustered, the most frequent first: the leaves of the tree. */
  forms: TextForm[];
  /** Place in `names` of each form's category. */
  categoryOfForm: number[];
  /** The tree: form i is leaf i, and merge m makes cluster `forms.length + m`. */
  merges: Merge[];
  /** Dispersion and silhouette of every number of categories considered. */
  judged: ClusterNumber[];
  phonetic: Phonetic;
}

function start(texts: ArrayLike<string | null>, options: TextCategoriesOptions = {}): Run<TextCategories> {
  const where = "textCategories";
  checkOptionNames(options, { where, known: ["categories", "most", "linkage", "phonetic"] });
  const { categories = "elbow", most = 20, linkage = "ward", phonetic = "soundex" } = options;
  requireWhole(categories === "elbow" || categories === "silhouette" ? 1 : categories, "categories");
  requireWhole(most, "most");
  requireOne(linkage, ["single", "complete", "average", "ward"], "linkage");
  requireOne(phonetic, ["soundex", "none"], "phonetic");
  const { forms, formOfRow } = formsOf(texts, { phonetic, where });
  if (forms.length === 0) throw new InputError(`${where}: there are no texts`);
  if (forms.length > MOST_FORMS) {
    throw new InputError(
      `${where}: there are ${forms.length} distinct texts, and ${MOST_FORMS} at most can be compared; take the frequent ones, or phonetic: "soundex"`,
    );
  }
  if (typeof categories === "number" && categories > forms.length) {
    throw new InputError(
      `${where}: 'categories' is ${categories}, but there are ${forms.length} distinct texts`,
    );
  }
  return startRun(where, async (run) => {
    const { merges, judged } = await cluster(forms, { categories, most, linkage, run });
    const count =
      categories === "elbow"
        ? elbow(judged)
        : categories === "silhouette"
          ? bestSilhouette(judged)
          : categories;
    return describe(forms, formOfRow, merges, judged, count, phonetic);
  });
}

/**
 * Sorts free texts, such as the reasons of police stops or descriptions of clothing, into a few categories: words by
 * their American Soundex, Jaro–Winkler distances between texts, hierarchical clustering in which every text counts as
 * often as it occurs. Capitals, spaces and accents make no difference. Blank texts are missing.
 *
 * 10,000 distinct texts take about 0.8 GB. `textCategories.start` gives a run that reports progress and can be
 * cancelled.
 *
 * Source: X. Li, "Unaware Fairness: Hierarchical Random Forest for Protected Classes" (the steps); Winkler (1990);
 * Ward's criterion as R's `ward.D2`; silhouettes of Rousseeuw (1987).
 * @param texts One a row; null for a missing one.
 * @throws InputError when a value is not text, none is there, there are more than 20,000 distinct ones, or an option
 *   is not one of those it can be.
 * @example
 * const reasons = await textCategories(table.array("reason"), { categories: 6 });
 * const sorted = table.assign({ reason: reasons.values });
 */
export const textCategories = Object.assign(
  async (texts: ArrayLike<string | null>, options?: TextCategoriesOptions): Promise<TextCategories> =>
    await start(texts, options),
  { start },
);

function startAssigning(found: TextCategories, texts: ArrayLike<string | null>): Run<(string | null)[]> {
  const where = "assignTextCategories";
  const further = formsOf(texts, { phonetic: found.phonetic, where });
  return startRun(where, (run) => assign(found, further, run));
}

/**
 * Categories of further texts: that of the same form, or of the form nearest to it; null for a missing text.
 * `assignTextCategories.start` gives a run that reports progress and can be cancelled.
 * @throws InputError when a value is not text.
 * @example
 * const sorted = table.assign({ clothing: await assignTextCategories(frequent, table.array("clothing")) });
 */
export const assignTextCategories = Object.assign(
  async (found: TextCategories, texts: ArrayLike<string | null>): Promise<(string | null)[]> =>
    await startAssigning(found, texts),
  { start: startAssigning },
);

async function assign(
  { forms, names, categoryOfForm }: TextCategories,
  further: ReturnType<typeof formsOf>,
  run: RunContext,
): Promise<(string | null)[]> {
  const known = new Map(forms.map(({ form }, index) => [form, index]));
  const { from, read } = createDistance(forms.map(({ form }) => form));
  const unknown = further.forms.filter(({ form }) => !known.has(form)).map(({ form }) => read(form));
  const best = unknown.map(() => ({ form: 0, distance: Infinity }));
  for (let form = 0; form < forms.length; form++) {
    const distanceTo = from(form);
    unknown.forEach((text, index) => {
      const distance = distanceTo(text);
      if (distance < best[index]!.distance) best[index] = { form, distance };
    });
    run.report({ phase: "assigning texts", step: form + 1, steps: forms.length });
    await run.breathe();
    if (run.cancelled) throw new CancelledError("assignTextCategories: cancelled");
  }
  let next = 0;
  const nearest = further.forms.map(({ form }) => known.get(form) ?? best[next++]!.form);
  return Array.from(further.formOfRow, (form) => (form < 0 ? null : names[categoryOfForm[nearest[form]!]!]!));
}

async function cluster(
  forms: readonly TextForm[],
  { categories, most, linkage, run }: Required<Omit<TextCategoriesOptions, "phonetic">> & { run: RunContext },
): Promise<{ merges: Merge[]; judged: ClusterNumber[] }> {
  const texts = forms.map(({ form }) => form);
  const weights = forms.map(({ count }) => count);
  const distances = await textDistances(texts, run);
  const breathe = async () => {
    await run.breathe();
    if (run.cancelled) throw new CancelledError("textCategories: cancelled while texts were clustered");
  };
  run.report({ phase: "clustering texts", step: 0 });
  const copy = { points: forms.length, values: distances.values.slice() };
  const merges = await hierarchicalClusters(copy, { linkage, weights, breathe });
  run.report({ phase: "choosing the number of categories", step: 0 });
  const largest = typeof categories === "number" ? Math.max(most, categories) : most;
  const judged = await judgeClusters(distances, merges, { weights, most: largest, breathe });
  return { merges, judged };
}

function describe(
  forms: TextForm[],
  formOfRow: Int32Array,
  merges: Merge[],
  judged: ClusterNumber[],
  count: number,
  phonetic: Phonetic,
): TextCategories {
  // Forms come by frequency, so that the first form of a cluster names it.
  const cut = cutClusters(forms.length, merges, count);
  const found = Array.from({ length: count }, (_, cluster) => ({
    cluster,
    name: forms[cut.indexOf(cluster)]!.text,
    size: forms.reduce((sum, form, index) => (cut[index] === cluster ? sum + form.count : sum), 0),
  }));
  found.sort((a, b) => b.size - a.size || a.cluster - b.cluster);
  const place = new Map(found.map(({ cluster }, index) => [cluster, index]));
  const categoryOfForm = Array.from(cut, (cluster) => place.get(cluster)!);
  const names = distinctNames(found.map(({ name }) => name));
  return {
    values: Array.from(formOfRow, (form) => (form < 0 ? null : names[categoryOfForm[form]!]!)),
    names,
    counts: found.map(({ size }) => size),
    forms,
    categoryOfForm,
    merges,
    judged,
    phonetic,
  };
}

/** Two forms may have one spelling to show, such as texts that differ in what their Soundex leaves out. */
function distinctNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function requireWhole(value: unknown, field: string): void {
  if (!Number.isInteger(value) || (value as number) < 1) {
    throw new InputError(
      `textCategories: '${field}' must be a whole number of at least 1, got ${String(value)}`,
    );
  }
}

function requireOne(value: string, allowed: readonly string[], field: string): void {
  if (!allowed.includes(value)) {
    throw new InputError(
      `textCategories: '${field}' must be one of ${allowed.map((name) => `'${name}'`).join(", ")}, got '${String(value)}'`,
    );
  }
}
