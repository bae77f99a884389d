import type { ResultDocument } from "quetelet/contract";
import React from "react";
import { builderRequests } from "../builder-requests";
import { useTrans } from "../ui/translation";

/** Puts the result's own config back into the form. */
export function EditInBuilder({ config }: { config: ResultDocument["config"] }): JSX.Element | null {
  const trans = useTrans();
  if (!builderRequests.available) return null;
  return (
    <button
      type="button"
      className="qt-Action-button"
      title={trans.__("Open the options of this fit in the model builder")}
      onClick={({ currentTarget }) => builderRequests.request({ config, node: currentTarget })}
    >
      {trans.__("Edit in builder")}
    </button>
  );
}
