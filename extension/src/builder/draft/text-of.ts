/** A value of a document as text. `String` would call what an object in it has for `toString`. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
