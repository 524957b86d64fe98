import { defaultNotes, type Forge, LONGEST_NOTES } from "@slipway/forge";
import type { Plan, ReleaseManifest } from "@slipway/model";
import { cutNotes, type FullText, SURELY_WHOLE } from "@slipway/planning/cut-notes";

/** Left for the mark that a draft carries. */
const ROOM = LONGEST_NOTES - 1_000;
const BETWEEN = "\n\n";

/**
 * What changed, as the plan has it, and then how to install and verify. Where both do not fit, the latter keeps to its half
 * and the former is cut, with a link to the asset that holds it whole.
 */
export async function composeNotes(
  plan: Plan,
  manifest: ReleaseManifest,
  repositoryUrl: string,
  forge: Forge,
): Promise<string> {
  const downloads = `${repositoryUrl}/releases/download/${manifest.tag}`;
  const changed = await whatChanged(plan, forge);
  if (changed === "") return defaultNotes(manifest, downloads);
  const left = ROOM - BETWEEN.length - Math.min(changed.length, SURELY_WHOLE);
  const install = defaultNotes(manifest, downloads, left);
  const shown = cutNotes(changed, ROOM - BETWEEN.length - install.length, fullText(plan, downloads, repositoryUrl));
  return `${shown.trimEnd()}${BETWEEN}${install}`;
}

/** GitHub's own text is known only now, when the assets are final: of it only the commits can be linked. */
function fullText({ notes, tag, previousTag }: Plan, downloads: string, repositoryUrl: string): FullText {
  if (notes?.asset !== undefined) return { title: "the whole text", address: `${downloads}/${notes.asset}` };
  const range = previousTag === undefined ? `commits/${tag}` : `compare/${previousTag}...${tag}`;
  return { title: "all commits", address: `${repositoryUrl}/${range}` };
}

async function whatChanged({ notes, tag, previousTag, commit }: Plan, forge: Forge): Promise<string> {
  if (notes === undefined) return "";
  if (notes.from !== "github") return notes.body;
  // The commit counts only where the tag does not exist yet.
  const generated = await forge.generateNotes({ tag, commit, ...(previousTag && { previousTag }) });
  return [notes.body, generated.body, notes.tail ?? ""].filter((part) => part.trim() !== "").join("\n\n");
}
