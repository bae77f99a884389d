import React, { useEffect, useId, useRef, useState } from "react";
import type { TableEntry, TableSource } from "quetelet/contract";
import { useTrans, type Trans } from "../../ui/translation";
import type { IWorkspace } from "../../tokens";
import { useForm } from "./context";
import { ProblemsAt, useProblemsAt } from "./field";
import type { Asked } from "./use-workspace";
import { sizeWords, sourcesHeading, sourceWords } from "./words";

interface DataPickerProps {
  tables: Asked<TableEntry[]>;
  /** Why the chosen table cannot be read. */
  error: string | null;
  /** Whether a result was fitted to a table that nobody found. */
  lacksFittedTable: boolean;
}

/** The table: one of the notebook's, a file beside it, or a registered data set. */
export function DataPicker({ tables, error, lacksFittedTable }: DataPickerProps): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const { draft, table, change, workspace, touch, idOf } = useForm();
  const [wantsOther, setWantsOther] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { source } = draft;
  const isOpen = source === null || wantsOther;
  const told = useProblemsAt("data");
  const toggle = () => {
    setWantsOther(!wantsOther);
    if (!wantsOther) setTimeout(() => search.current?.focus());
  };
  const pick = ({ kind, name }: TableSource) => {
    const { data: _, dataKind: __, ...config } = draft.config;
    change({ config: config as typeof draft.config, source: { kind, name } });
    setWantsOther(false);
    setTimeout(() => button.current?.focus());
  };
  const size = table ? sizeWords({ rows: table.rows, columns: table.columns.length }, trans) : "";
  return (
    <section className="qt-Section" aria-labelledby={`${id}-heading`} data-qt-field="data">
      <h2 id={`${id}-heading`}>{trans.__("Data")}</h2>
      {source && (
        <div className="qt-Chosen">
          <div>
            <p className="qt-Chosen-name">{source.name}</p>
            <p className="qt-Chosen-about" role="status">
              {error ??
                (size === "" ? trans.__("Reading the table…") : `${sourceWords(source, trans)} · ${size}`)}
            </p>
          </div>
          <button
            ref={button}
            type="button"
            className="qt-Button"
            aria-expanded={isOpen}
            aria-controls={`${id}-tables`}
            onClick={toggle}
          >
            {isOpen ? trans.__("Close") : trans.__("Change")}
            <span className="qt-hidden"> {trans.__("the data")}</span>
          </button>
        </div>
      )}
      {lacksFittedTable && <p role="status">{trans.__("Choose the table this was fitted to")}</p>}
      <div id={`${id}-tables`} hidden={!isOpen}>
        {isOpen && (
          <Tables
            tables={tables}
            source={source}
            onPick={pick}
            onLeave={() => touch("data")}
            search={search}
          />
        )}
      </div>
      <StateWords workspace={workspace} />
      <ProblemsAt id={`${idOf("data")}-problems`} told={told} />
    </section>
  );
}

function StateWords({ workspace }: { workspace: IWorkspace }): JSX.Element {
  const trans = useTrans();
  return (
    <p className="qt-Field-help" role="status">
      {stateWords(workspace.state, trans)}
    </p>
  );
}

function stateWords(state: IWorkspace["state"], trans: Trans): string {
  switch (state) {
    case "ready":
      return "";
    case "starting":
      return trans.__("The kernel is starting; the notebook's tables will show as soon as it answers.");
    case "files":
      return trans.__(
        "There is no Quetelet kernel here, so files and data sets are listed and the notebook's variables are not.",
      );
    case "dead":
      return trans.__(
        "The kernel has ended. Restart it to see the notebook's tables again; what you entered here stays.",
      );
  }
}

interface TablesProps {
  tables: Asked<TableEntry[]>;
  source: TableSource | null;
  onPick: (source: TableSource) => void;
  onLeave: () => void;
  search: React.RefObject<HTMLInputElement>;
}

function Tables({ tables, source, onPick, onLeave, search }: TablesProps): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const [text, setText] = useState("");
  const all = tables.value ?? [];
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    // Nobody needs to be told of an answer that is there at once.
    const timer = setTimeout(() => setWaits(true), 400);
    return () => clearTimeout(timer);
  }, []);
  const none =
    tables.error ??
    (tables.value === null
      ? waits
        ? trans.__("Looking for tables…")
        : ""
      : all.length === 0
        ? trans.__("There is no table yet: put a CSV file beside the notebook, or read one in a cell.")
        : shown.length === 0
          ? trans.__("No table is called so.")
          : "");
  return (
    <div
      className="qt-Tables"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onLeave()}
    >
      <input
        ref={search}
        type="search"
        className="qt-Input"
        placeholder={trans.__("Search tables and files")}
        aria-label={trans.__("Search tables and files")}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {none !== "" && (
        <p className="qt-quiet" role="status">
          {none}
        </p>
      )}
      <div className="qt-Tables-list">
        {(["variable", "file", "dataset"] as const).map((kind) => {
          const group = shown.filter((each) => each.kind === kind);
          if (group.length === 0) return null;
          return (
            <div key={kind}>
              <h3 id={`${id}-${kind}`}>{sourcesHeading(kind, trans)}</h3>
              <ul aria-labelledby={`${id}-${kind}`}>
                {group.map((entry) => (
                  <li key={entry.name}>
                    <button
                      type="button"
                      className="qt-TableEntry"
                      aria-pressed={source?.kind === kind && source.name === entry.name}
                      onClick={() => onPick(entry)}
                    >
                      <span className="qt-TableEntry-name">{entry.name}</span>
                      <span className="qt-TableEntry-size">{sizeWords(entry, trans)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </div>
  );
}
