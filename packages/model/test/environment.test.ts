import { expect, test } from "vitest";
import { programEnvironment } from "../src/environment.ts";

test("a program sees the machine and the run, and nothing that is the action's alone", () => {
  const kept = { PATH: "/bin", HOME: "/root", GITHUB_SHA: "0", GITHUB_REF: "x", GITHUB_PATHS: "y", RUNNER_TEMP: "/t" };
  const withheld = [
    ...["INPUT_OPENPGP-KEY", "INPUT_TOKEN", "input_token", "STATE_key", "ACTIONS_RUNTIME_TOKEN"],
    ...["ACTIONS_ID_TOKEN_REQUEST_TOKEN", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STATE"],
    "GITHUB_STEP_SUMMARY",
  ];
  const all = { ...kept, ...Object.fromEntries(withheld.map((name) => [name, "1"])) };
  expect(programEnvironment(all)).toEqual(kept);
});
