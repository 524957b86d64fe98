import type { Deed } from "../faults.ts";
import type { Random } from "../random.ts";
import type { World } from "./world.ts";

const ADDITIONS = [
  "\nAlso: see the manual.\n",
  "\r\nwith carriage returns,\r\nas GitHub's page sends them\r\n",
  " (edited)",
];
const NOTICE = /^<!-- slipway:rollback to=\S+ -->\n[\s\S]*?<!-- \/slipway:rollback -->\n*/;

/** What people with write access do by hand while a release is taken back. */
export class Persons {
  private readonly world: World;
  private readonly random: Random;
  private commits = 0;

  constructor(world: World, random: Random) {
    this.world = world;
    this.random = random;
  }

  /** @returns what they wrote into the notes, where they did */
  async act(deed: Deed): Promise<string | undefined> {
    const { world, random } = this;
    const { bad, history } = world.scenario;
    if (deed === "tap") {
      this.commits += 1;
      await world.commitBeside(`by-hand-${this.commits}.txt`);
      return undefined;
    }
    if (deed === "latest") {
      const tag = random.pick([...history, bad].filter((each) => !world.release(each).prerelease));
      await world.ask("PATCH", `${world.product}/releases/${world.ids.get(tag)}`, { make_latest: "true" });
      return undefined;
    }
    const { id, body } = world.release(bad);
    const [notice = ""] = NOTICE.exec(body ?? "") ?? [];
    const rest = (body ?? "").slice(notice.length) + random.pick(ADDITIONS);
    await world.ask("PATCH", `${world.product}/releases/${id}`, { body: notice + rest });
    return rest;
  }
}
