/**
 * Input a person can mend: a missing column, text where numbers belong, an unknown option.
 * Its message is one sentence that names the function, the field and the value, for example
 * `glm: 'outcome' names column 'crmie', which the table does not have (did you mean 'crime'?)`.
 * Line breaks and other control characters, which names from a file may hold, are written out, as in `a\nb`.
 */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(message: string, options?: ErrorOptions) {
    super(message.replace(/[\p{Cc}\u2028\u2029]/gu, written), options);
  }
}

/** A run that was cancelled before it had anything worth keeping. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

const short: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const written = (sign: string) => short[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
