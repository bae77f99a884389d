/** Puts text on the clipboard, also where the page is not a secure context (a remote server over http). */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard?.writeText) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch {
      // Refused, for example because the page lost focus: the older way may still work.
    }
  }
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", onCopy, true);
  try {
    if (!document.execCommand("copy")) throw new Error("The browser refused to copy.");
  } finally {
    document.removeEventListener("copy", onCopy, true);
  }
}

/** Lets the browser save a file. */
export function saveFile(content: BlobPart, options: { name: string; type: string }): void {
  const address = URL.createObjectURL(new Blob([content], { type: options.type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = options.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
