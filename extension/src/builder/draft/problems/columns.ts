import { type ColumnDescription, nearest, nameOfTerm, type TableDescription } from "quetelet/contract";
import type { Trans } from "../../../ui/translation";
import { getAt } from "../paths";
import { type Accepts, type Role, rolesOf } from "../roles";
import type { Draft, Problem } from "../types";

type Config = Draft["config"];

/** The columns that a role has been given; expressions among terms are none. */
export function columnsOfRole(config: Config, role: Role, table: TableDescription | null = null): string[] {
  const value = getAt(config, role.field);
  const entries = Array.isArray(value) ? (value as unknown[]) : [value];
  return entries.flatMap((entry) => {
    if (typeof entry !== "string") return [];
    if (!role.terms || (table && namesIn(table).has(entry))) return [entry];
    const name = entry === "." ? null : nameOfTerm(entry);
    return name === null ? [] : [name];
  });
}

const names = new WeakMap<TableDescription, ReadonlySet<string>>();

function namesIn(table: TableDescription): ReadonlySet<string> {
  const known = names.get(table) ?? new Set(table.columns.map(({ name }) => name));
  names.set(table, known);
  return known;
}

/** Of more columns that are not there than these it is not told what might have been meant: it takes long. */
const mostGuesses = 20;

/** What is wrong with the columns in their roles. */
export function columnProblems({ config }: Draft, table: TableDescription, trans: Trans): Problem[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  let guesses = 0;
  return rolesOf(config).flatMap((role) =>
    columnsOfRole(config, role, table).flatMap((name): Problem[] => {
      const column = columns.get(name);
      const { field } = role;
      if (!column) {
        // The top forest also reads columns that only the fit makes.
        if (field === "partialDependence" && /^(P\(|estimated )/.test(name)) return [];
        return [
          {
            field,
            kind: "wrong",
            message: absent(name, guesses++ < mostGuesses ? columns.keys() : [], trans),
          },
        ];
      }
      const message = unfit(role.accepts(config), column, table, trans);
      if (message !== null) return [{ field, kind: "wrong", message }];
      return missing(role, column, { config, table, trans });
    }),
  );
}

function absent(name: string, names: Iterable<string>, trans: Trans): string {
  const near = nearest(name, names);
  return near === null
    ? trans.__("The table has no column ‘%1’.", name)
    : trans.__("The table has no column ‘%1’; did you mean ‘%2’?", name, near);
}

function missing(
  role: Role,
  { name, missing: count }: ColumnDescription,
  { config, table, trans }: { config: Config; table: TableDescription; trans: Trans },
): Problem[] {
  if (count === 0 || role.missing === "kept" || config.missing === "drop") return [];
  const { field } = role;
  if (count === table.rows) {
    return [{ field, kind: "wrong", message: trans.__("‘%1’ has no value in any row.", name) }];
  }
  const message = trans._n(
    "‘%3’ has no value in %2 row.",
    "‘%3’ has no value in %2 rows.",
    count,
    count.toLocaleString("en"),
    name,
  );
  const mend = { label: trans.__("Leave such rows out"), field: "missing", value: "drop" };
  return [{ field, kind: "wrong", message, mend }];
}

/** Why a column cannot play a role, in one sentence; null when it can, as far as its description tells. */
export function unfit(
  accepts: Accepts,
  column: ColumnDescription,
  { rows }: Pick<TableDescription, "rows">,
  trans: Trans,
): string | null {
  const { name, kind, distinct } = column;
  if (kind === "other")
    return trans.__("‘%1’ holds lists, objects or a mixture, which no model reads.", name);
  const one = () => (distinct === 1 && rows > 0 ? trans.__("‘%1’ is the same in every row.", name) : null);
  switch (accepts) {
    case "anything":
      return null;
    case "feature":
      return kind === "date" ? dates(name, trans) : one();
    case "categories":
      return kind === "date" ? dates(name, trans) : (one() ?? tooMany(column, 100, trans));
    case "groups":
      return tooMany(column, 200, trans);
    case "classes":
      return kind === "date"
        ? dates(name, trans)
        : (one() ?? (kind === "text" ? tooMany(column, 100, trans) : null));
    case "two-values":
      return kind === "text" ? twoTexts(column, trans) : numeric(accepts, column, trans);
    default:
      return numeric(accepts, column, trans);
  }
}

const dates = (name: string, trans: Trans) =>
  trans.__("‘%1’ holds dates; make numbers of them first, for example days since the first.", name);

function tooMany({ name, distinct, kind }: ColumnDescription, most: number, trans: Trans): string | null {
  const isNumber = kind === "number" || kind === "date";
  if (distinct !== null && distinct <= most) return null;
  if (isNumber && distinct === null && most === 100) return null;
  return isNumber && most === 100
    ? null
    : trans.__("‘%1’ has %2 different values, more than the %3 that can be told apart.", name, distinct ?? trans.__("over 1,000"), most); // prettier-ignore
}

function twoTexts({ name, distinct }: ColumnDescription, trans: Trans): string | null {
  return distinct === 2
    ? null
    : trans.__(
        "‘%1’ has %2 different texts, but this outcome has two.",
        name,
        distinct ?? trans.__("over 1,000"),
      );
}

/** What numbers must be beyond being numbers: limits, whether whole, and how to say so. */
function numeric(accepts: Accepts, column: ColumnDescription, trans: Trans): string | null {
  const { name, kind, whole, distinct } = column;
  if (kind === "text") return trans.__("‘%1’ holds text, and numbers are needed.", name);
  if (kind === "date") return dates(name, trans);
  const [min, max] = kind === "boolean" ? [0, 1] : [column.min ?? 0, column.max ?? 0];
  const isWhole = kind === "boolean" || whole;
  const isIn = (low: number, high: number) => min >= low && max <= high;
  switch (accepts) {
    case "count":
      if (min < 0) return trans.__("‘%1’ goes down to %2, and counts are at least 0.", name, min);
      if (!isWhole) return trans.__("‘%1’ is not always whole, and counts are.", name);
      return min === 0 && max === 0
        ? trans.__("‘%1’ is 0 in every row, so no rate can be estimated.", name)
        : null;
    case "positive":
      return min > 0 ? null : trans.__("‘%1’ goes down to %2, and must be above 0.", name, min);
    case "not-negative":
      return min >= 0 ? null : trans.__("‘%1’ goes down to %2, and must be at least 0.", name, min);
    case "probability":
      return isIn(0, 1)
        ? null
        : trans.__("‘%1’ goes from %2 to %3, and probabilities from 0 to 1.", name, min, max);
    case "share":
      return isIn(0, 1)
        ? null
        : trans.__("‘%1’ goes from %2 to %3, and a share of the trials from 0 to 1.", name, min, max);
    case "open-share":
      return min > 0 && max < 1
        ? null
        : trans.__("‘%1’ goes from %2 to %3, and must stay between 0 and 1, both left out.", name, min, max);
    case "zero-one":
    case "two-values":
      return isIn(0, 1) && isWhole && distinct === 2
        ? null
        : trans.__("‘%1’ goes from %2 to %3, and this outcome is 0 or 1.", name, min, max);
    case "trials":
      return min >= 1 && isWhole
        ? null
        : trans.__("‘%1’ goes from %2 to %3, and trials are whole numbers of at least 1.", name, min, max);
    default:
      return null;
  }
}
