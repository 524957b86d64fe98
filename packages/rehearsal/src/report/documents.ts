import { z } from "zod";
import { Summary } from "./summary.ts";

/** A file that is generated from the code; `path` is relative to the repository's root. */
export interface GeneratedDocument {
  readonly path: string;
  readonly text: string;
}

/** The JSON schema of `summary.json`. */
export function rehearsalDocuments(): GeneratedDocument[] {
  const schema = z.toJSONSchema(Summary, { target: "draft-2020-12", reused: "inline" });
  const head = {
    title: "Slipway rehearsal: summary.json",
    description: "What `slipway rehearse` did. See docs/rehearsal.md.",
  };
  const { $schema, ...rest } = schema;
  return [{ path: "docs/summary.schema.json", text: formatted({ $schema, ...head, ...rest }) }];
}

/** Two-space JSON, lists of words on one line where they fit in 120 columns: as the formatter leaves files of this repository. */
function formatted(value: object): string {
  const text = JSON.stringify(value, null, 2).replace(
    /^(.*)\[\n([^[\]{}]*)\n *\](,?)$/gm,
    (whole, before, words, after) => {
      const line = `${before}[${words.trim().replace(/\n\s*/g, " ")}]${after}`;
      return line.length <= 120 ? line : whole;
    },
  );
  return `${text}\n`;
}
