import type { ResultDocument } from "quetelet/contract";
import React, { Component, type ReactNode } from "react";
import { Charts } from "./charts";
import { Header } from "./header";
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
          { id: "tables", label: trans.__("Tables"), content: <Tables {...parts} /> },
          { id: "charts", label: trans.__("Charts"), content: <Charts {...parts} /> },
          { id: "provenance", label: trans.__("Provenance"), content: <Provenance {...parts} /> },
        ]}
      />
    </article>
  );
}

function Message({ title, detail }: { title: string; detail: string }): JSX.Element {
  return (
    <div className="qt-Message" role="alert">
      <p className="qt-Message-title">{title}</p>
      <p>{detail}</p>
    </div>
  );
}

interface BoundaryProps {
  title: string;
  input: unknown;
  children: ReactNode;
}

/** The last resort: what no check foresaw is a message too, and the next document gets a new chance. */
class Boundary extends Component<BoundaryProps, { error: Error | null; input: unknown }> {
  override state = { error: null as Error | null, input: this.props.input };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: { input: unknown }) {
    return props.input === state.input ? null : { error: null, input: props.input };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <Message title={this.props.title} detail={error.message} /> : this.props.children;
  }
}
