/** The inputs and results of this session, as history_request asks for them. */
export interface History {
  add(line: number, input: string): void;
  /** Remembers the text of a cell's result. */
  setOutput(line: number, output: string): void;
  /** Content of history_reply. */
  query(request: HistoryRequest): { status: "ok"; history: HistoryEntry[] };
}

export interface HistoryRequest {
  output?: boolean;
  hist_access_type?: "range" | "tail" | "search";
  /** 0 is this session, as is 1; negative numbers count back to sessions that this kernel does not keep. */
  session?: number;
  start?: number;
  stop?: number | null;
  n?: number | null;
  /** Glob with `*` and `?`. */
  pattern?: string | null;
  unique?: boolean;
}

/** Session, line and input, or input with output. */
export type HistoryEntry = [number, number, string | [string, string | null]];

export function createHistory(): History {
  const entries: { line: number; input: string; output: string | null }[] = [];
  return {
    add(line, input) {
      entries.push({ line, input, output: null });
    },
    setOutput(line, output) {
      const entry = entries.findLast((candidate) => candidate.line === line);
      if (entry) entry.output = output;
    },
    query({
      output = false,
      hist_access_type: access = "tail",
      session = 0,
      start = 0,
      stop,
      n,
      pattern,
      unique,
    }) {
      let found = entries;
      if (access === "range") {
        const here = session === 0 || session === 1;
        found = here ? found.filter(({ line }) => line >= start && line < (stop ?? Infinity)) : [];
      }
      if (access === "search") {
        const matches = glob(pattern ?? "*");
        found = found.filter(({ input }) => matches.test(input));
        if (unique)
          found = found.filter(({ input }, i) => !found.slice(i + 1).some((later) => later.input === input));
      }
      if (access !== "range" && n !== null && n !== undefined) found = n > 0 ? found.slice(-n) : [];
      return {
        status: "ok",
        history: found.map((entry) => [1, entry.line, output ? [entry.input, entry.output] : entry.input]),
      };
    },
  };
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*/g, "[^]*").replace(/\?/g, "[^]")}$`);
}
