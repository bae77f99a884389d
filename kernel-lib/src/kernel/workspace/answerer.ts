import { InputError, show, type WorkspaceQuestion } from "../../contract/index.js";
import { createBreathe } from "./answer.js";
import { examine } from "./doctor.js";
import { createFileTables } from "./file-tables.js";
import { sentenceOf } from "./sentence.js";
import { answerAboutVariable, type Variables, variableTables } from "./variables.js";

export interface Answerer {
  /**
   * The answer to a question of the contract. `onChange`: another `tables` would know more.
   * @throws Error whose `sentenceOf` is for a person.
   */
  answer(question: WorkspaceQuestion, onChange: () => void): Promise<unknown>;
  sentenceOf(error: unknown): string;
}

export function createAnswerer(variables: Variables): Answerer {
  const files = createFileTables();
  return {
    sentenceOf,
    async answer(question, onChange) {
      const { question: kind } = question;
      switch (kind) {
        case "tables":
          return [...variableTables(variables), ...(await files.list(process.cwd(), onChange))];
        case "describe":
        case "varying":
        case "cohorts":
          if (typeof question.ask?.table?.name !== "string")
            throw new InputError("the question names no table");
          return question.ask.table.kind === "variable"
            ? answerAboutVariable(variables, question, createBreathe())
            : files.answer(process.cwd(), question);
        case "names":
          return variables.names();
        case "doctor":
          return examine();
        default:
          throw new InputError(`the kernel does not know the question ${show(kind)}`);
      }
    },
  };
}
