import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { configurationDocuments, configurationSchema, parseConfig } from "../src/index.ts";

const ROOT = join(import.meta.dirname, "../../..");

test.each(configurationDocuments())("$path is what the types say (npm run docs)", ({ path, text }) => {
  expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
});

describe("the schema judges as the reader does", () => {
  const validate = new Ajv2020({
    allowUnionTypes: true,
    strict: true,
    allErrors: true,
    formats: { uri: true },
  }).compile(configurationSchema());
  const accepts = (text: string) => {
    try {
      parseConfig(text, "slipway.yml");
      return true;
    } catch {
      return false;
    }
  };

  test.each([
    ["{}", true],
    ["name: app\nlicense: MIT\nhomepage: https://example.org", true],
    ["targets: [linux-amd64]", true],
    ["targets: [linux]", false],
    ["targets: []", false],
    ["builds: [{toolchain: go, env: {A: b}}]", true],
    ["builds: [{toolchain: go, env: {A: 1}}]", false],
    ["builds: [{toolchain: fortran}]", false],
    ["builds: [{dir: x}]", false],
    ["builds: [{toolchain: rust, binaries: [a, {name: b, package: c}]}]", true],
    [
      "variants: {a: {files: [x, {from: y, to: z, eol: native, mode: '755'}, {directory: d}, {symlink: l, target: t}]}}",
      true,
    ],
    ["variants: {a: {files: [{from: y, into: z}]}}", false],
    ["variants: {a: {platforms: {windows: {exclude: [x]}, linux-amd64: {binaries: []}}}}", true],
    ["variants: {a: {platforms: {solaris: {}}}}", false],
    ["archives: {formats: tar.xz, wrap: false}", true],
    ["archives: {formats: [zip, tar.gz], wrap: '{name}'}", true],
    ["archives: {formats: {macos: [zip, tar.gz]}}", true],
    ["archives: {formats: {macos: rar}}", false],
    ["source: true\ndocs: {files: [docs]}", true],
    ["docs: {format: zip}", false],
    ["checksums: {combined: [], perFile: [md5]}\nrelease: {latest: false}\nrunners: {default: mine}", true],
    ["anything: 1", false],
  ])("%s", (text, expected) => {
    expect({ schema: validate(parse(text)), reader: accepts(text) }).toEqual({ schema: expected, reader: expected });
  });

  test("and tells editors about every key", () => {
    const missing: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      const { properties, ...rest } = schema as { properties?: Record<string, { description?: string }> };
      for (const [key, value] of Object.entries(properties ?? {})) {
        // Keys that are platforms explain themselves.
        if (value.description === undefined && !(properties && "linux-amd64" in properties))
          missing.push(`${path}.${key}`);
        visit(value, `${path}.${key}`);
      }
      for (const [key, value] of Object.entries(rest)) visit(value, `${path}/${key}`);
    };
    visit(configurationSchema(), "");
    expect(missing).toEqual([]);
  });
});
