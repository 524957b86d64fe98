import type { Kit } from "@slipway/action-kit";
import { githubAttestations, Patience, realTime } from "@slipway/forge";
import { createSigners, describeSigner, provenanceAttester } from "@slipway/integrity";
import { type Plan, Problem } from "@slipway/model";
import { failed, type Outcome, passed } from "./check.ts";
import type { SigningSecrets } from "./secrets.ts";

/** Known also to projects that sign nothing, so that a workflow can name it for all. */
export const SIGNING = "signing";

/** Whether everybody who is to sign the release can, found out without signing: what each signer says, and what is missing. */
export async function checkSigning(
  { signing, timestamp }: Pick<Plan, "signing" | "timestamp">,
  { signing: secrets, token }: { readonly signing: SigningSecrets; readonly token: string | undefined },
  { runtime, log }: Pick<Kit, "runtime" | "log">,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome> {
  const { serverUrl, apiUrl, repository } = runtime;
  const told: string[] = [];
  const lost: Problem[] = [];
  const attempt = async (check: () => Promise<string>) => {
    try {
      told.push(await check());
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      lost.push(error);
    }
  };
  const means = { ...secrets, env, serverUrl, timestamp };
  for (const signer of createSigners(new Set(signing?.signatures.map(({ by }) => by)), means)) {
    await attempt(async () => describeSigner(await signer.check()));
  }
  if (signing?.provenance) {
    await attempt(async () => {
      if (repository === undefined || token === undefined)
        return "provenance cannot be looked at outside GitHub Actions";
      const patience = new Patience({ time: realTime, tell: log.info });
      const store = githubAttestations({ repository, apiUrl, token, patience });
      const { identity } = await provenanceAttester({ env, serverUrl }, store).check();
      return `provenance by ${identity}`;
    });
  }
  if (lost.length === 0) return passed(told.join("; "));
  return failed(lost.map(({ message }) => message).join("; "), lost.map(({ remedy }) => remedy).join("; "));
}
