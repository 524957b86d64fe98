import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { bench, execute, REPO, scratch, upload } from "./support.ts";

describeWith(["gh"], "GitHub's own client", () => {
  async function released() {
    const it = await bench();
    const octokit = it.job();
    for (const [tag, draft] of [
      ["v1.0.0", false],
      ["v2.0.0", true],
    ] as const) {
      const { data } = await octokit.request("POST /repos/{owner}/{repo}/releases", {
        ...REPO,
        tag_name: tag,
        name: `Tool ${tag}`,
        draft: true,
      });
      await upload(octokit, data.upload_url, `tool-${tag}.txt`, `bytes of ${tag}`);
      await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
        ...REPO,
        release_id: data.id,
        draft,
      });
    }
    const token = it.github.issueToken({ login: "ada", repositories: "all", permissions: { contents: "write" } });
    const home = scratch();
    const gh = async (...args: string[]) => {
      const env = { PATH: process.env.PATH, HOME: home, ...it.github.ghEnvironment(token) };
      return (await execute("gh", args, { cwd: home, env })).stdout;
    };
    return { ...it, gh, home };
  }

  test("lists, shows and downloads releases, drafts among them", async () => {
    const { gh, home, github } = await released();
    const list = await gh("release", "list", "-R", "ada/tool");
    expect(list.split("\n").map((line) => line.split("\t").slice(0, 3))).toEqual([
      ["Tool v2.0.0", "Draft", "v2.0.0"],
      ["Tool v1.0.0", "Latest", "v1.0.0"],
      [""],
    ]);
    expect(await gh("release", "view", "-R", "ada/tool")).toContain("asset:\ttool-v1.0.0.txt");
    const view = JSON.parse(await gh("release", "view", "v2.0.0", "-R", "ada/tool", "--json", "isDraft,assets"));
    expect(view).toMatchObject({ isDraft: true, assets: [{ name: "tool-v2.0.0.txt", state: "uploaded" }] });
    await gh("release", "download", "v1.0.0", "-R", "ada/tool");
    await gh("release", "download", "v2.0.0", "-R", "ada/tool", "-D", "draft");
    await gh("release", "download", "v1.0.0", "-R", "ada/tool", "-D", "source", "-A", "tar.gz");
    expect(readFileSync(`${home}/tool-v1.0.0.txt`, "utf8")).toBe("bytes of v1.0.0");
    expect(readFileSync(`${home}/draft/tool-v2.0.0.txt`, "utf8")).toBe("bytes of v2.0.0");
    expect(readdirSync(`${home}/source`)).toEqual(["tool-1.0.0.tar.gz"]);
    expect(JSON.parse(await gh("api", "user")).login).toBe("ada");
    expect(await gh("api", "repos/ada/tool/releases", "--paginate", "--jq", ".[].tag_name")).toBe("v2.0.0\nv1.0.0\n");
    expect(github.violations).toEqual([]);
  });

  test("creates, uploads, publishes and deletes", async () => {
    const { gh, home, github } = await released();
    const { writeFileSync } = await import("node:fs");
    writeFileSync(`${home}/extra.txt`, "extra");
    await gh(
      "release",
      "create",
      "v3.0.0",
      "-R",
      "ada/tool",
      "--draft",
      "--title",
      "Three",
      "--notes",
      "n",
      "extra.txt",
    );
    await gh("release", "edit", "v3.0.0", "-R", "ada/tool", "--draft=false");
    expect(github.state.releases("ada/tool").find(({ tag }) => tag === "v3.0.0")).toMatchObject({
      draft: false,
      latest: true,
      assets: [{ name: "extra.txt", size: 5 }],
    });
    await gh("release", "delete", "v3.0.0", "-R", "ada/tool", "--yes");
    expect(github.state.releases("ada/tool").map(({ tag }) => tag)).toEqual(["v2.0.0", "v1.0.0"]);
    expect(github.violations).toEqual([]);
  });
});
