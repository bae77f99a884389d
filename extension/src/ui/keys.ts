/**
 * Keeps plain keys (arrows, Enter, Space, Home …) in the viewer: a notebook in command mode would take them
 * for its own shortcuts before any element in an output sees them. Chords such as Ctrl+S stay the
 * application's. Returns what takes it back.
 */
export function keepPlainKeys(node: HTMLElement): () => void {
  // JupyterLab listens on the document in the capture phase; the window comes before it.
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof Element) || !node.contains(target)) return;
    const chord = event.ctrlKey || event.metaKey || event.altKey;
    // On the focused element itself: the notebook's shortcuts match there, before any ancestor is asked.
    target.toggleAttribute("data-lm-suppress-shortcuts", !chord && event.key !== "Escape");
  };
  window.addEventListener("keydown", onKeyDown, true);
  return () => window.removeEventListener("keydown", onKeyDown, true);
}
