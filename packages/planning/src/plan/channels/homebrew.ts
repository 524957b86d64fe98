import type { PlannedHomebrew } from "@slipway/model";
import type { HomebrewSettings } from "../../config/channels/homebrew.ts";

/** One tap of the configuration, or of an action's inputs. @param product the project's name */
export function planHomebrew(settings: HomebrewSettings, product: string): PlannedHomebrew {
  const { name, formula, cask, dependencies, conflicts, service, pullRequest, author, ...rest } = settings;
  const { workingDir, logPath, errorLogPath, ...running } = service ?? {};
  const { title, ...bundle } = typeof cask === "object" ? cask : { directory: "Casks", app: [], title: undefined };
  const { autoMerge, ...request } = pullRequest;
  return defined({
    ...rest,
    name: name ?? formulaName(product),
    formula: formula === false ? undefined : formula === true ? "Formula" : clean(formula),
    cask: cask === false ? undefined : defined({ ...bundle, directory: clean(bundle.directory), title }),
    dependencies: dependencies.map((each) => (typeof each === "string" ? { name: each } : each)),
    conflicts: conflicts.map((each) => (typeof each === "string" ? { name: each } : defined(each))),
    service: service && defined({ ...running, workingDir, logPath, errorLogPath }),
    author,
    pullRequest: defined({ ...request, autoMerge }),
  }) as PlannedHomebrew;
}

function formulaName(product: string): string {
  return product.toLowerCase().replace(/[^a-z0-9+._-]+/g, "-");
}

const clean = (directory: string) => directory.replace(/\/+$/, "") || ".";

function defined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
}
