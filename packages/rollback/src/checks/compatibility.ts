import { compareVersions, formatPlace, type RollbackCheck, requireVersion, type Version } from "@slipway/model";
import { type Compatibility, inRange } from "@slipway/planning";
import type { RollbackRules } from "../rules.ts";
import { failed, passed } from "./check.ts";

/** Why a move is not sound, and what its maintainers say to do instead. */
interface Incompatibility {
  readonly why: string;
  readonly remedy: string;
}

/**
 * Whether people may be sent from one version to another, by the project's own rules. Pure.
 * @returns every rule that refuses
 */
export function incompatibilities(
  { moves, formats, minimumClient, serves }: Compatibility,
  from: Version,
  to: Version,
): readonly Incompatibility[] {
  const found: Incompatibility[] = [];
  const rule = moves.find((move) => inRange(from, move.from) && inRange(to, move.to));
  if (rule !== undefined && !rule.allowed) {
    const why = `${from.text} → ${to.text} is not allowed ("${rule.from}" → "${rule.to}"): ${sentence(rule.because)}`;
    found.push({ why, remedy: rule.remedy ?? "" });
  }
  for (const { name, since, readable, remedy } of formats) {
    const introduced = requireVersion(since, "since");
    const had = compareVersions(from, introduced) >= 0;
    const reads = compareVersions(to, introduced) >= 0 || (readable !== undefined && inRange(to, readable));
    if (!had || reads) continue;
    found.push({ why: `${name}: its format of ${since} cannot be read by ${to.text}`, remedy });
  }
  if (minimumClient !== undefined && isBelow(to, minimumClient.version)) {
    const { version, because, remedy } = minimumClient;
    found.push({ why: `nobody is sent below ${version}: ${sentence(because)}`, remedy });
  }
  const served = (version: Version) => serves.find(({ versions }) => inRange(version, versions));
  const [now, then] = [served(from), served(to)];
  // Without a word about what is there now, any client may be served.
  if (then !== undefined && (now === undefined || isBelow(requireVersion(now.clients, "clients"), then.clients))) {
    const those = now === undefined ? "those that are served now" : `${now.clients} is enough for ${from.text}`;
    found.push({
      why: `${to.text} serves clients from ${then.clients} on; ${those}`,
      remedy: then.remedy ?? `release a higher version instead, which serves clients below ${then.clients} too`,
    });
  }
  return found;
}

const isBelow = (version: Version, limit: string) => compareVersions(version, requireVersion(limit, "limit")) < 0;

const sentence = (text: string) => text.trim().replace(/\.$/, "");

export function checkCompatibility(
  { settings, place, unreadable }: Pick<RollbackRules, "settings" | "place" | "unreadable">,
  from: Version,
  to: Version,
): RollbackCheck {
  const rules = settings.compatibility;
  const title = `People may be sent from ${from.text} to ${to.text}`;
  if (unreadable !== undefined) {
    const where = unreadable.place === undefined ? "" : `${formatPlace(unreadable.place)}: `;
    return failed(
      "compatibility",
      title,
      `the newest rules cannot be read: ${where}${unreadable.message}`,
      `${unreadable.remedy}, there on its branch; then run this again`,
    );
  }
  const count = rules.moves.length + rules.formats.length + rules.serves.length + (rules.minimumClient ? 1 : 0);
  const found = incompatibilities(rules, from, to);
  if (found.length > 0) {
    const why = found.map((each) => each.why).join("; ");
    const remedies = [...new Set(found.map(({ remedy }) => sentence(remedy)).filter((remedy) => remedy !== ""))];
    return failed("compatibility", title, `${why} (${place})`, remedies.join("; "));
  }
  const said = count === 0 ? "no rules say otherwise" : `${count} ${count === 1 ? "rule allows" : "rules allow"} it`;
  return passed("compatibility", title, `${said} (${place})`);
}
