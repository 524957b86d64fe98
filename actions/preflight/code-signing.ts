import { type CodeSigningSecrets, checkCodeSigning, withTimestampServers } from "@slipway/integrity/code-signing";
import { type Plan, Problem } from "@slipway/model";
import { failed, type Outcome, passed, warning } from "./check.ts";

/** Known also to projects that have no programs signed, so that a workflow can name it for all. */
export const CODE_SIGNING = "code-signing";

/** Whether programs can be signed as the plan wants it: certificates open and are valid, a timestamp server answers. */
export async function checkSigners(
  { codeSigning }: Pick<Plan, "codeSigning">,
  secrets: CodeSigningSecrets,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome> {
  try {
    const { lines, warnings } = await checkCodeSigning(withTimestampServers(codeSigning, env), secrets);
    return warnings.length > 0 ? warning([...warnings, ...lines].join("; ")) : passed(lines.join("; "));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed(error.message, error.remedy);
  }
}
