import React, { useEffect, useState } from "react";
import type { IWorkspace } from "../tokens";
import { Action } from "../ui/action";
import { copyText } from "../ui/browser";
import { useTrans } from "../ui/translation";

type Check = { kind: "under-way" } | { kind: "done"; text: string } | { kind: "failed"; message: string };

/** Which engines and backends work, as the notebook's kernel finds by trying them. */
export function DoctorReport({ workspace }: { workspace: IWorkspace }): JSX.Element {
  const trans = useTrans();
  const [check, setCheck] = useState<Check>({ kind: "under-way" });
  useEffect(() => {
    let wanted = true;
    const show = (next: Check) => wanted && setCheck(next);
    workspace.doctor().then(
      ({ text }) => show({ kind: "done", text }),
      (error: Error) => show({ kind: "failed", message: error.message }),
    );
    return () => {
      wanted = false;
    };
  }, [workspace]);
  switch (check.kind) {
    case "under-way":
      return (
        <p role="status">
          {trans.__("Checking which engines work, by fitting a small model with each: 5 to 15 seconds …")}
        </p>
      );
    case "failed":
      return <p role="alert">{check.message}</p>;
    case "done":
      return (
        <>
          <pre tabIndex={0} aria-label={trans.__("Engines and backends")}>
            {check.text}
          </pre>
          <Action label={trans.__("Copy")} done={trans.__("Copied")} run={() => copyText(check.text)} />
        </>
      );
  }
}

/** What to do where no kernel can be asked. */
export function NoKernel(): JSX.Element {
  const trans = useTrans();
  return (
    <>
      <p>
        {trans.__(
          "No notebook with the kernel TypeScript (Quetelet) is open. Open one, or choose that kernel for a notebook, and check again.",
        )}
      </p>
      <p>
        {trans.__(
          "In a terminal, ‘npx quetelet doctor’ checks the same; ‘npx quetelet kernel install’ adds the kernel.",
        )}
      </p>
    </>
  );
}
