import { mkdir, writeFile } from "node:fs/promises";
import http from "node:http";
import { join, resolve } from "node:path";
import { type Kit, markdownTable, type Outputs, type TakenPlan, takePlan } from "@slipway/action-kit";
import {
  type AdvisorySource,
  type Finding,
  judge,
  OSV_API,
  openDatabase,
  osvServer,
  problemOf,
  readBill,
  type ScannedPackage,
  sarif,
  type Verdict,
} from "@slipway/integrity/vulnerabilities";
import { type PlannedGate, Problem } from "@slipway/model";
import { type BillFile, givenBills, plannedBills } from "./bills.ts";
import type { AloneInputs, ChainInputs } from "./inputs.ts";

/** What a test gives in place of the world. */
export interface World {
  readonly now?: Date;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Receives outputs that must be there although the step fails. */
  readonly early?: (outputs: Outputs) => void;
}

const SHOWN = 10;
/** The artifact that keeps the SARIF file. */
const ARTIFACT_NAME = "slipway-vulnerabilities";

export async function run(inputs: ChainInputs | AloneInputs, kit: Kit, world: World = {}): Promise<Outputs> {
  const work = inputs.mode === "alone" ? await given(inputs, kit) : await planned(inputs, kit);
  if (work === undefined) {
    kit.log.info("the configuration does not ask for this: `vulnerabilities: true` in slipway.yml turns it on");
    return { result: "off", findings: 0, sarif: "" };
  }
  const { gate, bills } = work;
  const read = bills.map(({ name, text }) => readBill(text, name));
  const packages = [...new Map(read.flatMap((bill) => bill.packages).map((one) => [one.purl, one])).values()];
  const unknown = new Set(read.flatMap((bill) => bill.unknown));
  kit.log.info(`${packages.length} packages in ${bills.map(({ name }) => name).join(", ")}`);
  if (unknown.size > 0) {
    kit.log.notice(
      `${unknown.size} packages are in no database of advisories: ${[...unknown].slice(0, SHOWN).join(", ")}`,
    );
  }
  let source: AdvisorySource;
  let verdict: Verdict;
  try {
    source = await open(gate, packages, kit, world);
    const today = (world.now ?? new Date()).toISOString().slice(0, 10);
    verdict = await kit.log.group(`Ask ${source.name}`, () => judge(packages, source, gate, today));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "advisories-unavailable" || gate.onError === "fail") throw error;
    kit.log.warning(`${error.message}. The configuration says to go on all the same`);
    await kit.summarise("### Known vulnerabilities", `Not known: ${error.message}`);
    return { result: "unknown", findings: 0, sarif: "" };
  }
  const directory = join(kit.runtime.temp, "vulnerabilities");
  const file = join(directory, "vulnerabilities.sarif");
  await mkdir(directory, { recursive: true });
  await writeFile(file, sarif(verdict.findings, bills[0]?.name ?? ""));
  if (inputs.mode === "chain") await kit.handOver.give(ARTIFACT_NAME, directory, [file]);
  await tell(verdict, gate, `${packages.length} packages, asked of ${source.name}`, kit);
  const outputs = { result: "passed", findings: verdict.findings.length, sarif: file };
  const problem = problemOf(verdict, gate.fail);
  if (problem === undefined) return outputs;
  world.early?.({ ...outputs, result: "failed" });
  throw problem;
}

interface Work {
  readonly gate: PlannedGate;
  readonly bills: readonly BillFile[];
}

async function planned(inputs: ChainInputs, kit: Kit): Promise<Work | undefined> {
  const { plan } = (await takePlan(inputs.plan, kit)) as TakenPlan;
  if (plan.vulnerabilities === undefined) return undefined;
  return { gate: plan.vulnerabilities, bills: await plannedBills(plan, inputs.manifestDigest, kit) };
}

async function given({ gate, sboms }: AloneInputs, { runtime }: Kit): Promise<Work> {
  return { gate, bills: await givenBills(sboms, runtime.workspace) };
}

function open(gate: PlannedGate, packages: readonly ScannedPackage[], kit: Kit, world: World): Promise<AdvisorySource> {
  if (gate.database !== undefined) return openDatabase(resolve(kit.runtime.workspace, gate.database), packages);
  // Requests go through the proxy that the environment names; Node before 24.14 cannot.
  http.setGlobalProxyFromEnv?.();
  const url = (world.env ?? process.env).SLIPWAY_OSV_URL || gate.api || OSV_API;
  const wait = world.wait && { wait: world.wait };
  return Promise.resolve(osvServer({ url, log: kit.log.info, ...wait }));
}

async function tell({ findings, unused }: Verdict, gate: PlannedGate, what: string, kit: Kit): Promise<void> {
  for (const finding of findings.filter(({ stops }) => !stops).slice(0, SHOWN)) kit.log.warning(line(finding));
  for (const { id, until } of unused)
    kit.log.notice(`${id} is ignored until ${until}, and no package has it: take it out of the list`);
  const threshold = gate.fail === "none" ? "nothing stops a release" : `${gate.fail} and above stop a release`;
  const rows = findings.map((finding) => [
    finding.package.name,
    finding.package.version,
    finding.ids.join("\n"),
    rating(finding),
    finding.fixed ?? "none known",
    decision(finding),
  ]);
  const head = ["Package", "Version", "Known as", "Severity", "Mended in", "Decision"];
  await kit.summarise(
    `### Known vulnerabilities: ${findings.length === 0 ? "none" : findings.length}`,
    `${what}; ${threshold}.`,
    ...(findings.length === 0 ? [] : [markdownTable({ head, rows })]),
  );
}

function line({ package: one, ids, fixed, summary, ...finding }: Finding): string {
  const mended = fixed === undefined ? "no version without it is known" : `mended in ${fixed}`;
  return `${one.name} ${one.version}: ${ids.join(", ")}, ${rating(finding)}, ${mended}${summary === "" ? "" : `: ${summary}`}`;
}

function rating({ rating: word, score, uncertain }: Pick<Finding, "rating" | "score" | "uncertain">): string {
  return `${word}${score === undefined ? "" : ` (${score.toFixed(1)})`}${uncertain ? ", version not comparable" : ""}`;
}

function decision({ stops, ignored }: Finding): string {
  const why = ignored && `${ignored.entry.reason} (${ignored.expired ? "expired" : "until"} ${ignored.entry.until})`;
  if (stops) return why === undefined ? "stops the release" : `stops the release: the entry for it has ${why}`;
  return why === undefined ? "reported" : `let through: ${why}`;
}
