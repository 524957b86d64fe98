import { PLAN, writeDocument } from "@slipway/model";
import { columns, type Output, planRelease, styleOf, type TerminalTraits } from "@slipway/rehearsal";
import type { PlanArguments } from "../arguments.ts";

/** Prints the plan as a table, or as plan.json. */
export async function plan(args: PlanArguments, output: Output, traits: TerminalTraits): Promise<number> {
  const { plan, notes, remarks } = await planRelease(args.repo, args.tag);
  if (args.json) {
    output.write(writeDocument(PLAN, plan));
    return 0;
  }
  const style = styleOf(traits);
  const print = (line = "") => output.write(`${line}\n`);
  const indented = (rows: readonly (readonly string[])[]) => {
    for (const line of columns(rows, traits.width - 2)) print(`  ${line}`);
  };
  const state = [plan.release.draft ? "left as a draft" : "published", ...(plan.prerelease ? ["a pre-release"] : [])];
  print(style.bold(`${plan.project.name} ${plan.version}`) + style.dim(`  ${plan.tag}, ${state.join(", ")}`));
  print(
    style.dim(`commit ${plan.commit.slice(0, 10)}${plan.repository === undefined ? "" : ` of ${plan.repository}`}`),
  );
  for (const remark of [...remarks, ...notes]) print(style.dim(`! ${remark}`));
  print();
  print(style.bold("Targets"));
  const runsOn = new Map(plan.legs.map((leg) => [leg.id, leg.runsOn]));
  indented(plan.targets.map(({ target, leg, reason }) => [target, runsOn.get(leg) ?? "", leg, reason]));
  print();
  print(style.bold("Packages"));
  indented(
    plan.packages.map((one) => [
      one.name,
      one.kind === "archive" ? `${one.target}, ${one.variant}` : one.kind,
      one.kind === "file" ? "" : one.format,
      `in ${one.leg}`,
    ]),
  );
  print();
  const named = new Set(plan.packages.map(({ name }) => name));
  const others = plan.assets.filter((name) => !named.has(name));
  print(style.bold(`${plan.assets.length} assets`) + style.dim(`, the packages and ${others.length} more:`));
  for (const name of others) print(`  ${name}`);
  return 0;
}
