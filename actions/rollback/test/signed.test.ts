import { readFileSync } from "node:fs";
import { ROLLBACK_PLAN, readDocument } from "@slipway/model";
import { expect, test } from "vitest";
import { signedRelease, someKeys } from "./signed.ts";
import { changes, type Job, problemOf, release, world } from "./world.ts";

const checkOf = ({ outputs }: Job, id: string) =>
  readDocument(ROLLBACK_PLAN, readFileSync(String(outputs.plan), "utf8"), "plan").checks.find((each) => each.id === id);

test("a signed target: its signatures are looked at on the server", async () => {
  const here = await world();
  await signedRelease(here, "2.0.5", await someKeys());
  await here.release("2.1.0", { advertise: false });
  const planned = await here.act();
  expect(planned.outputs).toMatchObject({ from: "v2.1.0", to: "v2.0.5" });
  const check = checkOf(planned, "signatures");
  expect(check).toMatchObject({ passed: true, found: expect.stringContaining("4 signatures hold") });
  expect(checkOf(planned, "complete")).toMatchObject({ passed: true });

  const asset = release(here, "v2.0.5")?.assets ?? [];
  const one = [...asset.values()].find(({ name }) => name === "release.json.asc");
  await here.remove(`releases/assets/${one?.id}`);
  const seen = changes();
  for (const mode of ["normal", "emergency"]) {
    const problem = await problemOf(here.act({ mode, "dry-run": "false" }));
    expect(problem.code).toBe("rollback-check-failed");
    expect(problem.message).toContain("release.json.asc is missing (release.json says that it signs release.json)");
    expect(problem.remedy).toContain("slipway verify v2.0.5");
  }
  expect(seen).toEqual([]);
  expect((await here.shown()).latest).toBe("v2.1.0");
});
