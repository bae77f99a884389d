import { PathExt } from "@jupyterlab/coreutils";
import { refreshIcon } from "@jupyterlab/ui-components";
import React, { useId } from "react";
import { useTrans } from "../../ui/translation";
import type { BuilderState } from "./builder-state";

interface HeaderProps {
  state: BuilderState;
  /** Paths of the notebooks that are open; null where a page has one notebook and no more. */
  notebooks: readonly string[] | null;
}

/** No path of a notebook ends like this. */
const newNotebook = "new/";

/** Which notebook the model goes into. */
export function Header({ state, notebooks }: HeaderProps): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const { target } = state;
  const paths = [...new Set([...(notebooks ?? []), ...(target.path === null ? [] : [target.path])])].sort();
  return (
    <header className="qt-Shell-header">
      {notebooks && (
        <div className="qt-Shell-choice">
          <label htmlFor={id}>{trans.__("Goes into")}</label>
          <select
            id={id}
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
        className="qt-Shell-icon"
        title={trans.__("Look again for tables and files")}
        aria-label={trans.__("Refresh the tables")}
        onClick={() => state.workspace.refresh()}
      >
        <refreshIcon.react tag="span" width={16} height={16} />
      </button>
    </header>
  );
}
