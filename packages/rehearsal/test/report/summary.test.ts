import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { rehearsalDocuments } from "../../src/report/documents.ts";
import { Summary, writeSummary } from "../../src/report/summary.ts";
import { FAILURE, SUCCESS } from "./sample.ts";

test("a summary is written in the schema's order, and read back", () => {
  for (const sample of [SUCCESS, FAILURE]) {
    const text = writeSummary(sample);
    expect(text.endsWith("}\n")).toBe(true);
    expect(Summary.parse(JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(sample)));
  }
  expect(writeSummary(SUCCESS).split("\n")[1]).toBe('  "kind": "slipway-rehearsal",');
});

test("the published schema accepts what is written, and nothing else", () => {
  const [document] = rehearsalDocuments();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(document?.text ?? "{}"));
  expect(validate(JSON.parse(writeSummary(SUCCESS)))).toBe(true);
  expect(validate(JSON.parse(writeSummary(FAILURE)))).toBe(true);
  expect(validate({ ...SUCCESS, result: "maybe" })).toBe(false);
  expect(validate({ ...SUCCESS, jobs: undefined })).toBe(false);
});
