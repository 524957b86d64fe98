import { mistake, type Plan, type PlannedCodeSigning } from "@slipway/model";
import type { Config } from "../config/load.ts";
import type { GitState } from "../git/state.ts";

/**
 * How programs are signed. Builds that are never published have no secrets, so nobody's name comes into their programs.
 * @returns `undefined` where nothing but the default is wanted
 * @throws {Problem} `entitlements-missing`
 */
export function planCodeSigning(
  config: Config,
  project: Plan["project"],
  files: GitState["files"],
  buildOnly: boolean,
): PlannedCodeSigning | undefined {
  const { windows, macos } = config.settings.signing;
  const planned: PlannedCodeSigning = {
    ...(windows !== false && !buildOnly && { windows: planWindows(windows, project) }),
    ...(macos === "none" && { macos: "none" as const }),
    ...(macos !== "none" && macos !== "ad-hoc" && !buildOnly && { macos: planDeveloperId(macos, config, files) }),
  };
  return Object.keys(planned).length === 0 ? undefined : planned;
}

type Signing = Config["settings"]["signing"];

function planWindows(
  setting: Exclude<Signing["windows"], false>,
  { name, homepage }: Plan["project"],
): NonNullable<PlannedCodeSigning["windows"]> {
  const { description, url, timestamp } = setting === true ? WINDOWS_DEFAULTS : setting;
  const shown = url ?? homepage;
  return {
    description: description ?? name,
    ...(shown !== undefined && { url: shown }),
    timestamps: timestamp === false ? [] : [timestamp].flat(),
  };
}

const WINDOWS_DEFAULTS = {
  description: undefined,
  url: undefined,
  timestamp: "http://timestamp.digicert.com",
} as const;

function planDeveloperId(
  setting: Exclude<Signing["macos"], "none" | "ad-hoc">,
  config: Config,
  files: GitState["files"],
): Exclude<PlannedCodeSigning["macos"], "none" | undefined> {
  if (setting === "developer-id") return { hardenedRuntime: true, notarise: true };
  const { entitlements, hardenedRuntime, notarise, identifierPrefix } = setting;
  if (entitlements !== undefined && !files.some(({ path }) => path === entitlements)) {
    throw mistake(
      "entitlements-missing",
      `git tracks no file ${entitlements}, which holds the entitlements`,
      "correct the path, or add the file",
      config.placeOf(["signing", "macos", "entitlements"]),
    );
  }
  return {
    ...(entitlements !== undefined && { entitlements }),
    hardenedRuntime,
    notarise,
    ...(identifierPrefix !== undefined && { identifierPrefix }),
  };
}

/** Whether macOS programs have to be made where Apple's tools are. */
export function needsMac(planned: PlannedCodeSigning | undefined): boolean {
  return typeof planned?.macos === "object";
}
