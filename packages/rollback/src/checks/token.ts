import type { Forge } from "@slipway/forge";
import type { RollbackCheck } from "@slipway/model";
import { failed, passed } from "./check.ts";

export async function checkToken(forge: Forge, tag: string): Promise<RollbackCheck> {
  const access = await forge.probeAccess(tag);
  const title = "The token may change releases";
  if (access.writable) return passed("token", title, forge.repository);
  return failed("token", title, access.reason, 'give the job "permissions: contents: write"');
}
