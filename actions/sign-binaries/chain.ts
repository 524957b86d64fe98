import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit, type TakenPlan, takePlan } from "@slipway/action-kit";
import { type Program, type SigningContext, signPrograms, withTimestampServers } from "@slipway/integrity/code-signing";
import {
  BUILD_RECEIPT,
  type BuildReceipt,
  type Plan,
  Problem,
  readDocument,
  requireTarget,
  sha256,
  writeDocument,
} from "@slipway/model";
import { workOf } from "@slipway/toolchain";
import { matches, programAt } from "./alone.ts";
import type { ChainInputs } from "./inputs.ts";
import type { Outcome, Result } from "./run.ts";

/** What build-binaries writes beside the receipt where bills of materials are wanted. */
const INVENTORY = "inventory.json";

interface Binary extends Program {
  readonly target: string;
  /** Its place in the receipt; `undefined` for what the build left beside its binaries. */
  readonly index: number | undefined;
}

/** Signs the binaries of a leg's targets, and what its archives take of other programs from the working tree. */
export async function signLeg(inputs: ChainInputs, kit: Kit, context: SigningContext): Promise<Result> {
  const { plan, digest } = (await takePlan(inputs.plan, kit)) as TakenPlan;
  const { targets } = workOf(plan, inputs.leg);
  const receipts = new Map<string, BuildReceipt>();
  const directoryOf = (target: string) => join(kit.runtime.temp, DIRECTORY.binaries, target);
  const binaries: Binary[] = [];
  for (const { id, os } of targets) {
    const receipt = await takeReceipt(directoryOf(id), id, digest, kit);
    receipts.set(id, receipt);
    for (const [index, { name, file, sha256: built }] of receipt.binaries.entries()) {
      const path = join(directoryOf(id), file);
      await requireUnchanged(path, built);
      binaries.push({ path, name, os, target: id, index });
    }
  }
  const beside = await generatedPrograms(plan, inputs.leg, kit.runtime.workspace);
  const programs = [...binaries, ...beside];
  const { directory, secrets, timestampServers } = inputs;
  const planned = withTimestampServers(plan.codeSigning, {}, timestampServers);
  const signed = await signPrograms({ programs, planned, secrets, directory }, context);

  const outcomes: Outcome[] = [];
  const changed = new Set<string>();
  for (const [index, program] of programs.entries()) {
    const content = await readFile(program.path);
    const by = signed[index];
    const receipt = program.index === undefined ? undefined : receipts.get(program.target);
    outcomes.push({ file: shownPath(program, kit), sha256: sha256(content), signed: by });
    if (receipt === undefined || by === undefined) continue;
    receipts.set(program.target, renewed(receipt, program.index as number, content, by));
    changed.add(program.target);
  }
  const written: string[] = [];
  for (const [target, receipt] of receipts) {
    const file = join(directoryOf(target), "receipt.json");
    if (changed.has(target)) {
      await writeFile(file, writeDocument(BUILD_RECEIPT, receipt));
      written.push(file);
    }
    if (inputs.handOver) {
      const names = [...receipt.binaries.map((binary) => binary.file), INVENTORY];
      const there = names.map((name) => join(directoryOf(target), name)).filter((path) => existsSync(path));
      const files = [file, ...there];
      await kit.handOver.give(ARTIFACT.binaries(target), directoryOf(target), files);
    }
  }
  return { outcomes, receipts: written };
}

function shownPath({ target, path, index }: Binary, { runtime }: Kit): string {
  return index === undefined
    ? relative(runtime.workspace, path)
    : `${target}/${relative(join(runtime.temp, DIRECTORY.binaries, target), path)}`;
}

function renewed(
  receipt: BuildReceipt,
  index: number,
  content: Buffer,
  by: NonNullable<Outcome["signed"]>,
): BuildReceipt {
  const binaries = receipt.binaries.map((binary, at) =>
    at === index
      ? {
          ...binary,
          sha256: sha256(content),
          size: content.length,
          // A run that finds its own signature keeps what was known of the program before.
          signed: { ...by, before: binary.signed?.before ?? by.before },
        }
      : binary,
  );
  return { ...receipt, binaries };
}

/** From this job, or handed over by another that only built. */
async function takeReceipt(directory: string, target: string, plan: string, kit: Kit): Promise<BuildReceipt> {
  const file = join(directory, "receipt.json");
  const here = await readFile(file, "utf8").catch(() => undefined);
  if (here === undefined) await kit.handOver.take(ARTIFACT.binaries(target), directory);
  const text = here ?? (await readFile(file, "utf8"));
  const receipt = readDocument(BUILD_RECEIPT, text, file);
  if (receipt.plan === plan && receipt.target === target) return receipt;
  throw new Problem({
    kind: "failure",
    code: "other-plan",
    message: `${file} is a receipt for ${receipt.target} from the plan ${receipt.plan}; expected was ${target} from ${plan}`,
    remedy: "run build-binaries for this leg, with the same `plan-digest`, before sign-binaries",
  });
}

/** Nobody's name goes into what was changed since it was built. */
async function requireUnchanged(path: string, built: string): Promise<void> {
  const found = await readFile(path).then(sha256, () => undefined);
  if (found === built) return;
  throw new Problem({
    kind: "failure",
    code: "binary-changed",
    message: `${path} has the SHA-256 ${found ?? "(it is missing)"}; built was ${built}`,
    remedy: "let no step between build-binaries and sign-binaries touch the binaries; re-run the job",
    place: { file: path },
  });
}

/**
 * Libraries and programs beside the binaries, which archives of this leg take from the working tree. What git tracks is
 * packed as it is: it belongs to somebody else, who has signed it or not.
 */
async function generatedPrograms(plan: Plan, leg: string, workspace: string): Promise<readonly Binary[]> {
  const found = new Map<string, Binary>();
  for (const one of plan.packages) {
    if (one.kind !== "archive" || one.leg !== leg) continue;
    const { os } = requireTarget(one.target);
    if (os !== "windows" && os !== "macos") continue;
    for (const file of plan.fileSets[one.files] ?? []) {
      if (file.type !== "generated") continue;
      for (const path of await matches(file.pattern, workspace)) {
        const program = await programAt(path);
        if (program.os === os) found.set(path, { ...program, target: one.target, index: undefined });
      }
    }
  }
  return [...found.values()];
}
