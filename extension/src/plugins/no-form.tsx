import { ReactWidget } from "@jupyterlab/ui-components";
import React from "react";
import type { Trans } from "../ui/translation";

export interface NoFormOptions {
  trans: Trans;
  openText: () => void;
}

/** What a config document shows where something that the form needs is missing. */
export function noForm({ trans, openText }: NoFormOptions): ReactWidget {
  const widget = ReactWidget.create(
    <div className="qt-Shell-message" role="alert">
      <p>{trans.__("The form is not available here")}</p>
      <p>
        {trans.__(
          "A part of JupyterLab that it needs, such as the one for notebooks, is off or did not load.",
        )}
      </p>
      <button type="button" className="qt-Shell-button qt-mod-other" onClick={openText}>
        {trans.__("Open as text")}
      </button>
    </div>,
  );
  widget.addClass("qt-BuilderPanel");
  return widget;
}
