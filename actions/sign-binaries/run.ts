import { type Kit, markdownTable, type Outputs } from "@slipway/action-kit";
import { type SigningContext, signingContext } from "@slipway/integrity/code-signing";
import type { Signed } from "@slipway/model";
import { signFiles } from "./alone.ts";
import { signLeg } from "./chain.ts";
import type { AloneInputs, ChainInputs } from "./inputs.ts";

/** A file that was looked at, and who signed it. */
export interface Outcome {
  readonly file: string;
  readonly sha256: string;
  readonly signed: Signed | undefined;
}

export interface Result {
  readonly outcomes: readonly Outcome[];
  /** Receipts that were renewed. */
  readonly receipts: readonly string[];
}

const BY: Readonly<Record<Signed["by"], string>> = {
  authenticode: "Authenticode",
  "apple-developer-id": "Developer ID",
  "apple-ad-hoc": "ad hoc",
};

export async function run(
  inputs: ChainInputs | AloneInputs,
  kit: Kit,
  changes: Partial<SigningContext> = {},
): Promise<Outputs> {
  const context = signingContext(kit.log, { installTools: inputs.installTools, ...changes });
  const { outcomes, receipts } =
    inputs.mode === "chain" ? await signLeg(inputs, kit, context) : await signFiles(inputs, context);
  const signed = outcomes.filter((outcome) => outcome.signed !== undefined);
  if (signed.length === 0) kit.log.info("nothing was signed here");
  else await kit.summarise("### Signed programs", table(signed));
  return {
    signed: JSON.stringify(signed.map(({ file, sha256, signed }) => ({ file, sha256, ...signed }))),
    receipts: JSON.stringify(receipts),
  };
}

function table(outcomes: readonly Outcome[]): string {
  return markdownTable({
    head: ["Program", "Signature", "By", "Timestamp", "SHA-256"],
    rows: outcomes.map(({ file, sha256, signed }) => [
      file,
      signed === undefined ? "" : BY[signed.by],
      signed?.subject ?? "",
      signed?.timestamp ?? "",
      sha256,
    ]),
  });
}
