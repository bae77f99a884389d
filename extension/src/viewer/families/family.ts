import type { ResultDocument } from "quetelet/contract";
import type { ComponentType } from "react";
import type { Trans } from "../../ui/translation";

/** What every view of a family of models is given. */
export interface FamilyViewProps {
  result: ResultDocument;
  /** First part of the names of saved files. */
  source: string;
}

/** A view made for one family of models, shown in a tab of its own beside the general ones. */
export interface FamilyView {
  id: string;
  /** The tab's name, in words a reader knows. */
  label(trans: Trans): string;
  /**
   * Whether the document holds what the view is made of: an older one, or a stranger's, may not. It looks at names
   * and lengths only, as it runs for every document.
   */
  suits(result: ResultDocument): boolean;
  /** Fetched when the tab is opened for the first time: make it with `React.lazy`. */
  Component: ComponentType<FamilyViewProps>;
}
