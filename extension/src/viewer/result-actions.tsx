import type { ResultDocument } from "quetelet/contract";
import React from "react";
import { compareRequest } from "../compare/request";
import { Action } from "../ui/action";
import { saveFile } from "../ui/browser";
import { fileName } from "../ui/export";
import { useTrans } from "../ui/translation";
import { EditInBuilder } from "./edit-in-builder";
import { outcomeName } from "./words";

/** What can be done with a result as a whole. */
export function ResultActions({ result }: { result: ResultDocument }): JSX.Element {
  const trans = useTrans();
  const save = async () => {
    const { resultHtml } = await import("../export/result-html");
    saveFile(await resultHtml(result, trans), {
      name: fileName([result.model, outcomeName(result.config) ?? ""], "html"),
      type: "text/html;charset=utf-8",
    });
  };
  return (
    <div className="qt-Header-actions">
      <EditInBuilder config={result.config} />
      {compareRequest.isHeard && (
        <button
          type="button"
          className="qt-Action-button"
          onClick={(event) => compareRequest.emit(event.currentTarget)}
        >
          {trans.__("Compare with…")}
        </button>
      )}
      <Action
        label={trans.__("Save HTML")}
        description={trans.__("Save HTML: the whole result as one page that opens offline")}
        done={trans.__("Saved")}
        run={save}
      />
    </div>
  );
}
