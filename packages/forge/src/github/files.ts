import { createHash } from "node:crypto";
import { RequestFailure } from "../failure.ts";
import type { FileChange, Forge, StoredFile } from "../forge.ts";
import type { Api, RepositoryPath } from "./api.ts";

type Files = Pick<Forge, "readFile" | "writeFile">;

/**
 * Files of a branch. A change of one file is one request, `PUT …/contents/{path}`: it makes blob, tree and commit, and moves
 * the branch, if the file has the given blob still and the branch did not move meanwhile; so it is a compare-and-swap
 * (docs.github.com, "REST API endpoints for repository contents").
 */
export function files({ api, at }: { readonly api: Api; readonly at: RepositoryPath }): Files {
  return {
    readFile: async (ref, path) => {
      const found = await api.find(`look-up of ${path}`, (client) =>
        client.request("GET /repos/{owner}/{repo}/contents/{path}", {
          ...at,
          path,
          ...(ref !== undefined && { ref }),
        }),
      );
      if (found === undefined) return undefined;
      const { data } = found;
      if (Array.isArray(data) || !("content" in data) || data.encoding !== "base64") {
        throw new RequestFailure({
          operation: `look-up of ${path}`,
          status: 310,
          reason: "it is no file, or too large",
        });
      }
      return { text: Buffer.from(data.content, "base64").toString("utf8"), version: data.sha };
    },

    writeFile: async (branch, path, change) => {
      if (change.newBranch) return await begin(api, at, branch, path, change);
      try {
        await api.once(`writing of ${path} on ${branch}`, (client) =>
          client.request("PUT /repos/{owner}/{repo}/contents/{path}", {
            ...at,
            path,
            branch,
            message: change.message,
            content: Buffer.from(change.text).toString("base64"),
            ...(change.version !== undefined && { sha: change.version }),
          }),
        );
      } catch (error) {
        if (!(error instanceof RequestFailure) || !/^Branch .* not found/.test(error.details.reason)) throw error;
        return await begin(api, at, branch, path, change);
      }
      return stored(change.text);
    },
  };
}

/** An orphan branch of one commit; contents requests cannot make one. */
async function begin(
  api: Api,
  at: RepositoryPath,
  branch: string,
  path: string,
  { text, message, readme }: FileChange,
): Promise<StoredFile> {
  const operation = `creation of the branch ${branch}`;
  const file = (name: string, content: string) => ({ path: name, mode: "100644", type: "blob", content }) as const;
  const tree = await api.once(operation, (client) =>
    client.request("POST /repos/{owner}/{repo}/git/trees", {
      ...at,
      tree: [file("README.md", readme), file(path, text)],
    }),
  );
  const commit = await api.once(operation, (client) =>
    client.request("POST /repos/{owner}/{repo}/git/commits", { ...at, message, tree: tree.data.sha, parents: [] }),
  );
  await api.once(operation, (client) =>
    client.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/heads/${branch}`, sha: commit.data.sha }),
  );
  return stored(text);
}

/** Git's id of a blob ("Git Internals", Git Objects). */
function stored(text: string): StoredFile {
  const bytes = Buffer.from(text);
  return { text, version: createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex") };
}
