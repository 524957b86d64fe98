import { expect, test } from "vitest";
import { z } from "zod";
import { readDocument } from "../src/document.ts";

const NOTE = { kind: "slipway-note", schemaVersion: 2, schema: z.object({ text: z.string() }) } as const;

test.each([
  ["cut off", '{"kind":"slipway-note"', "unreadable-document"],
  ["of another kind", '{"kind":"slipway-plan","schemaVersion":2,"text":"a"}', "unreadable-document"],
  ["no object", "null", "unreadable-document"],
  ["without a field", '{"kind":"slipway-note","schemaVersion":2}', "unreadable-document"],
  ["of a newer Slipway", '{"kind":"slipway-note","schemaVersion":3}', "newer-document"],
])("a document that is %s", (_, text, code) => {
  expect(() => readDocument(NOTE, text, "note.json")).toThrow(
    expect.objectContaining({
      code,
      kind: "failure",
      place: { file: "note.json" },
      message: expect.stringMatching(/^note\.json /),
    }),
  );
});
