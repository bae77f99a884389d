import { InputError } from "../../contract/index.js";
import { soundexWords } from "./soundex.js";

/** Texts that count as one: the same words, or the same sounds. */
export interface TextForm {
  /** What is compared: capital letters with single spaces, or the Soundex of every word. */
  form: string;
  /** The most frequent text of this form, as it was written. */
  text: string;
  /** Rows of this form. */
  count: number;
}

export type Phonetic = "soundex" | "none";

/** The form of a text; null for one that is missing or blank. */
export function formOf(text: string | null | undefined, phonetic: Phonetic): string | null {
  if (text === null || text === undefined) return null;
  const plain = text.normalize("NFC").trim().replace(/\s+/gu, " ").toUpperCase();
  if (plain === "") return null;
  return phonetic === "none" ? plain : soundexWords(plain) || plain;
}

/**
 * The distinct forms of texts, the most frequent first and then by the alphabet, so that the order of rows does not
 * matter.
 * @throws InputError when one is not text.
 */
export function formsOf(
  texts: ArrayLike<unknown>,
  { phonetic, where }: { phonetic: Phonetic; where: string },
): { forms: TextForm[]; formOfRow: Int32Array } {
  const written = new Map<string, Map<string, number>>();
  const formByText = new Map<string, string | null>();
  const rows: (string | null)[] = [];
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row];
    if (text !== null && text !== undefined && typeof text !== "string") {
      throw new InputError(`${where}: row ${row + 1} holds ${String(text)}, which is not text`);
    }
    const key = text ?? "";
    if (!formByText.has(key)) formByText.set(key, formOf(text, phonetic));
    const form = formByText.get(key)!;
    rows.push(form);
    if (form === null) continue;
    let spellings = written.get(form);
    if (!spellings) written.set(form, (spellings = new Map()));
    spellings.set(key.trim(), (spellings.get(key.trim()) ?? 0) + 1);
  }
  const forms = [...written].map(([form, spellings]) => ({
    form,
    text: [...spellings].sort(([a, m], [b, n]) => n - m || compare(a, b))[0]![0],
    count: [...spellings.values()].reduce((sum, count) => sum + count, 0),
  }));
  forms.sort((a, b) => b.count - a.count || compare(a.form, b.form));
  const place = new Map(forms.map(({ form }, index) => [form, index]));
  return { forms, formOfRow: Int32Array.from(rows, (form) => (form === null ? -1 : place.get(form)!)) };
}

/** By code units, so that the order does not depend on the machine's language. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
