/** Words that no variable may be called, and what a cell would rather not hide. */
const reserved = new Set(
  (
    "arguments async await break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for from function if implements import in instanceof interface let new null of package " +
    "private protected public return static super switch this throw true try type typeof undefined var void while " +
    "with yield console globalThis process require module exports Object Array String Number Math JSON Date Map Set"
  ).split(" "),
);

/** Whether code may have it as a variable's name. */
export const isVariableName = (name: string): boolean =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name);

/** The name, or with the first number behind it that makes it free. */
export function freshName(wanted: string, taken: ReadonlySet<string>): string {
  const isFree = (name: string) => !taken.has(name) && !reserved.has(name);
  if (isFree(wanted)) return wanted;
  let number = 2;
  while (!isFree(`${wanted}${number}`)) number++;
  return `${wanted}${number}`;
}

/** A variable's name made of a file's: `data/dc_street_units.csv` as `dcStreetUnits`. */
export function nameOfFile(path: string): string {
  const stem = path
    .split(/[/\\]/)
    .at(-1)!
    .replace(/(\.(csv|tsv|txt|json|parquet|arrow|feather|gz))+$/i, "");
  const words = stem
    .normalize("NFKD")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const [first = "table", ...rest] = words;
  const joined = lowerFirst(first) + rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  return /^\d/.test(joined) ? `table${joined}` : joined.slice(0, 40);
}

const lowerFirst = (word: string) =>
  /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word[0]!.toLowerCase() + word.slice(1);
