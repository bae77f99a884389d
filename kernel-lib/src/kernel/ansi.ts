/** JupyterLab, nbconvert and terminals all draw this colour in tracebacks. */
export function red(text: string): string {
  return `\u001b[31m${text}\u001b[39m`;
}
