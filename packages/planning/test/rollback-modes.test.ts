import { expect, test } from "vitest";
import { parseConfig } from "../src/config/load.ts";
import { problemOf } from "./problems.ts";

const rollback = (yaml: string) => parseConfig(`rollback: { ${yaml} }`, "slipway.yml").settings.rollback;

test("staging and advisories, with what is not said", () => {
  expect(rollback("staging: { repository: acme/app-staging }")?.staging).toEqual({
    repository: "acme/app-staging",
    config: "slipway.staging.yml",
  });
  expect(rollback("")).toMatchObject({ advisory: { ecosystem: "other" } });
  expect(rollback("")?.staging).toBeUndefined();
  expect(rollback("advisory: { severity: high, ecosystem: npm, package: '@acme/app' }")?.advisory).toEqual({
    severity: "high",
    ecosystem: "npm",
    package: "@acme/app",
  });
});

test.each([
  ["staging: { config: slipway.staging.yml }", "repository"],
  ["staging: { repository: app }", "repository"],
  ["staging: { repository: acme/app, config: ../slipway.yml }", "without '..'"],
  ["advisory: { severity: none }", "severity"],
  ["advisory: { ecosystem: cargo }", "ecosystem"],
  ["advisory: { name: app }", "name"],
])("refused: %s", async (yaml, told) => {
  const problem = await problemOf(() => rollback(yaml));
  expect(`${problem.message} ${problem.remedy}`).toContain(told);
});
