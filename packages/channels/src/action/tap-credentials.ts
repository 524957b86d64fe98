import type { Inputs } from "@slipway/action-kit";
import { mistake } from "@slipway/model";

/** What opens a tap. */
export type TapCredentials =
  | { readonly type: "token"; readonly token: string }
  | { readonly type: "key"; readonly key: string; readonly knownHosts: string | undefined };

/** A token for every tap, or lines `owner/name: token` for several; or one deploy key. */
export function tapCredentials(inputs: Inputs): ReadonlyMap<string, TapCredentials> {
  const key = inputs.text("tap-key");
  const lines = inputs.lines("tap-token");
  if (key !== undefined && lines.length > 0) {
    throw mistake("inputs-contradict", 'both "tap-token" and "tap-key" are given', "leave one of them out");
  }
  if (key !== undefined) return new Map([["", { type: "key", key, knownHosts: inputs.text("tap-known-hosts") }]]);
  return new Map(
    lines.map((line): [string, TapCredentials] => {
      const [, tap = "", token = line] = /^([\w.-]+\/[\w.-]+):\s*(\S+)$/.exec(line) ?? [];
      return [tap.toLowerCase(), { type: "token", token }];
    }),
  );
}
