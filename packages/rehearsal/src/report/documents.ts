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
  return [{ path: "docs/summary.schema.json", text: `${JSON.stringify({ $schema, ...head, ...rest }, null, 2)}\n` }];
}
