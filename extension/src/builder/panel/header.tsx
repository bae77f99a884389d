import { PathExt } from "@jupyterlab/coreutils";
import type { ModelName } from "quetelet/contract";
import React, { useId } from "react";
import { modelTitles } from "../../model-titles";
import { useTrans } from "../../ui/translation";
import type { BuilderState } from "./builder-state";
import { changeModel } from "../draft";

interface HeaderProps {
  state: BuilderState;
  /** Paths of the notebooks that are open; none where a page has one notebook and no more. */
  notebooks: readonly string[] | null;
}

const newNotebook = " new";

/** Which model, and which notebook it goes into. */
export function Header({ state, notebooks }: HeaderProps): JSX.Element {
  const trans = useTrans();
  const ids = { model: useId(), notebook: useId() };
  const { draft, target } = state;
  const paths = [...new Set([...(notebooks ?? []), ...(target.path === null ? [] : [target.path])])].sort();
  return (
    <header className="qt-Shell-header">
      <div className="qt-Shell-choice qt-mod-model">
        <label htmlFor={ids.model}>{trans.__("Model")}</label>
        <select
          id={ids.model}
          className="qt-Shell-select qt-mod-model"
          value={draft.config.model}
          onChange={(event) => {
            state.draft = changeModel(draft, event.target.value as ModelName);
          }}
        >
          {Object.entries(modelTitles(trans)).map(([model, { title }]) => (
            <option key={model} value={model}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {notebooks && (
        <div className="qt-Shell-choice">
          <label htmlFor={ids.notebook}>{trans.__("Goes into")}</label>
          <select
            id={ids.notebook}
            className="qt-Shell-select"
            value={target.path ?? newNotebook}
            onChange={(event) =>
              target.choose(event.target.value === newNotebook ? null : event.target.value)
            }
          >
            {paths.map((path) => (
              <option key={path} value={path} title={path}>
                {PathExt.basename(path)}
              </option>
            ))}
            <option value={newNotebook}>{trans.__("a new notebook")}</option>
          </select>
        </div>
      )}
      <button
        type="button"
        className="qt-Shell-button qt-mod-other"
        title={trans.__("Look again for tables and files")}
        onClick={() => state.workspace.refresh()}
      >
        {trans.__("Refresh")}
      </button>
    </header>
  );
}
