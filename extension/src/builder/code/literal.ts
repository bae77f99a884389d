const WIDTH = 100;

/**
 * A JSON value as a TypeScript literal that reads well: short lists and objects on a line, longer lists filled line by
 * line, longer objects a field a line. Names that come from files stay inert whatever signs they hold.
 * @param indent Columns that the lines after the first are moved in.
 * @param start Columns already taken on the first line.
 */
export function literal(value: unknown, indent = 0, start = indent): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return String(value ?? null);
  const flat = flatOf(value);
  if (start + flat.length <= WIDTH && !flat.includes("\n")) return flat;
  const inner = indent + 2;
  const pad = " ".repeat(inner);
  if (Array.isArray(value)) {
    const isPlain = value.every((each) => typeof each !== "object" || each === null);
    const lines = isPlain
      ? fill(
          value.map((each) => literal(each)),
          WIDTH - inner,
        )
      : value.map((each) => `${literal(each, inner)},`);
    return `[\n${lines.map((line) => pad + line).join("\n")}\n${" ".repeat(indent)}]`;
  }
  const lines = Object.entries(value).map(([name, each]) => {
    const key = keyOf(name);
    return `${pad}${key}: ${literal(each, inner, inner + key.length + 3)},\n`;
  });
  return `{\n${lines.join("")}${" ".repeat(indent)}}`;
}

function flatOf(value: object): string {
  if (Array.isArray(value)) return `[${value.map((each) => flat(each)).join(", ")}]`;
  const fields = Object.entries(value).map(([name, each]) => `${keyOf(name)}: ${flat(each)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

const flat = (value: unknown): string =>
  typeof value === "object" && value !== null ? flatOf(value) : literal(value);

/** Puts entries beside each other as long as a line holds them. */
function fill(entries: string[], width: number): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + entry.length + 2 <= width)
      lines[lines.length - 1] = `${last} ${entry},`;
    else lines.push(`${entry},`);
  }
  return lines;
}

/** Text in double quotes. JSON's escapes are TypeScript's too, and leave nothing that ends a line or a string. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028\u2029\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => {
      // Signs that are not seen, or turn the direction of what is.
      return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
    },
  );
}

/** `__proto__: …` would set the prototype instead of a field. */
function keyOf(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}
