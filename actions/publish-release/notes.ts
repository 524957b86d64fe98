import { defaultNotes, type Forge, LONGEST_NOTES } from "@slipway/forge";
import type { Plan, ReleaseManifest } from "@slipway/model";
import { cutNotes } from "@slipway/planning/cut-notes";

/** Left for the mark that a draft carries. */
const ROOM = LONGEST_NOTES - 1_000;

/** What changed, as the plan has it, and then how to install and verify; only the former is cut when GitHub takes no more. */
export async function composeNotes(
  plan: Plan,
  manifest: ReleaseManifest,
  repositoryUrl: string,
  forge: Forge,
): Promise<string> {
  const install = defaultNotes(manifest, `${repositoryUrl}/releases/download/${manifest.tag}`);
  const changed = await whatChanged(plan, forge);
  if (changed === "") return install;
  const all = { title: "all commits", address: `${repositoryUrl}/commits/${manifest.tag}` };
  return `${cutNotes(changed, ROOM - install.length - 2, all).trimEnd()}\n\n${install}`;
}

async function whatChanged({ notes, tag, previousTag }: Plan, forge: Forge): Promise<string> {
  if (notes === undefined) return "";
  if (notes.from !== "github") return notes.body;
  const generated = await forge.generateNotes({ tag, ...(previousTag && { previousTag }) });
  return [notes.body, generated.body, notes.tail ?? ""].filter((part) => part.trim() !== "").join("\n\n");
}
