import { Problem } from "@slipway/model";

/** JSON: an address outside of this machine → the address on it that stands in. Only a rehearsal sets it. */
export const STAND_INS = "SLIPWAY_STAND_INS";

/**
 * The address to speak to. Where a rehearsal runs this, nothing goes elsewhere: what the rehearsal has no stand-in for is
 * refused, and a stand-in is on this machine, so that the variable can lead no credential away.
 * @throws {Problem} `outside-rehearsal`
 */
export function reachable(address: string, env: NodeJS.ProcessEnv = process.env): string {
  const text = env[STAND_INS];
  if (text === undefined || text === "") return address;
  const standIn = (JSON.parse(text) as Record<string, unknown>)[address] ?? address;
  if (typeof standIn === "string" && isLoopback(URL.parse(standIn)?.hostname ?? "")) return standIn;
  throw new Problem({
    kind: "refusal",
    code: "outside-rehearsal",
    // A webhook's address is a secret; its host is none.
    message: `this is a rehearsal, and ${URL.parse(address)?.host ?? "an address"} is outside of this machine`,
    remedy: "let slipway.yml name what the release talks to, so that the rehearsal can stand in for it",
  });
}

export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(host) || host.endsWith(".localhost");
