/** An error as one sentence, without the name of a function that nobody called. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split("\n")[0]!.replace(/^(readTable|cohorts|workspace|dataset): /, "");
  return line === "" ? "The question could not be answered." : line;
}
