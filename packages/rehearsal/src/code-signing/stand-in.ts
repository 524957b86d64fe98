import type { Plan } from "@slipway/model";
import type { StandIn } from "../rehearse/stand-ins.ts";
import { createAuthority } from "./authority.ts";
import { startTimestampAuthority } from "./timestamp-authority.ts";

/** A certificate and a timestamp authority for Windows programs, where the plan has them signed. */
export async function standInForCodeSigning(plan: Plan, directory: string): Promise<StandIn | undefined> {
  const windows = plan.codeSigning?.windows;
  if (windows === undefined || !plan.targets.some(({ target }) => target.startsWith("windows-"))) return undefined;
  const authority = await createAuthority(directory);
  const { container, password } = await authority.issue({ name: `Rehearsed signer of ${plan.project.name}` });
  const secrets = { "windows-certificate": container, "windows-certificate-password": password };
  const note = `Windows programs are signed by a certificate of this rehearsal; it verifies with ${authority.certificate}`;
  if (windows.timestamps.length === 0) return { secrets, env: {}, notes: [note], close: async () => undefined };
  const stamps = await startTimestampAuthority(authority);
  return { secrets, env: { SLIPWAY_TIMESTAMP_SERVERS: stamps.url }, notes: [note], close: () => stamps.close() };
}
