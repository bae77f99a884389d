/** What the keyboard reaches within the form. */
export const focusable = "input, select, textarea, button, a[href], [tabindex='0']";

/** Whether a control can take the focus as it stands now. */
export const canTake = (node: HTMLElement) =>
  node.isConnected &&
  !node.matches(":disabled, summary") &&
  !node.closest("[hidden]") &&
  !node.closest("details:not([open])");
