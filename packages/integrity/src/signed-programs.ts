import { type PackageReceipt, type Plan, Problem, requireTarget } from "@slipway/model";

/**
 * Where the plan has programs signed, the receipts tell who did: a workflow that left the step out must not release what
 * looks the same and is not.
 * @throws {Problem} `binary-unsigned`
 */
export function verifySigned({ codeSigning }: Plan, receipts: readonly PackageReceipt[]): void {
  const wanted = {
    windows: codeSigning?.windows && "authenticode",
    macos: typeof codeSigning?.macos === "object" && "apple-developer-id",
  } as const;
  for (const { target, binaries } of receipts.flatMap(({ builds }) => builds)) {
    const { os } = requireTarget(target);
    const by = os === "windows" || os === "macos" ? wanted[os] : undefined;
    if (!by || binaries.length === 0 || binaries.some(({ signed }) => signed?.by === by)) continue;
    throw new Problem({
      kind: "failure",
      code: "binary-unsigned",
      message: `the plan has programs for ${os} signed, and those of ${target} are not: ${binaries.map(({ file }) => file).join(", ")}`,
      remedy: "run sign-binaries between build-binaries and package-archives, as the action build-target does",
    });
  }
}
