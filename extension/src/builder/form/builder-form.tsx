import React, { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import type { IWorkspace } from "../../tokens";
import { useTrans } from "../../ui/translation";
import { isMeaningful, layoutOf } from "../draft/layout";
import { setAt } from "../draft/paths";
import { problemsOf } from "../draft/problems";
import { putColumns } from "../draft/put";
import type { Draft, Problem } from "../draft/types";
import { ColumnList } from "./columns/column-list";
import { FormProvider, type FormState } from "./context";
import { DataPicker } from "./data-picker";
import { ModelPicker } from "./model-picker";
import { useFamily } from "./use-family";
import { useKeptFocus } from "./use-kept-focus";
import { MoreOptions } from "./options/more-options";
import { Option } from "./options/option";
import { CohortsPart } from "./parts/cohorts";
import { FurtherPart } from "./parts/further";
import { GridPart } from "./parts/grid";
import { SetsPart } from "./parts/sets";
import { ProblemList } from "./problem-list";
import { Roles } from "./roles/roles";
import { useChanges, useDescription, useKernel, useTables } from "./use-workspace";

export interface BuilderFormProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  workspace: IWorkspace;
  /** Somebody wants to run: what is still empty is told too. */
  isTried?: boolean;
  /** Whether the draft is a result's, whose table nobody found. */
  lacksFittedTable?: boolean;
  /** Asks for a Quetelet kernel where the notebook has none; null where models can run. */
  chooseKernel?: (() => void) | null;
  /** Everything that is wrong, whether or not it is shown; a run waits until none is but notes. */
  onProblems?: (problems: readonly Problem[]) => void;
}

/** The model builder: from a table to a model, without code. What it edits is the config document itself. */
export function BuilderForm({
  draft,
  onChange,
  workspace,
  isTried = false,
  chooseKernel = null,
  lacksFittedTable = false,
  onProblems,
}: BuilderFormProps): JSX.Element {
  const trans = useTrans();
  const prefix = useId();
  const root = useRef<HTMLDivElement>(null);
  const changes = useChanges(workspace);
  const tables = useTables(workspace, changes);
  const described = useDescription(workspace, draft.source, changes);
  const table = described.value;
  const word = useKernel(draft, { workspace, table, changes, trans });
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());

  const columns = useMemo(() => new Map(table?.columns.map((column) => [column.name, column])), [table]);
  const family = useFamily(draft, columns, trans);
  const familyNote = family.notes[0]?.message;

  const all = useMemo(() => {
    const own = problemsOf(draft, table, trans);
    const unread: Problem[] = described.error
      ? [{ field: "data", kind: "wrong", message: described.error }]
      : [];
    return [...unread, ...own, ...word.problems, ...family.notes];
  }, [draft, table, described.error, word, familyNote, trans]);
  useEffect(() => {
    onProblems?.(all);
  }, [all]);
  const shown = useMemo(
    () => all.filter(({ kind, field }) => kind !== "empty" || isTried || touched.has(field)),
    [all, isTried, touched],
  );
  const touch = useCallback(
    (field: string) => setTouched((before) => (before.has(field) ? before : new Set(before).add(field))),
    [],
  );
  const state: FormState = {
    draft,
    workspace,
    table,
    columns,
    problems: shown,
    counts: word.counts,
    set: (field, value) => {
      if (field === "family") family.choose();
      const next = { ...draft, config: setAt(draft.config, field, value) };
      onChange(field === "outcome" ? family.take(next) : next);
    },
    change: onChange,
    touch,
    put: (names, field, from) => {
      const next = putColumns(draft, names, field, { columns, from });
      onChange(field === "outcome" ? family.take(next) : next);
      touch(field);
    },
    configWith: (name, field) =>
      field === "outcome" ? family.suit(putColumns(draft, [name], field, { columns })).config : draft.config,
    idOf: (field) => `${prefix}${field}`,
  };
  const keptFocus = useKeptFocus(root);
  const { config } = draft;
  const layout = layoutOf(config.model);
  return (
    <FormProvider value={state}>
      <div className="qt-Builder" ref={root} {...keptFocus}>
        <div className="qt-Builder-page">
          <div className="qt-Builder-head">
            <ModelPicker />
            <DataPicker tables={tables} error={described.error} lacksFittedTable={lacksFittedTable} />
          </div>
          <div className="qt-Builder-body">
            {table && (
              <aside className="qt-Builder-columns" aria-labelledby={`${prefix}columns`}>
                <h2 id={`${prefix}columns`}>{trans.__("Columns")}</h2>
                <ColumnList table={table} />
              </aside>
            )}
            <div className="qt-Builder-fields">
              <Roles />
              {layout.parts.includes("sets") && <SetsPart />}
              {layout.parts.includes("cohorts") && <CohortsPart />}
              <section className="qt-Section" aria-labelledby={`${prefix}options`}>
                <h2 id={`${prefix}options`}>{trans.__("Options")}</h2>
                <div className="qt-Options">
                  {layout.common
                    .filter((field) => isMeaningful(config, field))
                    .map((field) => (
                      <Option key={field} field={field} />
                    ))}
                </div>
              </section>
              {layout.parts.includes("grid") && <GridPart />}
              {layout.parts.includes("further") && <FurtherPart />}
              <MoreOptions />
              <ProblemList problems={all} root={root} chooseKernel={chooseKernel} />
            </div>
          </div>
        </div>
      </div>
    </FormProvider>
  );
}
