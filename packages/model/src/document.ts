import type { z } from "zod";
import { Problem } from "./problem.ts";

/** A document that one stage writes and later stages read: `kind` and `schemaVersion` come first in each. */
interface Documents<Schema extends z.ZodType> {
  readonly kind: string;
  readonly schemaVersion: number;
  readonly schema: Schema;
}

/** Two-space JSON with a final newline, keys in the schema's order: equal documents have equal bytes. */
export function writeDocument<Schema extends z.ZodType>(
  { schema }: Documents<Schema>,
  document: z.input<Schema>,
): string {
  return `${JSON.stringify(schema.parse(document), null, 2)}\n`;
}

/**
 * @param origin where the text came from, for messages
 * @throws {Problem} `unreadable-document`, `newer-document`
 */
export function readDocument<Schema extends z.ZodType>(
  { kind, schemaVersion, schema }: Documents<Schema>,
  text: string,
  origin: string,
): z.output<Schema> {
  const unreadable = (why: string, cause?: unknown) =>
    new Problem({
      kind: "failure",
      code: "unreadable-document",
      message: `${origin} is not a ${kind} document: ${why}`,
      remedy: "the file was changed or cut after it was written; run the job that writes it again",
      place: { file: origin },
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error), error);
  }
  const head =
    typeof value === "object" && value !== null ? (value as { kind?: unknown; schemaVersion?: unknown }) : {};
  if (head.kind !== kind) throw unreadable(`its kind is ${JSON.stringify(head.kind)}`);
  if (typeof head.schemaVersion === "number" && head.schemaVersion > schemaVersion) {
    throw new Problem({
      kind: "failure",
      code: "newer-document",
      message: `${origin} has schema version ${head.schemaVersion}; this Slipway reads up to ${schemaVersion}`,
      remedy: "use the same version of Slipway's actions in every job",
      place: { file: origin },
    });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`, parsed.error);
  }
  return parsed.data;
}
