import { expect, test } from "vitest";
import { reachable, STAND_INS } from "../src/stand-ins.ts";

const HERE = "http://127.0.0.1:4711/1-nexus.example.org";
const env = {
  [STAND_INS]: JSON.stringify({ "https://nexus.example.org/raw": HERE, "https://a.example": "https://b.example" }),
};

test.each([
  ["without a rehearsal, as it is", "https://nexus.example.org/raw", {}, "https://nexus.example.org/raw"],
  ["an address with a stand-in", "https://nexus.example.org/raw", env, HERE],
  ["this machine", "http://127.0.0.1:9/hook", env, "http://127.0.0.1:9/hook"],
])("%s", (_, address, variables, expected) => expect(reachable(address, variables)).toBe(expected));

test.each([
  ["nothing stands in for it", "https://hooks.example.org/T0/secret"],
  ["not even where a stand-in is elsewhere", "https://a.example"],
  ["a name that only looks like this machine", "https://127.0.0.1.example.org/"],
  ["a mail server", "smtp://mail.example.org:587"],
])("in a rehearsal nothing leaves the machine: %s", (_, address) => {
  const refused = expect.objectContaining({
    code: "outside-rehearsal",
    message: expect.not.stringContaining("secret"),
  });
  expect(() => reachable(address, env)).toThrow(refused);
});
