import { type Inputs, type PlanInputs, planInputs } from "@slipway/action-kit";
import { ARCHIVE_FORMATS, type ArchiveFormat, mistake, requireAssetName } from "@slipway/model";

export interface ChainInputs {
  readonly mode: "chain";
  readonly plan: PlanInputs;
  readonly leg: string;
}

export interface AloneInputs {
  readonly mode: "alone";
  readonly name: string;
  readonly formats: readonly ArchiveFormat[];
  readonly files: readonly { readonly from: string; readonly to: string | undefined }[];
  readonly executables: readonly string[];
  readonly wrap: boolean;
  readonly output: string;
}

export function parseInputs(inputs: Inputs): ChainInputs | AloneInputs {
  const plan = planInputs(inputs);
  const files = inputs.lines("files");
  if (plan.path !== undefined || plan.digest !== undefined) {
    if (files.length > 0) {
      throw mistake("inputs-contradict", 'both a plan and "files" are given', "with a plan, leave `files` out");
    }
    return { mode: "chain", plan, leg: inputs.required("leg") };
  }
  if (files.length === 0) {
    throw mistake(
      "missing-input",
      'neither "plan-digest" nor "files" is given',
      "pass `leg` and `plan-digest`, or `name` and `files`",
    );
  }
  return {
    mode: "alone",
    name: requireAssetName(inputs.required("name")),
    formats: inputs.choices("formats", ARCHIVE_FORMATS, ["tar.gz"]),
    files: files.map((line) => {
      const [from = line, to] = line.split(/\s+=>\s+/);
      return { from, to };
    }),
    executables: inputs.lines("executables"),
    wrap: inputs.flag("wrap", true),
    output: inputs.text("output") ?? ".",
  };
}
