import type { ResultDocument } from "quetelet/contract";
import React from "react";
import { Boundary } from "../ui/boundary";
import { Charts } from "./charts";
import { familyView } from "./families";
import { FamilyTab } from "./families/family-tab";
import { Header } from "./header";
import { Message } from "../ui/message";
import { Provenance } from "./provenance";
import type { ReadResult } from "./read-result";
import { Summary } from "./summary";
import { Tables } from "./tables";
import { Tabs } from "../ui/tabs";
import { useTrans } from "../ui/translation";
import { usePreferences } from "../ui/use-preferences";
import { modelName, outcomeName, problemWords } from "./words";

/** A result document, or a message that says why it cannot be shown. */
export function Viewer({ read }: { read: ReadResult }): JSX.Element {
  const trans = useTrans();
  if (!read.ok) return <Message {...problemWords(read.problem, trans)} />;
  return (
    <Boundary key="result" title={trans.__("This result cannot be shown")} input={read.result}>
      <Result result={read.result} />
    </Boundary>
  );
}

function Result({ result }: { result: ResultDocument }): JSX.Element {
  const trans = useTrans();
  usePreferences(); // numbers are printed anew with other digits
  const outcome = outcomeName(result.config) ?? "";
  const source = [result.model, outcome].filter(Boolean).join("-");
  const parts = { result, source };
  const view = familyView(result);
  return (
    <article
      className="qt-Viewer"
      aria-label={trans.__("Result: %1", `${modelName(result, trans)} ${outcome}`.trim())}
    >
      <Header result={result} />
      <Tabs
        label={trans.__("Parts of the result")}
        tabs={[
          { id: "summary", label: trans.__("Summary"), content: <Summary {...parts} /> },
          ...(view
            ? [{ id: view.id, label: view.label(trans), content: <FamilyTab view={view} {...parts} /> }]
            : []),
          { id: "tables", label: trans.__("Tables"), content: <Tables {...parts} /> },
          { id: "charts", label: trans.__("Charts"), content: <Charts {...parts} /> },
          { id: "provenance", label: trans.__("Provenance"), content: <Provenance {...parts} /> },
        ]}
      />
    </article>
  );
}
